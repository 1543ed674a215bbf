// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.host.thread.Command;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the display shows instead of a source that gives nothing: says when that is needed, has it made, and the encode thread take
 * it. Everything here happens on the worker of the source's seat.
 */
final class Substitute {
    private static final Logger LOG = LoggerFactory.getLogger(Substitute.class);
    /** How long to wait before a picture that the encode thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    /** How long to wait before a file that cannot be read is tried again: twice as long each time. */
    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Stage stage;
    private final Display display;
    private final Worker worker;
    private final long takeOverNs;
    private FallbackPlan plan;
    private FallbackPicture fallback;
    private long pauseNs;
    private boolean isSilent;
    /** Which source it stands for, and in which mode; null while it is not needed. */
    private SourceWish needed;

    private VideoMode mode;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

    /** @param takeOverNs how long the encode thread may take to get to a frame boundary */
    Substitute(Stage stage, Display display, Worker worker, FallbackPlan plan, long takeOverNs) {
        this.stage = stage;
        this.display = display;
        this.worker = worker;
        this.takeOverNs = takeOverNs;
        this.plan = plan;
        fallback = new FallbackPicture(plan.fallback());
    }

    /**
     * What is to be shown from now on, also in place of what is shown; a last picture that was replaced does not come back.
     *
     * @param seated what is silent, if anything is; null if there is no source
     * @param wanted which source is wanted
     */
    void plan(FallbackPlan newPlan, SeatedSource seated, SourceWish wanted, VideoMode inMode) {
        boolean isOther = !newPlan.fallback().equals(plan.fallback());
        plan = newPlan;
        if (isOther) {
            fallback = new FallbackPicture(newPlan.fallback());
        }
        if (needed != null && isOther) {
            show(wanted, inMode);
        } else if (needed == null && isSilent) {
            silent(seated, wanted, inMode);
        }
    }

    /** For how long a source may give nothing, in ns. */
    long afterNs() {
        return plan.afterNs();
    }

    /**
     * There has been nothing new for as long as the plan allows.
     *
     * @param seated what is silent; null if there is no source
     * @param wanted which source is wanted
     */
    void silent(SeatedSource seated, SourceWish wanted, VideoMode inMode) {
        isSilent = true;
        if (seated != null && plan.mayStandStill()) {
            return;
        }
        if (seated != null) {
            String text = "has had nothing new for " + TimeUnit.NANOSECONDS.toMillis(plan.afterNs()) + " ms";
            LOG.warn("cast {}: source {} {}", stage.castId(), seated.wish(), text);
            String name = seated.wish().toString();
            stage.listener().part(CastLogEntry.Kind.SOURCE_STALLED, name, name + " " + text, 0, 0);
        }
        show(wanted, inMode);
    }

    /** A source that was fine as it stood still is gone. */
    void noLongerStandsStill(SourceWish wanted, VideoMode inMode) {
        if (isSilent && plan.mayStandStill()) {
            show(wanted, inMode);
        }
    }

    /** Shows it, unless that is the source's last picture, which is there. */
    private void show(SourceWish source, VideoMode inMode) {
        needed = source;
        mode = inMode;
        pauseNs = 0;
        retry.cancel();
        if (fallback.isPicture()) {
            handOver();
        }
    }

    /** It is not needed any more. */
    void leave() {
        isSilent = false;
        needed = null;
        retry.cancel();
    }

    private void handOver() {
        try {
            Command<Boolean> command = display.substitute(fallback.in(mode));
            if (command.await(takeOverNs)) {
                LOG.info("cast {}: {} is shown instead of source {}", stage.castId(), fallback, needed);
                tell("is shown instead of " + needed, 0);
            }
        } catch (IOException e) {
            pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
            LOG.warn(
                    "cast {}: {} is not shown, the last picture stays, next try in {} s: {}",
                    stage.castId(),
                    fallback,
                    TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                    e.toString());
            tell("is not shown, the last picture stays: " + e.getMessage(), pauseNs);
            againAfter(pauseNs);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("cast {}: {} is not shown, the last picture stays: {}", stage.castId(), fallback, e.toString());
            tell("is not shown, the last picture stays: " + e.getMessage(), 0);
        } catch (TimeoutException e) {
            LOG.warn("cast {}: {} is not shown yet: {}", stage.castId(), fallback, e.toString());
            tell("is not shown yet, since the encode thread is held up", HELD_UP_PAUSE_NS);
            againAfter(HELD_UP_PAUSE_NS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void againAfter(long ns) {
        retry = stage.loop().after(ns, () -> worker.execute(this::again));
    }

    private void again() {
        if (needed != null) {
            handOver();
        }
    }

    private void tell(String what, long untilNextNs) {
        stage.listener().part(CastLogEntry.Kind.FALLBACK, fallback.toString(), fallback + " " + what, 0, untilNextNs);
    }
}
