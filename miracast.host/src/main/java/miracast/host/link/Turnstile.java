// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import miracast.host.thread.ControlLoop;

/**
 * Lets tries of casts begin one after the other, with a time between them: what wakes a hundred casts in one moment, as a provider
 * that comes back does, must not make a hundred searches and openings in one moment. Belongs to the control loop.
 */
public final class Turnstile {
    private final ControlLoop loop;
    private final long intervalNs;
    private long freeNs;

    /** @param intervalNs time between two that begin */
    public Turnstile(ControlLoop loop, long intervalNs) {
        this.loop = loop;
        this.intervalNs = intervalNs;
        freeNs = loop.nanoTime();
    }

    /** Runs a try when it is its turn: now, if nobody came lately. A turn that is cancelled stays empty. */
    public ControlLoop.Timer pass(Runnable attempt) {
        long nowNs = loop.nanoTime();
        long waitNs = Math.max(0, freeNs - nowNs);
        freeNs = nowNs + waitNs + intervalNs;
        if (waitNs == 0) {
            attempt.run();
            return ControlLoop.Timer.NONE;
        }
        return loop.after(waitNs, attempt);
    }
}
