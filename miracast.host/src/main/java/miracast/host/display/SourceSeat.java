// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.api.frames.FrameSource;
import miracast.host.parts.Absence;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.Command;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the display has a stream of the source that the cast wants. Another source is opened beside the one in use, and
 * the old one closed when the encode thread has the new one. A stream that failed, and one whose source is gone, is opened again as
 * soon as that is possible; until then the display shows the last picture. Everything here happens on the worker, one thing after
 * the other, unless a method says otherwise; sources are called by {@link SourceCalls}, so that the worker waits for none of them.
 */
final class SourceSeat implements Offers.User<FrameSource> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSeat.class);
    /** How long to wait before a hand-over that the encode thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    /** A stream that ran for so long was fine: its failure is a first one. */
    private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(10);

    private final Stage stage;
    private final Display display;
    private final Offers<FrameSource> offers;
    private final Worker worker;
    private final SourceCalls calls;
    private final SourceTries tries;
    private final DisplaySettings settings;
    private final Withdrawals<FrameSource> withdrawals = new Withdrawals<>();
    private final Substitute substitute;
    private final Absence<SourceWish> absence;

    private volatile boolean closed;
    private volatile SourceWish shown;

    private SourceWish wish;
    private boolean isInsistedOn;
    private VideoMode mode;
    /** Written on the worker only. */
    private volatile SeatedSource seated;

    private long seatedSinceNs;
    /** Which wish is waited for while another source is shown, and until when; null for none. */
    private SourceWish awaited;

    private ControlLoop.Timer overdue = ControlLoop.Timer.NONE;

    SourceSeat(
            Stage stage,
            Display display,
            Offers<FrameSource> offers,
            SourceWish wish,
            FallbackPlan plan,
            VideoMode mode,
            DisplaySettings settings) {
        this.stage = stage;
        this.display = display;
        this.offers = offers;
        this.wish = wish;
        this.mode = mode;
        this.settings = settings;
        shown = wish;
        worker = new Worker(stage.castId(), "source");
        calls = new SourceCalls(stage, worker, settings.sourceOpenNs(), new FromCalls());
        tries = new SourceTries(stage.loop(), worker, this::reconsider);
        substitute = new Substitute(stage, display, worker, plan, settings.takeOverNs());
        absence = new Absence<>(stage.loop(), worker, this::tellAbsence);
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
                tries.goOn();
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
            tries.forgive();
            shown = seated == null ? wish : shown;
            reconsider();
        });
    }

    /** Any thread: what is to be shown from now on while the source gives nothing. */
    void plan(FallbackPlan newPlan) {
        worker.execute(() -> substitute.plan(newPlan, seated, wish, mode));
    }

    /** Any thread: what is shown, or will be as soon as there is anything. */
    SourceWish shown() {
        return shown;
    }

    /** Any thread. */
    @Override
    public void offersChanged() {
        worker.execute(() -> {
            wish = wish.readAnew(offers);
            offers.named(wish.spec().name()).ifPresent(tries::forgiveFor);
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
        return free.thenCompose(nothing -> calls.over(offer));
    }

    /** The encode thread gave a stream up, since it failed. */
    void failed(SeatedSource source, String reason) {
        worker.execute(() -> {
            if (seated == source) {
                seated = null;
                shown = wish;
                if (stage.clock().getAsLong() - seatedSinceNs >= STEADY_NS) {
                    tries.forgive();
                }
            }
            calls.close(source);
            freeWithdrawn();
            pause(source.offer(), source.wish(), reason);
            noLongerStandsStill();
        });
    }

    /** Any thread: the source in use does not return; it is left out until then, whatever display the cast has. */
    Optional<Display.LeftOut> leaveOut(CompletableFuture<Void> returned) {
        SeatedSource culprit = seated;
        return culprit == null ? Optional.empty() : Optional.of(calls.leaveOut(culprit, returned));
    }

    /** The encode thread has had nothing new for as long as the plan allows. */
    void silent() {
        worker.execute(() -> {
            if (!closed) {
                substitute.silent(seated, wish, mode);
            }
        });
    }

    /** A source that was fine as it stood still is gone: its silence is a failure now. */
    private void noLongerStandsStill() {
        if (seated == null && !closed) {
            substitute.noLongerStandsStill(wish, mode);
        }
    }

    /** The encode thread has a new picture after all. */
    void back() {
        worker.execute(() -> {
            substitute.leave();
            tell(CastLogEntry.Kind.SOURCE, shown, "gives pictures again", 0, 0);
        });
    }

    private void tell(CastLogEntry.Kind kind, SourceWish source, String what, int attempt, long untilNextNs) {
        stage.listener().part(kind, source.toString(), source + " " + what, attempt, untilNextNs);
    }

    private void pause(Offer<FrameSource> culprit, SourceWish failed, String reason) {
        long pauseNs = tries.fail(culprit);
        LOG.warn(
                "cast {}: source {} failed, next try in {} s: {}",
                stage.castId(),
                failed,
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        tell(CastLogEntry.Kind.SOURCE_FAILED, failed, "failed: " + reason, tries.failures(), pauseNs);
        stage.listener().sourceFailed(failed, reason);
    }

    private void tellAbsence(SourceWish absent) {
        String text = offers.absence(absent.toString(), absent.spec().name());
        LOG.warn("cast {}: source {}", stage.castId(), text);
        stage.listener().part(CastLogEntry.Kind.SOURCE_FAILED, absent.toString(), text, 0, 0);
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
            shown = wish;
            tell(CastLogEntry.Kind.SOURCE_FAILED, gone, "is gone: its provider was withdrawn", 0, 0);
            absence.isTold(gone);
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
        calls.wantOnly(wish);
        Optional<Offer<FrameSource>> best = offers.named(wish.spec().name());
        if (best.isEmpty()) {
            await("is not there");
            absence.begins(wish);
            return;
        }
        absence.ends();
        if (calls.isOpening() || tries.isPausing() || isSeated(best.get())) {
            return;
        }
        tries.cancel();
        String obstacle = calls.obstacle(best.get(), wish);
        long leftNs = calls.leftNs(best.get(), wish);
        if (obstacle.isEmpty() && leftNs > 0) {
            // It held up a display of this cast: that was told, with when it is tried again.
            tries.after(leftNs);
        } else if (obstacle.isEmpty()) {
            calls.open(best.get(), wish, mode);
        } else {
            refused(best.get(), obstacle);
        }
    }

    private final class FromCalls implements SourceCalls.Listener {
        @Override
        public void opened(SeatedSource next) {
            boolean isThere = offers.ranked().stream().anyMatch(next.offer()::isSameAs);
            if (closed || !isThere || !next.mode().equals(mode)) {
                calls.close(next);
            } else {
                handOver(next);
            }
            reconsider();
        }

        @Override
        public void refused(Offer<FrameSource> offer, String reason) {
            SourceSeat.this.refused(offer, reason);
        }
    }

    private boolean isSeated(Offer<FrameSource> offer) {
        return seated != null
                && seated.wish().equals(wish)
                && seated.mode().equals(mode)
                && seated.offer().isSameAs(offer);
    }

    /** One that cannot be opened beside another that runs is given up; else it is the only one wanted, and tried again. */
    private void refused(Offer<FrameSource> offer, String text) {
        if (closed) {
            return;
        }
        if (isAnotherSeated() && isInsistedOn) {
            await("cannot be opened");
            pause(offer, wish, text);
        } else if (isAnotherSeated()) {
            LOG.warn("cast {}: source {} stays, since {} failed: {}", stage.castId(), seated.wish(), wish, text);
            tell(CastLogEntry.Kind.SOURCE_FAILED, wish, "failed, " + seated.wish() + " stays: " + text, 1, 0);
            wish = seated.wish();
        } else if (seated == null) {
            pause(offer, wish, text);
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
        overdue = stage.loop().after(substitute.afterNs(), () -> worker.execute(this::leaveTheOneBefore));
        LOG.warn("cast {}: source {} {}; {} is shown for now", stage.castId(), wish, why, seated.wish());
        tell(CastLogEntry.Kind.SOURCE_FAILED, wish, why + "; " + seated.wish() + " is shown for now", 0, 0);
        absence.isTold(wish);
    }

    private void leaveTheOneBefore() {
        if (closed || !isAnotherSeated() || !wish.equals(awaited)) {
            return;
        }
        SourceWish before = seated.wish();
        leave();
        if (seated == null) {
            shown = wish;
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
            SeatedSource old = exchange.await(settings.takeOverNs());
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
                calls.close(old);
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
        tries.after(HELD_UP_PAUSE_NS);
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
            calls.close(next);
        }
    }

    private void leave() {
        if (seated != null) {
            handOver(null);
        }
    }

    /** Any thread: nothing new is opened from now on. What goes meanwhile still waits for the end of its use. */
    void close() {
        closed = true;
    }

    /** Any thread, when the encode thread has ended, in time or not: frees what it left and ends the worker. */
    CompletableFuture<Void> free(SeatedSource left) {
        worker.execute(() -> {
            tries.cancel();
            absence.ends();
            overdue.cancel();
            substitute.leave();
            if (left != null) {
                calls.close(left);
            }
            seated = null;
            freeWithdrawn();
        });
        return worker.close().thenCompose(nothing -> {
            calls.over().thenRun(() -> offers.removeUser(this));
            return calls.settled();
        });
    }
}
