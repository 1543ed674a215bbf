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
import miracast.host.guest.Conduct;
import miracast.host.guest.GuestCalls;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.Withdrawals;
import miracast.host.thread.Command;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the display has the best encoder for its format. Has the next one opened and warmed beside the one in use, and
 * hands it to the encode thread, which takes it at a frame boundary; then has the old one closed. Everything here happens on the
 * worker, one thing after the other, unless a method says otherwise; encoders are called by {@link GuestCalls}, so that the worker
 * waits for none of them.
 */
final class EncoderSeat implements Offers.User<VideoEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSeat.class);
    /** How long to wait before a hand-over that the encode thread did not come to is tried again. */
    private static final long HELD_UP_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    /** How long to wait for room for an exchange: four pictures, if the encode thread is not held up. */
    private static final long ROOM_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Stage stage;
    private final Display display;
    private final Offers<VideoEncoder> offers;
    private final Worker worker;
    private final GuestCalls<VideoEncoder> calls;
    private final Conduct conduct;
    private final EncoderCandidates candidates;
    private final long takeOverNs;
    private final long openNs;
    private final Withdrawals<VideoEncoder> withdrawals = new Withdrawals<>();

    private volatile String wanted;
    private volatile boolean closed;
    private volatile String name = "";

    /** What an IDR picture of the format costs each encoder that was in use, in ns. */
    private final Map<Long, Long> idrCosts = new HashMap<>();

    private VideoFormat format;
    /** Written on the worker only. */
    private volatile SeatedEncoder seated;

    /** Whether another session of the encoder in use is better than the present one. */
    private boolean isStale;
    /** The session that is being opened; null for none. */
    private Opening opening;

    private VideoFormat servedFormat;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;
    /** When somebody who was kept out may be tried again. */
    private ControlLoop.Timer readmission = ControlLoop.Timer.NONE;

    /**
     * @param takeOverNs how long the encode thread may take to get to a frame boundary
     * @param openNs how long an encoder may take to open, and to close
     */
    EncoderSeat(
            Stage stage, Display display, Offers<VideoEncoder> offers, String wanted, long takeOverNs, long openNs) {
        this.stage = stage;
        this.display = display;
        this.offers = offers;
        this.wanted = wanted;
        conduct = stage.conduct();
        candidates = new EncoderCandidates(stage, offers);
        this.takeOverNs = takeOverNs;
        this.openNs = openNs;
        worker = new Worker(stage.castId(), "encoder");
        calls = new GuestCalls<>(stage.castId(), stage.loop(), "encoder", worker, conduct);
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
        return free.thenCompose(nothing -> calls.over(offer));
    }

    /** The encode thread gave an encoder up, since it failed. */
    void failed(SeatedEncoder encoder, String reason) {
        worker.execute(() -> {
            if (seated == encoder) {
                seated = null;
                name = "";
            }
            close(encoder);
            candidates.keepOut(encoder.offer(), reason);
            reconsider();
        });
    }

    /** Any thread: the encoder in use does not return; it is left out until then, whatever display the cast has. */
    Optional<Display.LeftOut> leaveOut(CompletableFuture<Void> returned) {
        SeatedEncoder culprit = seated;
        if (culprit == null) {
            return Optional.empty();
        }
        Offer<VideoEncoder> offer = culprit.offer();
        long pauseNs = conduct.holdsUp(offer.id(), stage.clock().getAsLong(), returned);
        return Optional.of(new Display.LeftOut(
                CastLogEntry.Kind.ENCODER_FAILED, offer.name(), conduct.failures(offer.id()), pauseNs));
    }

    private void reconsider() {
        // Before anybody is judged: a pause that ends meanwhile is still one that ends.
        long nowNs = stage.clock().getAsLong();
        if (!closed && format != null) {
            candidates.keepOutWhoHangs(format, seated == null || seated.format() != format ? null : seated.offer());
        }
        seatBest();
        withdrawals.allBut(seated == null ? null : seated.offer());
        readmission.cancel();
        long untilNextNs = conduct.untilNextNs(nowNs);
        if (!closed && untilNextNs > 0) {
            readmission = stage.loop().after(untilNextNs, this::offersChanged);
        }
    }

    /** Has the best encoder for the format opened, unless it is in use; one opening comes after the other. */
    private void seatBest() {
        if (closed) {
            return;
        }
        Optional<Offer<VideoEncoder>> best = best();
        if (best.isEmpty()) {
            leave();
            if (format != null) {
                stage.listener().encoderMissing(candidates.absence(format));
            }
        } else if (opening == null && (isStale || !isSeated(best.get()))) {
            opening = new Opening(best.get(), isSeated(best.get()));
            isStale = false;
            opening.begin();
        } else if (opening == null) {
            candidates.makesDo(best.get(), wanted);
        }
    }

    private boolean isSeated(Offer<VideoEncoder> offer) {
        return seated != null && seated.format() == format && offer.isSameAs(seated.offer());
    }

    private Optional<Offer<VideoEncoder>> best() {
        return format == null ? Optional.empty() : candidates.best(format, wanted);
    }

    /** A session that is being opened, and warmed where a stream runs already. */
    private final class Opening implements GuestCalls.Call<SeatedEncoder> {
        private final Offer<VideoEncoder> offer;
        private final VideoFormat wantedFormat = format;
        private final long bitRate = display.bitRate();
        private final boolean underTheStream = stage.ledger().newest() >= 0 && servedFormat == format;
        /** Whether it is a second session of the encoder in use. */
        private final boolean isSecond;

        private final long idrCostNs;

        Opening(Offer<VideoEncoder> offer, boolean isSecond) {
            this.offer = offer;
            this.isSecond = isSecond;
            idrCostNs = idrCosts.getOrDefault(offer.id(), 0L);
        }

        /** Under a stream, as soon as there is room for it; where the encode thread is held up, pictures are not even anyway. */
        void begin() {
            if (!underTheStream) {
                call();
                return;
            }
            stage.meter().encoderComes(true);
            Command<Void> room = display.makeRoom();
            ControlLoop.Timer limit = stage.loop().after(ROOM_NS, room::takeBack);
            room.result().whenComplete((nothing, takenBack) -> {
                limit.cancel();
                worker.execute(this::call);
            });
        }

        private void call() {
            if (isWanted()) {
                calls.call(offer, offer.id(), openNs, this);
            } else {
                over();
                reconsider();
            }
        }

        private void over() {
            opening = null;
            stage.meter().encoderComes(false);
        }

        @Override
        public SeatedEncoder run() throws Exception {
            SeatedEncoder next =
                    SeatedEncoder.open(offer, wantedFormat, bitRate, stage.ring(), stage.ledger(), stage.clock());
            next.idrCost(idrCostNs);
            try {
                if (underTheStream) {
                    next.warmUp(stage.ledger().newest(), stage.clock());
                }
            } catch (Exception | Error e) {
                throwAway(next);
                throw e;
            }
            return next;
        }

        @Override
        public void returned(SeatedEncoder next) {
            boolean isWanted = isWanted();
            boolean isTaken = isWanted && handOver(next);
            over();
            if (isTaken) {
                if (underTheStream) {
                    stage.meter().encoderSwapped();
                }
                servedFormat = wantedFormat;
                stage.listener().encoderReady(offer.name());
            } else {
                close(next);
            }
            if (isTaken || !isWanted) {
                reconsider();
            }
            // Else it is tried again after the pause that was told.
        }

        private boolean isWanted() {
            return !closed
                    && wantedFormat == format
                    && (isSecond || !isSeated(offer))
                    && best().filter(offer::isSameAs).isPresent();
        }

        @Override
        public void failed(Throwable reason) {
            refused(reason.toString());
        }

        @Override
        public void overdue() {
            refused("did not open within " + TimeUnit.NANOSECONDS.toMillis(openNs) + " ms");
        }

        /** One that gives no second session is none the worse for that. */
        private void refused(String reason) {
            over();
            if (!isSecond || seated == null) {
                candidates.keepOut(offer, reason);
            } else {
                String text = offer.name() + " stays, since it gives no second session: " + reason;
                LOG.warn("cast {}: encoder {}", stage.castId(), text);
                stage.listener().part(CastLogEntry.Kind.ENCODER, offer.name(), text, 0, 0);
            }
            reconsider();
        }

        @Override
        public void throwAway(SeatedEncoder unwanted) {
            closeHere(unwanted);
        }
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
            isStale = isStale && next != null && next.offer().isSameAs(old == null ? null : old.offer());
            if (old != null) {
                idrCosts.put(old.offer().id(), old.idrCostNs());
                idrCosts.keySet()
                        .retainAll(offers.ranked().stream().map(Offer::id).toList());
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
        Offer<VideoEncoder> offer = encoder.offer();
        calls.close(offer, offer.id(), openNs, () -> closeHere(encoder), () -> {
            candidates.keepOut(offer, "did not close within " + TimeUnit.NANOSECONDS.toMillis(openNs) + " ms");
            reconsider();
        });
    }

    private void closeHere(SeatedEncoder encoder) {
        try {
            encoder.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: encoder {} failed to close", stage.castId(), encoder, e);
        }
    }

    /** Any thread: nothing new is opened from now on. What goes meanwhile still waits for the end of its use. */
    void close() {
        closed = true;
    }

    /** Any thread, when the encode thread has ended, in time or not: frees what it left and ends the worker. */
    CompletableFuture<Void> free(SeatedEncoder left) {
        worker.execute(() -> {
            retry.cancel();
            readmission.cancel();
            if (opening != null) {
                opening.over();
            }
            if (left != null) {
                close(left);
            }
            seated = null;
            withdrawals.allBut(null);
        });
        return worker.close().thenCompose(nothing -> {
            calls.over().thenRun(() -> offers.removeUser(this));
            return calls.settled();
        });
    }
}
