// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.cast.CastLogEntry;
import miracast.host.guest.Conduct;
import miracast.host.guest.GuestCalls;
import miracast.host.parts.Absence;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is a stream of the best source of what the cast wants to hear. One that fails, or does not open in time, is
 * kept out for a while, of all sessions of the cast, and the next best is heard; while there is none, there is silence. Everything
 * here happens on the worker, one thing after the other, unless a method says otherwise; sources are called by {@link GuestCalls},
 * so that the worker waits for none of them.
 */
final class AudioSeat implements Offers.User<AudioSource> {
    private static final Logger LOG = LoggerFactory.getLogger(AudioSeat.class);
    /** How long to wait before a hand-over that the sound thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    /** One source may hang over one file, and be well with others. */
    private record Key(long id, AudioWish wish) {}

    private final SoundParts parts;
    private final HandOver handOver;
    private final Worker worker;
    private final SoundListener listener;
    private final GuestCalls<AudioSource> calls;
    private final Conduct conduct;
    private final Absence<AudioWish> absence;
    private final Withdrawals<AudioSource> withdrawals = new Withdrawals<>();
    /** Who has no sound for the pictures that it would accompany: a film without a track is nothing to try again. */
    private final Set<Key> mute = new HashSet<>();

    private volatile boolean closed;
    private volatile AudioWish heard;

    private boolean isWanted;
    private AudioWish wish;
    /** Whether somebody has just chosen it, who is not to wait for the end of a pause. */
    private boolean isUrgent;

    private SeatedStream seated;
    /** The stream that is being opened; null for none. */
    private Opening opening;

    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    private ControlLoop.Timer leaving = ControlLoop.Timer.NONE;

    AudioSeat(SoundParts parts, HandOver handOver, Worker worker, AudioWish wish, SoundListener listener) {
        this.parts = parts;
        this.handOver = handOver;
        this.worker = worker;
        this.wish = wish;
        this.listener = listener;
        conduct = parts.conduct();
        absence = new Absence<>(parts.loop(), worker, this::tellAbsence);
        calls = new GuestCalls<>(parts.castId(), parts.loop(), "audio", worker, conduct);
    }

    /** Begins to follow what there is. */
    void start() {
        parts.sources().offers().addUser(this);
    }

    /** Any thread: sound can be heard from now on, and so a source is opened. */
    void open() {
        worker.execute(() -> {
            isWanted = true;
            reconsider();
        });
    }

    /** Any thread: another source is to be heard. */
    void want(AudioWish newWish) {
        worker.execute(() -> {
            boolean other = !newWish.equals(wish);
            wish = newWish;
            isUrgent = true;
            mute.clear();
            // What accompanied other pictures does not belong to these.
            if (!other || !newWish.text().isEmpty() || leave()) {
                reconsider();
            }
        });
    }

    /** Any thread: what is heard; empty for silence. */
    Optional<AudioWish> heard() {
        return Optional.ofNullable(heard);
    }

    /** Any thread. */
    @Override
    public void offersChanged() {
        worker.execute(() -> {
            mute.clear();
            reconsider();
        });
    }

    /** Any thread. */
    @Override
    public CompletableFuture<Void> letGo(Offer<AudioSource> offer) {
        CompletableFuture<Void> free = new CompletableFuture<>();
        boolean coming = worker.offer(() -> {
            withdrawals.add(offer, free);
            if (seated == null || !seated.offer().isSameAs(offer) || leave()) {
                freeWithdrawn();
                reconsider();
            }
        });
        if (!coming) {
            worker.ended().thenRun(() -> free.complete(null));
        }
        return free.thenCompose(nothing -> calls.over(offer));
    }

    /** The sound thread cannot go on with the stream, and has left it. */
    void failed(SeatedStream stream, AudioSourceException failure) {
        heard = null;
        worker.execute(() -> {
            if (seated == stream) {
                seated = null;
                close(stream);
                freeWithdrawn();
                keepOut(stream.offer(), stream.wish(), text(failure));
                reconsider();
            }
        });
    }

