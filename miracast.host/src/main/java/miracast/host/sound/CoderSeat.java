// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.AudioCoding;
import miracast.api.cast.CastLogEntry;
import miracast.api.encoder.AudioEncoder;
import miracast.host.guest.Conduct;
import miracast.host.guest.GuestCalls;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is an encoder for the sound that the sink agreed to, and tells when none is left, so that other sound can
 * be agreed. One that fails, or does not open in time, is kept out for a while, of all sessions of the cast; other sound that was
 * agreed for want of it stays as long as the session does. Everything here happens on the worker, one thing after the other, unless
 * a method says otherwise; encoders are called by {@link GuestCalls}, so that the worker waits for none of them.
 */
final class CoderSeat implements Offers.User<AudioEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(CoderSeat.class);
    private static final long HELD_UP_NS = TimeUnit.SECONDS.toNanos(1);

    private final SoundParts parts;
    private final HandOver handOver;
    private final Worker worker;
    private final SoundListener listener;
    private final GuestCalls<AudioEncoder> calls;
    private final Conduct conduct;
    private final Withdrawals<AudioEncoder> withdrawals = new Withdrawals<>();
    /** Who failed in this session. */
    private final List<Offer<AudioEncoder>> failed = new ArrayList<>();

    private volatile boolean closed;
    private AudioCoding coding;
    private SeatedCoder seated;
    /** The session that is being opened; null for none. */
    private Opening opening;

    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    /** When somebody who was kept out may be tried again. */
    private ControlLoop.Timer readmission = ControlLoop.Timer.NONE;

    private List<AudioCoding> told;

    CoderSeat(SoundParts parts, HandOver handOver, Worker worker, SoundListener listener) {
        this.parts = parts;
        this.handOver = handOver;
        this.worker = worker;
        this.listener = listener;
        conduct = parts.conduct();
        calls = new GuestCalls<>(parts.castId(), parts.loop(), "audio-encoder", worker, conduct);
        told = codings();
    }

    /** What the cast's other sessions know an encoder by. */
    private record Key(long id) {}

    /** Whether an encoder is for that coding, and did not fail a cast lately. Any thread. */
    static boolean isFit(Offer<AudioEncoder> offer, AudioCoding coding, Conduct conduct, long nowNs) {
        Key key = new Key(offer.id());
        return offer.service().coding() == coding
                && !conduct.keepsOut(key, nowNs)
                && conduct.obstacle(key).isEmpty();
    }

    private boolean isFit(Offer<AudioEncoder> offer, AudioCoding wanted) {
        return isFit(offer, wanted, conduct, parts.clock().getAsLong());
    }

    /** Begins to follow what there is. */
    void start() {
        parts.encoders().addUser(this);
    }

    /** Any thread: the sink agreed to this; null for no sound. */
    void coding(AudioCoding agreed) {
        worker.execute(() -> {
            coding = agreed;
            if (seated == null || seated.coding() == agreed || leave()) {
                reconsider();
            }
        });
    }

    /** Any thread. */
    @Override
    public void offersChanged() {
        worker.execute(this::reconsider);
    }

    /** Any thread. */
    @Override
    public CompletableFuture<Void> letGo(Offer<AudioEncoder> offer) {
        CompletableFuture<Void> free = new CompletableFuture<>();
        boolean coming = worker.offer(() -> {
            failed.removeIf(offer::isSameAs);
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

    /** The sound thread cannot go on with the encoder, and has left it. */
    void failed(SeatedCoder coder, Exception failure) {
        worker.execute(() -> {
            if (seated == coder) {
                seated = null;
            }
            close(coder);
            freeWithdrawn();
            keepOut(coder.offer(), failure.toString());
            reconsider();
        });
    }

    /**
     * The sound thread does not return from the encoder, and was left in it. It counts as in use until that thread is gone.
     *
     * @return what that thread is to do when the encoder has returned after all
     */
    Runnable hangs(SeatedCoder coder, Presence.Left left, CompletableFuture<Void> gone) {
        coder.shut();
        seated = null;
        calls.leftElsewhere(coder.offer(), new Key(coder.offer().id()), gone);
        freeWithdrawn();
        keepOut(coder.offer(), left.reason());
        reconsider();
        return () -> closeHere(coder);
    }

    private void keepOut(Offer<AudioEncoder> offer, String reason) {
        Key key = new Key(offer.id());
        long pauseNs = conduct.fails(key, parts.clock().getAsLong());
        if (failed.stream().noneMatch(offer::isSameAs)) {
            failed.add(offer);
        }
        LOG.warn(
                "cast {}: audio encoder {} failed and is left out for {} s: {}",
                parts.castId(),
                offer.name(),
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        listener.part(
                CastLogEntry.Kind.SOUND_FAILED,
                offer.name(),
                offer.name() + " failed and is left out: " + reason,
                conduct.failures(key),
                pauseNs);
    }

    private void reconsider() {
        if (closed) {
            return;
        }
        readmission.cancel();
        if (seated == null && opening == null && coding != null && coding != AudioCoding.LPCM) {
            // Before anybody is judged: a pause that ends meanwhile is still one that ends.
            long nowNs = parts.clock().getAsLong();
            Optional<Offer<AudioEncoder>> best = best();
            if (best.isPresent()) {
                opening = new Opening(best.get());
                calls.call(best.get(), new Key(best.get().id()), parts.encoderOpenNs(), opening);
            } else {
                tryAgainWhoIsKeptOut(nowNs);
            }
        }
        List<AudioCoding> codings = codings();
        if (!codings.equals(told)) {
            told = codings;
            LOG.info("cast {}: sound can be {}", parts.castId(), codings);
            listener.codingsChanged(codings);
        }
    }

    private Optional<Offer<AudioEncoder>> best() {
        return parts.encoders().ranked().stream()
                .filter(offer -> isFit(offer, coding))
                .findFirst();
    }

    private void tryAgainWhoIsKeptOut(long nowNs) {
        for (Offer<AudioEncoder> offer : parts.encoders().ranked()) {
            Key key = new Key(offer.id());
            String obstacle = conduct.obstacle(key);
            boolean isKeptOut = conduct.keepsOut(key, nowNs);
            if (offer.service().coding() == coding && !isKeptOut && !obstacle.isEmpty()) {
                keepOut(offer, obstacle);
            }
        }
        long untilNextNs = conduct.untilNextNs(nowNs);
        if (untilNextNs > 0) {
            readmission = parts.loop().after(untilNextNs, this::offersChanged);
        }
    }

    private List<AudioCoding> codings() {
        boolean isAac = seated != null && seated.coding() == AudioCoding.AAC_LC
                || opening != null
                || parts.encoders().ranked().stream()
                        .anyMatch(offer -> isFit(offer, AudioCoding.AAC_LC)
                                && failed.stream().noneMatch(offer::isSameAs));
        return parts.settings().codings(isAac);
    }

    /** A session that is being opened. */
    private final class Opening implements GuestCalls.Call<SeatedCoder> {
        private final Offer<AudioEncoder> offer;
        private final AudioCoding wanted = coding;

        Opening(Offer<AudioEncoder> offer) {
            this.offer = offer;
        }

        @Override
        public SeatedCoder run() throws Exception {
            return SeatedCoder.open(offer, parts);
        }

        @Override
        public void returned(SeatedCoder next) {
            opening = null;
            boolean isThere = parts.encoders().ranked().stream().anyMatch(offer::isSameAs);
            if (closed || !isThere || wanted != coding) {
                close(next);
            } else if (handOver.coder(next)) {
                seated = next;
                LOG.debug("cast {}: audio encoder {}", parts.castId(), next);
            } else {
                close(next);
                again("is not taken", next);
                return;
            }
            reconsider();
        }

        @Override
        public void failed(Throwable reason) {
            refused(reason.toString());
        }

        @Override
        public void overdue() {
            refused("did not open within " + TimeUnit.NANOSECONDS.toMillis(parts.encoderOpenNs()) + " ms");
        }

        private void refused(String reason) {
            opening = null;
            keepOut(offer, reason);
            reconsider();
        }

        @Override
        public void throwAway(SeatedCoder unwanted) {
            closeHere(unwanted);
        }
    }

    /** Leaves the encoder; false if the sound thread is held up: then it is tried again until that is done. */
    private boolean leave() {
        if (seated != null) {
            if (!handOver.coder(null)) {
                again("is not left", seated);
                return false;
            }
            close(seated);
            seated = null;
        }
        freeWithdrawn();
        return true;
    }

    private void again(String what, SeatedCoder about) {
        LOG.warn(
                "cast {}: audio encoder {} {}, since the sound thread is held up; next try in {} s",
                parts.castId(),
                about,
                what,
                TimeUnit.NANOSECONDS.toSeconds(HELD_UP_NS));
        retry.cancel();
        retry = parts.loop().after(HELD_UP_NS, () -> worker.execute(this::tryAgain));
    }

    private void tryAgain() {
        boolean stays = seated == null || seated.coding() == coding && !withdrawals.hold(seated.offer());
        if (stays || leave()) {
            reconsider();
        }
    }

    private void freeWithdrawn() {
        withdrawals.allBut(seated == null ? null : seated.offer());
    }

    private void close(SeatedCoder gone) {
        Offer<AudioEncoder> offer = gone.offer();
        calls.close(offer, new Key(offer.id()), parts.encoderOpenNs(), () -> closeHere(gone), () -> {
            keepOut(offer, "did not close within " + TimeUnit.NANOSECONDS.toMillis(parts.encoderOpenNs()) + " ms");
            reconsider();
        });
    }

    private void closeHere(SeatedCoder gone) {
        try {
            gone.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: audio encoder {} failed to close", parts.castId(), gone, e);
        }
    }

    /** Any thread: nothing new is opened from now on. What goes meanwhile still waits for the end of its use. */
    void close() {
        closed = true;
    }

    /** The sound thread has ended: what it left is closed. On the worker, or after it. */
    void free() {
        retry.cancel();
        readmission.cancel();
        if (seated != null) {
            close(seated);
            seated = null;
        }
        freeWithdrawn();
    }

    /** Any thread, when the worker has ended. Completes when no encoder is called any more but those that were left behind. */
    CompletableFuture<Void> over() {
        calls.over().thenRun(() -> parts.encoders().removeUser(this));
        return calls.settled();
    }
}
