// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.AudioCoding;
import miracast.api.encoder.AudioEncoder;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is an encoder for the sound that the sink agreed to, and tells when none is left, so that other sound can
 * be agreed. One that failed is not tried again in this session. Everything here happens on the worker, one thing after the other,
 * unless a method says otherwise.
 */
final class CoderSeat implements Offers.User<AudioEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(CoderSeat.class);
    private static final long HELD_UP_NS = TimeUnit.SECONDS.toNanos(1);

    private final SoundParts parts;
    private final HandOver handOver;
    private final Worker worker;
    private final SoundListener listener;
    private final Withdrawals<AudioEncoder> withdrawals = new Withdrawals<>();
    private final List<Offer<AudioEncoder>> failed = new ArrayList<>();

    private volatile boolean closed;
    private AudioCoding coding;
    private SeatedCoder seated;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    private List<AudioCoding> told;

    CoderSeat(SoundParts parts, HandOver handOver, Worker worker, SoundListener listener) {
        this.parts = parts;
        this.handOver = handOver;
        this.worker = worker;
        this.listener = listener;
        told = parts.settings().codings(parts.encoders());
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
        return free;
    }

    /** The sound thread cannot go on with the encoder, and has left it. */
    void failed(SeatedCoder coder, Exception failure) {
        worker.execute(() -> {
            LOG.warn("cast {}: audio encoder {} failed and is left out", parts.castId(), coder, failure);
            failed.add(coder.offer());
            if (seated == coder) {
                seated = null;
            }
            close(coder);
            freeWithdrawn();
            reconsider();
        });
    }

    private void reconsider() {
        if (closed) {
            return;
        }
        if (seated == null && coding != null && coding != AudioCoding.LPCM) {
            seat();
        }
        List<AudioCoding> codings = new ArrayList<>(parts.settings().codings(parts.encoders()));
        if (best(AudioCoding.AAC_LC).isEmpty()) {
            codings.remove(AudioCoding.AAC_LC);
        }
        if (!codings.equals(told)) {
            told = codings;
            LOG.info("cast {}: sound can be {}", parts.castId(), codings);
            listener.codingsChanged(codings);
        }
    }

    private Optional<Offer<AudioEncoder>> best(AudioCoding wanted) {
        return parts.encoders().ranked().stream()
                .filter(offer ->
                        offer.service().coding() == wanted && failed.stream().noneMatch(offer::isSameAs))
                .findFirst();
    }

    private void seat() {
        for (Optional<Offer<AudioEncoder>> next = best(coding);
                next.isPresent() && seated == null;
                next = best(coding)) {
            try {
                SeatedCoder opened = SeatedCoder.open(next.get(), parts);
                if (!handOver.coder(opened)) {
                    close(opened);
                    again("is not taken", opened);
                    return;
                }
                seated = opened;
                LOG.debug("cast {}: audio encoder {}", parts.castId(), opened);
            } catch (Exception | LinkageError | AssertionError e) {
                LOG.warn(
                        "cast {}: audio encoder {} could not be opened",
                        parts.castId(),
                        next.get().name(),
                        e);
                failed.add(next.get());
            }
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
        try {
            gone.close();
        } catch (RuntimeException | LinkageError | AssertionError e) {
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
        if (seated != null) {
            close(seated);
            seated = null;
        }
        freeWithdrawn();
    }

    /** Any thread, when the worker has ended or is given up. */
    void over() {
        parts.encoders().removeUser(this);
    }
}