    /**
     * The sound thread does not return from the stream, and was left in it. It counts as in use until that thread is gone.
     *
     * @return what that thread is to do when the stream has returned after all
     */
    Runnable hangs(SeatedStream stream, Presence.Left left, CompletableFuture<Void> gone) {
        heard = null;
        seated = null;
        calls.leftElsewhere(stream.offer(), new Key(stream.offer().id(), stream.wish()), gone);
        freeWithdrawn();
        keepOut(stream.offer(), stream.wish(), left.reason());
        reconsider();
        return () -> closeHere(stream);
    }

    private void keepOut(Offer<AudioSource> offer, AudioWish of, String reason) {
        Key key = new Key(offer.id(), of);
        long pauseNs = conduct.fails(key, parts.clock().getAsLong());
        LOG.warn(
                "cast {}: sound {} from {} failed, next try in {} s: {}",
                parts.castId(),
                of,
                offer.name(),
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        tell(CastLogEntry.Kind.SOUND_FAILED, of, "failed: " + reason, conduct.failures(key), pauseNs);
    }

    private void tell(CastLogEntry.Kind kind, AudioWish of, String what, int attempt, long untilNextNs) {
        listener.part(kind, of.toString(), of + " " + what, attempt, untilNextNs);
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void reconsider() {
        if (closed || !isWanted) {
            return;
        }
        if (opening != null && !opening.of.equals(wish)) {
            calls.leaveBehind(opening.ticket);
            opening = null;
        }
        // Before anybody is judged: a pause that ends meanwhile is still one that ends.
        long nowNs = parts.clock().getAsLong();
        Optional<Offer<AudioSource>> best = best();
        isUrgent = false;
        if (wish.text().isPresent() && wish.in(parts.sources()).isEmpty()) {
            absence.begins(wish);
        } else {
            absence.ends();
        }
        if (opening == null && best.isPresent() && !isHeard(best.get())) {
            opening = new Opening(best.get());
            opening.begin();
        }
        long untilNextNs = conduct.untilNextNs(nowNs);
        retry.cancel();
        if (untilNextNs > 0) {
            tryAgainAfter(untilNextNs);
        }
    }

    private void tellAbsence(AudioWish absent) {
        String text = parts.sources().offers().absence(absent.toString(), absent.name());
        LOG.warn("cast {}: sound {}", parts.castId(), text);
        listener.part(CastLogEntry.Kind.SOUND_FAILED, absent.toString(), text, 0, 0);
    }

    private void tryAgainAfter(long ns) {
        retry = parts.loop().after(ns, () -> worker.execute(this::reconsider));
    }

    /** The best one that is not kept out. Who has not returned from an earlier call is: that is one more failure at each try. */
    private Optional<Offer<AudioSource>> best() {
        for (Offer<AudioSource> offer : wish.in(parts.sources())) {
            Key key = new Key(offer.id(), wish);
            if (isHeard(offer) || opening != null && opening.offer.isSameAs(offer)) {
                return Optional.of(offer);
            }
            boolean isKeptOut = !isUrgent && conduct.keepsOut(key, parts.clock().getAsLong());
            if (!isKeptOut && !mute.contains(key)) {
                String obstacle = conduct.obstacle(key);
                if (obstacle.isEmpty()) {
                    return Optional.of(offer);
                }
                keepOut(offer, wish, obstacle);
            }
        }
        return Optional.empty();
    }

    private boolean isHeard(Offer<AudioSource> offer) {
        return seated != null && seated.wish().equals(wish) && seated.offer().isSameAs(offer);
    }

    /** A stream that is being opened. */
    private final class Opening implements GuestCalls.Call<SeatedStream> {
        private final Offer<AudioSource> offer;
        private final AudioWish of = wish;
        private final long limitNs = wish.openLimitNs(parts.sourceOpenNs());
        private GuestCalls<AudioSource>.Ticket<SeatedStream> ticket;

        Opening(Offer<AudioSource> offer) {
            this.offer = offer;
        }

        void begin() {
            ticket = calls.call(offer, new Key(offer.id(), of), limitNs, this);
        }

        @Override
        public SeatedStream run() throws Exception {
            return SeatedStream.open(offer, of, parts.castId());
        }

        @Override
        public void returned(SeatedStream next) {
            if (opening != this) {
                close(next);
                return;
            }
            opening = null;
            boolean isThere = parts.sources().offers().ranked().stream().anyMatch(offer::isSameAs);
            if (closed || !isThere) {
                close(next);
            } else if (!take(next)) {
                // It is tried again after the pause that was told.
                return;
            }
            reconsider();
        }

        @Override
        public void failed(Throwable reason) {
            if (opening != this) {
                return;
            }
            opening = null;
            if (of.text().isEmpty() && reason instanceof AudioSourceException) {
                LOG.info("cast {}: no sound accompanies the pictures: {}", parts.castId(), text(reason));
                mute.add(new Key(offer.id(), of));
            } else {
                keepOut(offer, of, text(reason));
            }
            if (seated != null && !seated.wish().equals(wish) && best().isEmpty()) {
                LOG.warn("cast {}: sound {} stays instead of {}", parts.castId(), seated.wish(), wish);
                wish = seated.wish();
            }
            reconsider();
        }

        @Override
        public void overdue() {
            failed(new TimeoutException("did not open within " + TimeUnit.NANOSECONDS.toMillis(limitNs) + " ms"));
        }

        @Override
        public void throwAway(SeatedStream unwanted) {
            closeHere(unwanted);
        }
    }

    /** False if the sound thread is held up: then it is tried again later. */
    private boolean take(SeatedStream next) {
        SeatedStream old = seated;
        if (!handOver.stream(next)) {
            LOG.warn(
                    "cast {}: sound {} was not taken over, since the sound thread is held up; next try in {} s",
                    parts.castId(),
                    next.wish(),
                    TimeUnit.NANOSECONDS.toSeconds(HELD_UP_PAUSE_NS));
            close(next);
            retry.cancel();
            tryAgainAfter(HELD_UP_PAUSE_NS);
            return false;
        }
        seated = next;
        heard = next.wish();
        LOG.info("cast {}: sound {}", parts.castId(), next.wish());
        tell(CastLogEntry.Kind.SOUND, next.wish(), "is heard", 0, 0);
        if (old != null) {
            close(old);
            freeWithdrawn();
        }
        return true;
    }

    /** Makes silence; false if the sound thread is held up: then it is tried again until that is done, or something else is heard. */
    private boolean leave() {
        heard = null;
        leaving.cancel();
        if (seated != null) {
            if (!handOver.stream(null)) {
                LOG.warn(
                        "cast {}: sound {} is not left, since the sound thread is held up; next try in {} s",
                        parts.castId(),
                        seated.wish(),
                        TimeUnit.NANOSECONDS.toSeconds(HELD_UP_PAUSE_NS));
                SeatedStream stays = seated;
                leaving = parts.loop().after(HELD_UP_PAUSE_NS, () -> worker.execute(() -> leaveAgain(stays)));
                return false;
            }
            close(seated);
            seated = null;
        }
        freeWithdrawn();
        return true;
    }

    private void leaveAgain(SeatedStream stays) {
        if (seated == stays && leave()) {
            reconsider();
        }
    }

    private void freeWithdrawn() {
        withdrawals.allBut(seated == null ? null : seated.offer());
    }

    private void close(SeatedStream gone) {
        Key key = new Key(gone.offer().id(), gone.wish());
        calls.close(gone.offer(), key, parts.sourceOpenNs(), () -> closeHere(gone), () -> {
            keepOut(
                    gone.offer(),
                    gone.wish(),
                    "did not close within " + TimeUnit.NANOSECONDS.toMillis(parts.sourceOpenNs()) + " ms");
            reconsider();
        });
    }

    private void closeHere(SeatedStream gone) {
        try {
            gone.stream().close();
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: sound {} failed to close", parts.castId(), gone.wish(), e);
        }
    }

    /** Any thread: nothing new is opened from now on. What goes meanwhile still waits for the end of its use. */
    void close() {
        closed = true;
        heard = null;
    }

    /** The sound thread has ended: what it left is closed. On the worker, or after it. */
    void free() {
        retry.cancel();
        absence.ends();
        leaving.cancel();
        if (seated != null) {
            close(seated);
            seated = null;
        }
        freeWithdrawn();
    }

    /** Any thread, when the worker has ended. Completes when no source is called any more but those that were left behind. */
    CompletableFuture<Void> over() {
        calls.over().thenRun(() -> parts.sources().offers().removeUser(this));
        return calls.settled();
    }
}
