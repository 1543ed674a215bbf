// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.VideoFormat;
import miracast.api.cast.CastLogEntry;
import miracast.api.encoder.VideoEncoder;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.Command;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the display has the best encoder for its format. Opens and warms the next one beside the one in use, on a worker
 * of its own, and hands it to the encode thread, which takes it at a frame boundary; then closes the old one. Everything here
 * happens on the worker, one thing after the other, unless a method says otherwise.
 */
final class EncoderSeat implements Offers.User<VideoEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSeat.class);
    /** How long to wait before a hand-over that the encode thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Stage stage;
    private final Display display;
    private final Offers<VideoEncoder> offers;
    private final Worker worker;
    private final long takeOverNs;
    private final KeepOut keepOut = new KeepOut();
    private final Withdrawals<VideoEncoder> withdrawals = new Withdrawals<>();

    private volatile String wanted;
    private volatile boolean closed;
    private volatile String name = "";

    /** What an IDR picture of the format costs each encoder that was in use, in ns. */
    private final Map<Long, Long> idrCosts = new HashMap<>();

    private VideoFormat format;
    private SeatedEncoder seated;
    /** Whether another session of the encoder in use is better than the present one. */
    private boolean isStale;

    private VideoFormat servedFormat;
    private String failure = "";
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

    /** @param takeOverNs how long the encode thread may take to get to a frame boundary */
    EncoderSeat(Stage stage, Display display, Offers<VideoEncoder> offers, String wanted, long takeOverNs) {
        this.stage = stage;
        this.display = display;
        this.offers = offers;
        this.wanted = wanted;
        this.takeOverNs = takeOverNs;
        worker = new Worker(stage.castId(), "encoder");
    }

    /** Begins to follow what there is. */
    void start() {
        offers.addUser(this);
    }

    /** Any thread: frames are to come in another format. */
    void format(VideoFormat newFormat) {
        worker.execute(() -> {
            format = newFormat;
            idrCosts.clear();
            reconsider();
        });
    }

    /** Any thread: that encoder is to be taken while it is there, by name or filter; null for the best one. */
    void want(String encoder) {
        wanted = encoder;
        offersChanged();
    }

    /** Any thread: as {@link #want}; the one in use is exchanged for another session of its own, and stays if there is none. */
    void renew(String encoderName) {
        wanted = encoderName;
        worker.execute(() -> {
            isStale = seated != null && seated.offer().name().equals(encoderName);
            reconsider();
            isStale = false;
        });
    }

    /** Any thread: the encoder in use; empty while there is none. */
    String name() {
        return name;
    }

    /** Any thread. */
    @Override
    public void offersChanged() {
        worker.execute(this::reconsider);
    }

    /** Any thread. */
    @Override
    public CompletableFuture<Void> letGo(Offer<VideoEncoder> offer) {
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

    /** The encode thread gave an encoder up, since it failed. */
    void failed(SeatedEncoder encoder, String reason) {
        worker.execute(() -> {
            if (seated == encoder) {
                seated = null;
                name = "";
            }
            close(encoder);
            keepOut(encoder.offer(), reason);
            reconsider();
        });
    }

    private void keepOut(Offer<VideoEncoder> offer, String reason) {
        long pauseNs = keepOut.add(offer.id(), stage.clock().getAsLong());
        failure = offer.name() + ": " + reason;
        LOG.warn(
                "cast {}: encoder {} failed and is left out for {} s: {}",
                stage.castId(),
                offer.name(),
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        stage.listener()
                .part(
                        CastLogEntry.Kind.ENCODER_FAILED,
                        offer.name(),
                        offer.name() + " failed and is left out: " + reason,
                        keepOut.failures(offer.id()),
                        pauseNs);
        stage.loop().after(pauseNs, this::offersChanged);
    }

    private void reconsider() {
        seatBest();
        withdrawals.allBut(seated == null ? null : seated.offer());
    }

    /** Takes the best encoder for the format; the next best where that one cannot be opened. */
    private void seatBest() {
        while (!closed) {
            Optional<Offer<VideoEncoder>> best = best();
            if (best.isEmpty()) {
                leave();
                if (format != null) {
                    stage.listener().encoderMissing(absence());
                }
                return;
            }
            boolean isSeated =
                    seated != null && seated.format() == format && best.get().isSameAs(seated.offer());
            if (isSeated && !isStale) {
                return;
            }
            if (seatNext(best.get())) {
                return;
            }
        }
    }

    private Optional<Offer<VideoEncoder>> best() {
        if (format == null) {
            return Optional.empty();
        }
        String preferred = wanted;
        Offer<VideoEncoder> best = null;
        for (Offer<VideoEncoder> offer : offers.ranked()) {
            if (isFit(offer)) {
                if (preferred == null || offer.answersTo(preferred)) {
                    return Optional.of(offer);
                }
                best = best == null ? offer : best;
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean isFit(Offer<VideoEncoder> offer) {
        return !keepOut.holds(offer.id(), stage.clock().getAsLong())
                && EncoderChoice.refusal(offers, offer, format).isEmpty();
    }

    private String absence() {
        String reasons = EncoderChoice.refusals(offers, format);
        return "no encoder for " + format.mode() + (reasons.isEmpty() ? "" : ": " + reasons)
                + (failure.isEmpty() ? "" : "; last failure: " + failure);
    }

    /** Opens an encoder and hands it over; false if it cannot be opened, so that another one is to be tried. */
    private boolean seatNext(Offer<VideoEncoder> offer) {
        SeatedEncoder next;
        try {
            next = SeatedEncoder.open(offer, format, display.bitRate(), stage.ring(), stage.ledger(), stage.clock());
        } catch (Exception | LinkageError | AssertionError e) {
            refused(offer, e.toString());
            return false;
        }
        next.idrCost(idrCosts.getOrDefault(offer.id(), 0L));
        boolean underTheStream = stage.ledger().newest() >= 0 && servedFormat == format;
        try {
            if (underTheStream) {
                next.warmUp(stage.ledger().newest(), stage.clock());
            }
        } catch (Exception | LinkageError | AssertionError e) {
            close(next);
            refused(offer, e.toString());
            return false;
        }
        if (handOver(next)) {
            if (underTheStream) {
                stage.meter().encoderSwapped();
            }
            servedFormat = format;
            stage.listener().encoderReady(offer.name());
            return true;
        }
        close(next);
        return true;
    }

    /** One that gives no second session is none the worse for that. */
    private void refused(Offer<VideoEncoder> offer, String reason) {
        if (!isStale) {
            keepOut(offer, reason);
            return;
        }
        isStale = false;
        String text = offer.name() + " stays, since it gives no second session: " + reason;
        LOG.warn("cast {}: encoder {}", stage.castId(), text);
        stage.listener().part(CastLogEntry.Kind.ENCODER, offer.name(), text, 0, 0);
    }

    private boolean handOver(SeatedEncoder next) {
        Command<SeatedEncoder> command = display.exchangeEncoder(next);
        try {
            SeatedEncoder old = command.await(takeOverNs);
            seated = next;
            name = next == null ? "" : next.offer().name();
            if (next != null) {
                String exchange = next + " in place of " + (old == null ? "none" : old);
                LOG.info("cast {}: encoder {}", stage.castId(), exchange);
                stage.listener().part(CastLogEntry.Kind.ENCODER, name, exchange, 0, 0);
            }
            if (old != null) {
                idrCosts.put(old.offer().id(), old.idrCostNs());
                close(old);
            }
            return true;
        } catch (TimeoutException e) {
            heldUp(next, e);
            return false;
        } catch (InterruptedException e) {
            command.takeBack();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The encode thread did not come to a frame boundary: all stays as it is for now. */
    private void heldUp(SeatedEncoder next, TimeoutException reason) {
        if (closed) {
            return;
        }
        SeatedEncoder concerned = next == null ? seated : next;
        String what = concerned + (next == null ? " was not let go of" : " was not taken over")
                + ", since the encode thread is held up";
        retry.cancel();
        retry = stage.loop().after(HELD_UP_PAUSE_NS, this::offersChanged);
        LOG.warn(
                "cast {}: encoder {}, next try in {} s: {}",
                stage.castId(),
                what,
                TimeUnit.NANOSECONDS.toSeconds(HELD_UP_PAUSE_NS),
                reason.toString());
        stage.listener()
                .part(CastLogEntry.Kind.ENCODER_FAILED, concerned.offer().name(), what, 0, HELD_UP_PAUSE_NS);
    }

    private void leave() {
        if (seated != null) {
            handOver(null);
        }
    }

    private void close(SeatedEncoder encoder) {
        try {
            encoder.close();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("cast {}: encoder {} failed to close", stage.castId(), encoder, e);
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
    CompletableFuture<Void> free(SeatedEncoder left) {
        boolean coming = worker.offer(() -> {
            retry.cancel();
            if (left != null) {
                close(left);
            }
            seated = null;
            withdrawals.allBut(null);
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
