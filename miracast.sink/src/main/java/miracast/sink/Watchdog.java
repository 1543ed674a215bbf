// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does one thing unless something else comes within a time. On the event loop that it is made with. */
final class Watchdog {
    private final EventExecutor loop;
    private ScheduledFuture<?> pending;

    Watchdog(EventExecutor loop) {
        this.loop = loop;
    }

    /** Does that after so many ns, in place of what was to be done before. */
    void watch(long ns, Runnable action) {
        cancel();
        pending = loop.schedule(action, ns, TimeUnit.NANOSECONDS);
    }

    /** Does nothing more. */
    void cancel() {
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
