// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.concurrent.TimeUnit;
import miracast.api.frames.FrameSource;
import miracast.host.parts.Offer;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;

/** When a source that failed is tried again: after pauses that double, until it is forgiven. On the seat's worker. */
final class SourceTries {
    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);

    private final ControlLoop loop;
    private final Worker worker;
    private final Runnable again;
    private long pauseNs;
    private int failures;
    /** Whose failures these are; null for nobody's. */
    private Offer<FrameSource> failed;
    /** Whether the next try comes when {@link #retry} is due, and not before. */
    private boolean isPausing;

    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

    /** @param again run on the worker when it is time for the next try */
    SourceTries(ControlLoop loop, Worker worker, Runnable again) {
        this.loop = loop;
        this.worker = worker;
        this.again = again;
    }

    /** One has failed; returns how long the pause is, in ns. */
    long fail(Offer<FrameSource> offer) {
        failed = offer;
        failures++;
        pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
        after(pauseNs);
        return pauseNs;
    }

    /** How many have failed, one after the other. */
    int failures() {
        return failures;
    }

    /** Nothing was wrong with what is tried next. */
    void forgive() {
        pauseNs = 0;
        failures = 0;
        isPausing = false;
    }

    /** As {@link #forgive}, unless that one has failed. */
    void forgiveFor(Offer<FrameSource> offer) {
        if (!offer.equals(failed)) {
            forgive();
        }
    }

    /** The next try comes after that time. */
    void after(long ns) {
        isPausing = true;
        retry.cancel();
        retry = loop.after(
                ns,
                () -> worker.execute(() -> {
                    isPausing = false;
                    again.run();
                }));
    }

    /** Whether the next try is still to wait. */
    boolean isPausing() {
        return isPausing;
    }

    /** What is tried now need not wait. */
    void goOn() {
        isPausing = false;
    }

    /** There is no need for a further try for now. */
    void cancel() {
        retry.cancel();
    }
}
