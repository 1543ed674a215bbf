// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.Command;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the display has a stream of the source that the cast wants. Another source is opened beside the one in use, on a
 * worker, and the old one closed when the encode thread has the new one. A stream that failed, and one whose source is gone, is
 * opened again as soon as that is possible; until then the display shows the last picture. Everything here happens on the
 * worker, one thing after the other, unless a method says otherwise.
 */
final class SourceSeat implements Offers.User<FrameSource> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSeat.class);
    /** How long to wait before a hand-over that the encode thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);
    /** A stream that ran for so long was fine: its failure is a first one. */
    private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(10);

    private final Stage stage;
    private final Display display;
    private final Offers<FrameSource> offers;
    private final Worker worker;
    private final long takeOverNs;
    private final Withdrawals<FrameSource> withdrawals = new Withdrawals<>();
    private final Substitute substitute;
    private FallbackPlan plan;

    private volatile boolean closed;
    private volatile SourceWish shown;

    private SourceWish wish;
    private boolean isInsistedOn;
    private VideoMode mode;
    private SeatedSource seated;
    private long seatedSinceNs;
    private long pauseNs;
    private int failures;
    private boolean isSilent;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    /** Which wish is waited for while another source is shown, and until when; null for none. */
    private SourceWish awaited;

    private ControlLoop.Timer overdue = ControlLoop.Timer.NONE;

    /** @param takeOverNs how long the encode thread may take to get to a frame boundary */
    SourceSeat(
            Stage stage,
            Display display,
            Offers<FrameSource> offers,
            SourceWish wish,
            FallbackPlan plan,
            VideoMode mode,
            long takeOverNs) {
        this.stage = stage;
        this.display = display;
        this.offers = offers;
        this.wish = wish;
        this.plan = plan;
        this.mode = mode;
        this.takeOverNs = takeOverNs;
        shown = wish;
        worker = new Worker(stage.castId(), "source");
        substitute = new Substitute(stage, display, worker, plan, takeOverNs);
    }

    /** Opens the source, and begins to follow what there is. */
    void start() {
        offers.addUser(this);
        worker.execute(this::reconsider);
    }

    /** Any thread: pictures will be shown in that mode. A stream for another mode is closed first; its last picture stays. */
    void mode(VideoMode newMode) {
        worker.execute(() -> {
            if (!newMode.equals(mode)) {
                mode = newMode;
                leave();
            }
            reconsider();
        });
    }

    /**
     * Any thread: another source is to be shown.
     *
     * @param insists whether it is waited for if it cannot be opened, since nobody is there who would choose another one
     */
    void want(SourceWish newWish, boolean insists) {
        worker.execute(() -> {
            wish = newWish;
            isInsistedOn = insists;
            awaited = null;
            overdue.cancel();
            forgive();
            reconsider();
        });
    }

    /** Any thread: what is to be shown the next time that the source gives nothing. */
    void plan(FallbackPlan newPlan) {
        worker.execute(() -> {
            plan = newPlan;
            substitute.plan(newPlan);
        });
    }

    /** Any thread: what is shown, or will be as soon as there is anything. */
    SourceWish shown() {
        return shown;
    }

    /** Any thread. */
    @Override
    public void offersChanged() {
        worker.execute(() -> {
            forgive();
            reconsider();
        });
    }

    /** Any thread. */
    @Override
    public CompletableFuture<Void> letGo(Offer<FrameSource> offer) {
        CompletableFuture<Void> free = new CompletableFuture<>();
        boolean coming = worker.offer(() -> {
            withdrawals.add(offer, free);
            reconsider();
        });
        if (!coming) {
            worker.ended().thenRun(() -> free.complete(null));
        }
        return free;
    }

    /** The encode thread gave a stream up, since it failed. */
    void failed(SeatedSource source, String reason) {
        worker.execute(() -> {
            if (seated == source) {
                seated = null;
                if (stage.clock().getAsLong() - seatedSinceNs >= STEADY_NS) {
                    forgive();
                }
            }
            close(source);
            freeWithdrawn();
            pause(source.wish(), reason);
            noLongerStandsStill();
        });
    }

    /** The encode thread has had nothing new for as long as the plan allows. */
    void silent() {
        worker.execute(() -> {
            isSilent = true;
            if (seated != null && plan.mayStandStill()) {
                return;
            }
            if (seated != null) {
                String text = "has had nothing new for " + TimeUnit.NANOSECONDS.toMillis(plan.afterNs()) + " ms";
                LOG.warn("cast {}: source {} {}", stage.castId(), seated.wish(), text);
                tell(CastLogEntry.Kind.SOURCE_STALLED, seated.wish(), text, 0, 0);
            }
            substitute();
        });
    }

    /** A source that was fine as it stood still is gone: its silence is a failure now. */
    private void noLongerStandsStill() {
        if (isSilent && seated == null && plan.mayStandStill()) {
            substitute();
        }
    }

    /** The encode thread has a new picture after all. */
    void back() {
        worker.execute(() -> {
            isSilent = false;
            substitute.leave();
            tell(CastLogEntry.Kind.SOURCE, shown, "gives pictures again", 0, 0);
        });
    }

    private void substitute() {
        if (!closed) {
            substitute.show(wish, mode);
        }
    }

    private void tell(CastLogEntry.Kind kind, SourceWish source, String what, int attempt, long untilNextNs) {
        stage.listener().part(kind, source.toString(), source + " " + what, attempt, untilNextNs);
    }

    private void forgive() {
        pauseNs = 0;
        failures = 0;
    }

    private void pause(SourceWish failed, String reason) {
        failures++;
        pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
        LOG.warn(
                "cast {}: source {} failed, next try in {} s: {}",
                stage.castId(),
                failed,
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        retry.cancel();
        retry = stage.loop().after(pauseNs, () -> worker.execute(this::reconsider));
        tell(CastLogEntry.Kind.SOURCE_FAILED, failed, "failed: " + reason, failures, pauseNs);
        stage.listener().sourceFailed(failed, reason);
    }

    private void reconsider() {
        SourceWish gone = seated != null && withdrawals.hold(seated.offer()) ? seated.wish() : null;
        if (gone != null) {
            leave();
        }
        freeWithdrawn();
        if (gone == null) {
            seatBest();
        } else if (seated == null) {
            tell(CastLogEntry.Kind.SOURCE_FAILED, gone, "is gone: its provider was withdrawn", 0, 0);
            seatBest();
            noLongerStandsStill();
        }
    }

    private void freeWithdrawn() {
        withdrawals.allBut(seated == null ? null : seated.offer());
    }

    private void seatBest() {
        if (closed) {
            return;
        }
        wish = wish.readAnew(offers);
        Optional<Offer<FrameSource>> best = offers.named(wish.spec().name());
        if (best.isEmpty()) {
            await("is not there");
            return;
        }
        if (isSeated(best.get())) {
            return;
        }
        retry.cancel();
        try {
            FrameStream stream = best.get()
                    .service()
                    .open(new FrameRequest(stage.castId(), wish.spec().location(), mode, wish.options()));
            handOver(new SeatedSource(best.get(), wish, mode, stream));
        } catch (Exception | LinkageError | AssertionError e) {
            refused(e);
        }
    }

    private boolean isSeated(Offer<FrameSource> offer) {
        return seated != null
                && seated.wish().equals(wish)
                && seated.mode().equals(mode)
                && seated.offer().isSameAs(offer);
    }

    /** One that cannot be opened beside another that runs is given up; else it is the only one wanted, and tried again. */
    private void refused(Throwable reason) {
        String text = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (isAnotherSeated() && isInsistedOn) {
            await("cannot be opened");
            pause(wish, text);
        } else if (isAnotherSeated()) {
            LOG.warn("cast {}: source {} stays, since {} failed: {}", stage.castId(), seated.wish(), wish, text);
            tell(CastLogEntry.Kind.SOURCE_FAILED, wish, "failed, " + seated.wish() + " stays: " + text, 1, 0);
            wish = seated.wish();
        } else if (seated == null) {
            pause(wish, text);
        } else {
            LOG.warn("cast {}: source {} stays with its older provider: {}", stage.castId(), wish, text);
        }
    }

    private boolean isAnotherSeated() {
        return seated != null && !seated.wish().equals(wish);
    }

    /**
     * Nobody would choose another source, so the one that is wanted is waited for. The one before is shown meanwhile, but no longer
     * than a source may give nothing: it is not what the screen is to show.
     */
    private void await(String why) {
        if (!isAnotherSeated() || !isInsistedOn || wish.equals(awaited)) {
            return;
        }
        awaited = wish;
        overdue.cancel();
        overdue = stage.loop().after(plan.afterNs(), () -> worker.execute(this::leaveTheOneBefore));
        LOG.warn("cast {}: source {} {}; {} is shown for now", stage.castId(), wish, why, seated.wish());
        tell(CastLogEntry.Kind.SOURCE_FAILED, wish, why + "; " + seated.wish() + " is shown for now", 0, 0);
    }

    private void leaveTheOneBefore() {
        if (closed || !isAnotherSeated() || !wish.equals(awaited)) {
            return;
        }
        SourceWish before = seated.wish();
        leave();
        if (seated == null) {
            freeWithdrawn();
            tell(CastLogEntry.Kind.SOURCE_STALLED, before, "is shown no longer, " + wish + " did not come", 0, 0);
            display.fallSilent();
        } else {
            overdue = stage.loop().after(HELD_UP_PAUSE_NS, () -> worker.execute(this::leaveTheOneBefore));
        }
    }

    private void handOver(SeatedSource next) {
        Command<SeatedSource> exchange = display.exchangeSource(next);
        try {
            SeatedSource old = exchange.await(takeOverNs);
            seated = next;
            if (next != null) {
                overdue.cancel();
                awaited = null;
                seatedSinceNs = stage.clock().getAsLong();
                shown = next.wish();
                LOG.info("cast {}: source {}", stage.castId(), next.wish());
                tell(CastLogEntry.Kind.SOURCE, next.wish(), "is open", 0, 0);
                stage.listener().sourceOpened(next.wish());
            }
            if (old != null) {
                close(old);
            }
        } catch (TimeoutException e) {
            heldUp(next, e);
            giveUp(next);
        } catch (InterruptedException e) {
            exchange.takeBack();
            giveUp(next);
            Thread.currentThread().interrupt();
        }
    }

    /** The encode thread did not come to a frame boundary: all stays as it is for now. */
    private void heldUp(SeatedSource next, TimeoutException reason) {
        if (closed) {
            return;
        }
        SourceWish concerned = next == null ? seated.wish() : next.wish();
        String what =
                (next == null ? "was not let go of" : "was not taken over") + ", since the encode thread is held up";
        retry.cancel();
        retry = stage.loop().after(HELD_UP_PAUSE_NS, () -> worker.execute(this::reconsider));
        LOG.warn(
                "cast {}: source {} {}, next try in {} s: {}",
                stage.castId(),
                concerned,
                what,
                TimeUnit.NANOSECONDS.toSeconds(HELD_UP_PAUSE_NS),
                reason.toString());
        tell(CastLogEntry.Kind.SOURCE_FAILED, concerned, what, 0, HELD_UP_PAUSE_NS);
    }

    private void giveUp(SeatedSource next) {
        if (next != null) {
            close(next);
        }
    }

    private void leave() {
        if (seated != null) {
            handOver(null);
        }
    }

    private void close(SeatedSource source) {
        try {
            source.stream().close();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("cast {}: source {} failed to close", stage.castId(), source.wish(), e);
        }
    }

    /** Any thread: nothing new is opened from now on. What goes meanwhile still waits for the end of its use. */
    void close() {
        closed = true;
    }

    /**
     * Any thread, when the encode thread has ended: frees what it left and ends the worker. An encode thread that was left behind
     * and comes back after all finds no worker any more, and frees what it has itself.
     */
    CompletableFuture<Void> free(SeatedSource left) {
        boolean coming = worker.offer(() -> {
            retry.cancel();
            overdue.cancel();
            substitute.leave();
            if (left != null) {
                close(left);
            }
            seated = null;
            freeWithdrawn();
        });
        if (!coming && left != null) {
            close(left);
        }
        return worker.close().thenRun(() -> offers.removeUser(this));
    }

    /** Any thread: as {@link #free}, for a worker that does not come to an end by itself. */
    CompletableFuture<Void> abandon() {
        offers.removeUser(this);
        return worker.abandon().thenRun(() -> withdrawals.allBut(null));
    }
}
