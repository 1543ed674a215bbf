// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One task at a later time; a new one replaces it. On the event loop only. */
final class Timer {
    private final EventLoop loop;
    private ScheduledFuture<?> scheduled;

    Timer(EventLoop loop) {
        this.loop = loop;
    }

    void start(long delayNs, Runnable task) {
        cancel();
        scheduled = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }
}
