// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.ThreadLocalRandom;
import miracast.host.link.BackOff;
import miracast.host.link.Turnstile;
import miracast.host.thread.ControlLoop;

/**
 * When a cast tries to reach its sink: after pauses that grow with each failure in a row, and never in the same moment as other
 * casts. Belongs to the control loop.
 */
final class Tries {
    private final ControlLoop loop;
    private final Turnstile turnstile;
    private final BackOff backOff;
    private final Runnable attempt;

    /** Whether the next try waits for those of other casts only. */
    private boolean inTurn;

    private ControlLoop.Timer next = ControlLoop.Timer.NONE;

    /** @param attempt the try itself */
    Tries(ControlLoop loop, Turnstile turnstile, HostSettings settings, Runnable attempt) {
        this.loop = loop;
        this.turnstile = turnstile;
        this.attempt = attempt;
        backOff = new BackOff(settings.retryFirstNs(), settings.retryLongestNs(), ThreadLocalRandom.current());
    }

    /** Which try this is since the cast last played for a while. */
    int number() {
        return backOff.attempts() + 1;
    }

    /** Whether a try is about to come, as soon as other casts have had theirs. */
    boolean isInTurn() {
        return inTurn;
    }

    /** Tries as soon as other casts have had their turn, perhaps at once. */
    void begin() {
        next.cancel();
        inTurn = true;
        ControlLoop.Timer turn = turnstile.pass(() -> {
            inTurn = false;
            attempt.run();
        });
        // Its turn may have come, and gone, by now.
        next = inTurn ? turn : next;
    }

    /** This try has failed: something is done after a pause; returns how long that is, in ns. */
    long pause(Runnable then) {
        long pauseNs = backOff.next();
        next = loop.after(pauseNs, then);
        return pauseNs;
    }

    /** The next failure is a first one. */
    void forgive() {
        backOff.reset();
    }

    /** There will be no further try. */
    void cancel() {
        next.cancel();
    }
}
