// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.osgi.service.component.annotations.Component;

/** Whether there is room: pictures and chunks are direct buffers, which have a limit of their own beside the heap's. */
@Component(service = Check.class)
public final class MemoryCheck implements Check {
    private static final long MIB = 1 << 20;
    /** The framework, the bundles and some casts, as measured, twice. */
    private static final long LEAST_HEAP = 64 * MIB;
    /** Two casts of 1080p: each a ring of 4 MiB, and three pictures of 3 MiB. */
    private static final long LEAST_DIRECT = 32 * MIB;

    @Override
    public Subject subject() {
        return Subject.MEMORY;
    }

    @Override
    public List<Finding> findings() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return List.of(
                finding("Heap", heap.getUsed(), heap.getMax(), LEAST_HEAP, "-Xmx"),
                finding("Direct memory", direct, directLimit(heap.getMax()), LEAST_DIRECT, "-XX:MaxDirectMemorySize"));
    }

    /** Asked for by name, since not every framework exports the package of this bean's type. */
    private static long directLimit(long heap) {
        try {
            CompositeData option = (CompositeData) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "getVMOption",
                            new Object[] {"MaxDirectMemorySize"},
                            new String[] {String.class.getName()});
            long limit = Long.parseLong((String) option.get("value"));
            // Unless it is set, it is as much as the heap may take.
            return limit == 0 ? heap : limit;
        } catch (JMException otherThanHotSpot) {
            return heap;
        }
    }

    static Finding finding(String what, long used, long limit, long least, String option) {
        String text = what + ": " + used / MIB + " of " + limit / MIB + " MiB used.";
        if (limit < least) {
            return Finding.error(text, "Raise the limit to " + least / MIB + " MiB at least: " + option + ".");
        }
        return used > limit / 10 * 9 ? Finding.warning(text, "Raise the limit: " + option + ".") : Finding.ok(text);
    }
}
