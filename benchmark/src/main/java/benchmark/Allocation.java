// SPDX-License-Identifier: Apache-2.0
package benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Octets that all threads of this JVM allocated on the heap between two moments. One thread. */
final class Allocation {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = new HashMap<>();

    void begin() {
        before.clear();
        long[] ids = threads.getAllThreadIds();
        long[] octets = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            before.put(ids[i], octets[i]);
        }
    }

    /** Threads that ended in between are not counted; those that began are. */
    long end() {
        long[] ids = threads.getAllThreadIds();
        long[] octets = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            if (octets[i] >= 0) {
                sum += octets[i] - before.getOrDefault(ids[i], 0L);
            }
        }
        return sum;
    }
}
