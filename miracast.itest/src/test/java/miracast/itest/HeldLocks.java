// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;

/** Which locks of ours the calling thread holds. */
final class HeldLocks {
    /** A pool's thread holds that one for as long as it runs a task; nobody else asks for it. */
    private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";

    private HeldLocks() {}

    /** Monitors that our code has entered, and all locks of {@code java.util.concurrent}, as text. */
    static List<String> ofThisThread() {
        long[] self = {Thread.currentThread().getId()};
        ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(self, true, true)[0];
        List<String> held = new ArrayList<>();
        for (MonitorInfo monitor : thread.getLockedMonitors()) {
            if (isOurs(monitor.getLockedStackFrame().getClassName()) || isOurs(monitor.getClassName())) {
                held.add(monitor + " in " + monitor.getLockedStackFrame());
            }
        }
        for (LockInfo lock : thread.getLockedSynchronizers()) {
            if (!lock.getClassName().equals(WORKER)) {
                held.add(lock.toString());
            }
        }
        return held;
    }

    /** Whether a class is of our bundles, and not of the tests. */
    static boolean isOurs(String className) {
        return (className.startsWith("miracast.") || className.startsWith("wfd."))
                && !className.startsWith("miracast.itest.");
    }
}
