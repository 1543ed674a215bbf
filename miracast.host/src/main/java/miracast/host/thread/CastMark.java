// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import miracast.api.cast.Cast;
import org.slf4j.MDC;

/** Marks what a thread does as a cast's: log lines have its id in the MDC meanwhile, whoever writes them. Any thread. */
public final class CastMark {
    private CastMark() {}

    /** The task, marked. What the thread was marked with before holds again afterwards. */
    public static Runnable on(String castId, Runnable task) {
        return () -> {
            String before = MDC.get(Cast.LOG_KEY);
            MDC.put(Cast.LOG_KEY, castId);
            try {
                task.run();
            } finally {
                if (before == null) {
                    MDC.remove(Cast.LOG_KEY);
                } else {
                    MDC.put(Cast.LOG_KEY, before);
                }
            }
        };
    }
}
