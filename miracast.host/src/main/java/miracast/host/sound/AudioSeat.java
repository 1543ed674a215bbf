// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is a stream of the source that the cast wants to hear. A stream that failed is opened again after a pause,
 * and one whose source is gone as soon as there is another; until then there is silence. Everything here happens on the worker,
 * one thing after the other, unless a method says otherwise.
 */
final class AudioSeat implements Offers.User<AudioSource> {
    private static final Logger LOG = LoggerFactory.getLogger(AudioSeat.class);
    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);

    /** An open stream of a source. */
    private record Seated(Offer<AudioSource> offer, AudioWish wish, AudioStream stream) {}

    private final SoundParts parts;
    private final HandOver handOver;
    private final Worker worker;
    private final Withdrawals<AudioSource> withdrawals = new Withdrawals<>();

    private volatile boolean closed;
    private volatile AudioWish heard;

    private boolean wanted;
    private AudioWish wish;
    private Seated seated;
    private long pauseNs;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    private ControlLoop.Timer leaving = ControlLoop.Timer.NONE;

    AudioSeat(SoundParts parts, HandOver handOver, Worker worker, AudioWish wish) {
        this.parts = parts;
        this.handOver = handOver;
        this.worker = worker;
        this.wish = wish;
    }

    /** Begins to follow what there is. */
    void start() {
        parts.sources().offers().addUser(this);
    }

    /** Any thread: sound can be heard from now on, and so a source is opened. */
    void open() {
        worker.execute(() -> {
            wanted = true;
            reconsider();
        });
    }

    /** Any thread: another source is to be heard. */
    void want(AudioWish newWish) {
        worker.execute(() -> {
            boolean other = !newWish.equals(wish);
            wish = newWish;
            pauseNs = 0;
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
            pauseNs = 0;
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
        return free;
    }

    /** The sound thread cannot go on with the stream, and has left it. */
    void failed(AudioStream stream, AudioSourceException failure) {
        heard = null;
        worker.execute(() -> {
            if (seated != null && seated.stream() == stream) {
                close(seated);
                seated = null;
                freeWithdrawn();
                pause(failure);
            }
        });
    }

    private void pause(Exception failure) {
        pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
        LOG.warn(
                "cast {}: sound {} failed, silence until the next try in {} s: {}",
                parts.castId(),
                wish,
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                text(failure));
        retry.cancel();
        retry = parts.loop().after(pauseNs, () -> worker.execute(this::reconsider));
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void reconsider() {
        if (closed || !wanted) {
            return;
        }
        Optional<Offer<AudioSource>> best = wish.in(parts.sources());
        if (best.isEmpty()
                || seated != null
                        && seated.wish().equals(wish)
                        && seated.offer().isSameAs(best.get())) {
            return;
        }
        retry.cancel();
        try {
            take(new Seated(best.get(), wish, best.get().service().open(wish.request(parts.castId()))));
        } catch (Exception | LinkageError | AssertionError e) {
            refused(e);
        }
    }

    private void refused(Throwable failure) {
        if (seated != null) {
            LOG.warn(
                    "cast {}: sound {} stays, since {} failed: {}", parts.castId(), seated.wish(), wish, text(failure));
            wish = seated.wish();
        } else if (wish.text().isEmpty()) {
            // A film without a track is nothing to try again.
            LOG.info("cast {}: no sound accompanies the pictures: {}", parts.castId(), text(failure));
        } else {
            pause(failure instanceof Exception exception ? exception : new IllegalStateException(failure));
        }
    }

    private void take(Seated next) {
        Seated old = seated;
        if (!handOver.stream(next.stream())) {
            LOG.warn(
                    "cast {}: sound {} was not taken over, since the sound thread is held up; next try in {} s",
                    parts.castId(),
                    next.wish(),
                    TimeUnit.NANOSECONDS.toSeconds(FIRST_PAUSE_NS));
            close(next);
            retry = parts.loop().after(FIRST_PAUSE_NS, () -> worker.execute(this::reconsider));
            return;
        }
        seated = next;
        heard = next.wish();
        LOG.info("cast {}: sound {}", parts.castId(), next.wish());
        if (old != null) {
            close(old);
            freeWithdrawn();
        }
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
                        TimeUnit.NANOSECONDS.toSeconds(FIRST_PAUSE_NS));
                Seated stays = seated;
                leaving = parts.loop().after(FIRST_PAUSE_NS, () -> worker.execute(() -> leaveAgain(stays)));
                return false;
            }
            close(seated);
            seated = null;
        }
        freeWithdrawn();
        return true;
    }

    private void leaveAgain(Seated stays) {
        if (seated == stays && leave()) {
            reconsider();
        }
    }

    private void freeWithdrawn() {
        withdrawals.allBut(seated == null ? null : seated.offer());
    }

    private void close(Seated gone) {
        try {
            gone.stream().close();
        } catch (RuntimeException | LinkageError | AssertionError e) {
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
        leaving.cancel();
        if (seated != null) {
            close(seated);
            seated = null;
        }
        freeWithdrawn();
    }

    /** Any thread, when the worker has ended or is given up. */
    void over() {
        parts.sources().offers().removeUser(this);
    }
}
