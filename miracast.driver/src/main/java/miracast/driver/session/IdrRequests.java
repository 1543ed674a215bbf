// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;

/**
 * Merges the sink's IDR requests, which come in volleys: one IDR picture per interval. What comes within the first half of it is
 * taken as part of the volley that has its picture under way; what comes later is met when the interval is over. On the event
 * loop.
 */
final class IdrRequests {
    private final Timer timer;
    private final long intervalNs;
    private final Runnable makeIdr;
    private boolean any;
    private boolean waiting;
    private long lastNs;

    IdrRequests(EventLoop loop, long intervalNs, Runnable makeIdr) {
        this.timer = new Timer(loop);
        this.intervalNs = intervalNs;
        this.makeIdr = makeIdr;
    }

    void requested() {
        long sinceNs = System.nanoTime() - lastNs;
        if (!any || sinceNs >= intervalNs) {
            meet();
        } else if (!waiting && sinceNs >= intervalNs / 2) {
            waiting = true;
            timer.start(intervalNs - sinceNs, this::meet);
        }
    }

    private void meet() {
        any = true;
        waiting = false;
        lastNs = System.nanoTime();
        makeIdr.run();
    }

    void stop() {
        timer.cancel();
    }
}
