// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.host.guest.Conduct;
import miracast.host.guest.GuestCalls;
import miracast.host.parts.Offer;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has streams of sources opened, one at a time, and closed, so that the seat waits for none of them. On the seat's worker, which is
 * told there as well, but for the methods that say "any thread".
 */
final class SourceCalls {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCalls.class);

    /** Who wanted a stream. */
    interface Listener {
        /** It is open, and its owner's to close. */
        void opened(SeatedSource next);

        /** It cannot be opened. */
        void refused(Offer<FrameSource> offer, String reason);
    }

    /** One source may hang over one file, and be well with others. */
    private record Key(long id, SourceWish wish) {}

    private final Stage stage;
    private final Conduct conduct;
    private final GuestCalls<FrameSource> calls;
    private final Listener listener;
    private final long limitNs;
    /** The stream that is being opened; null for none. */
    private Opening opening;

    /** @param limitNs how long a source may take to close, and to open unless it is told to wait longer */
    SourceCalls(Stage stage, Worker worker, long limitNs, Listener listener) {
        this.stage = stage;
        this.listener = listener;
        this.limitNs = limitNs;
        conduct = stage.conduct();
        calls = new GuestCalls<>(stage.castId(), stage.loop(), "source", worker, conduct);
    }

    /** Why a source is not to be called at all now; empty if it may be. */
    String obstacle(Offer<FrameSource> offer, SourceWish wish) {
        return conduct.obstacle(new Key(offer.id(), wish));
    }

    /** How long it is not to be tried, since it held up a display of this cast, in ns. */
    long leftNs(Offer<FrameSource> offer, SourceWish wish) {
        return conduct.leftNs(new Key(offer.id(), wish), stage.clock().getAsLong());
    }

    /** Any thread: the source in use does not return; it is left out until then, whatever display the cast has. */
    Display.LeftOut leaveOut(SeatedSource culprit, CompletableFuture<Void> returned) {
        Key key = new Key(culprit.offer().id(), culprit.wish());
        long untilNextNs = conduct.holdsUp(key, stage.clock().getAsLong(), returned);
        return new Display.LeftOut(
                CastLogEntry.Kind.SOURCE_FAILED, culprit.wish().toString(), conduct.failures(key), untilNextNs);
    }

    /** Whether a stream is being opened. */
    boolean isOpening() {
        return opening != null;
    }

    /** Begins to open a stream. */
    void open(Offer<FrameSource> offer, SourceWish wish, VideoMode mode) {
        opening = new Opening(offer, wish, mode);
        opening.ticket = calls.call(offer, new Key(offer.id(), wish), opening.limitNs, opening);
    }

    /** Leaves behind what is opened for another wish. */
    void wantOnly(SourceWish wish) {
        if (opening != null && !opening.wish.equals(wish)) {
            calls.leaveBehind(opening.ticket);
            opening = null;
        }
    }

    private final class Opening implements GuestCalls.Call<FrameStream> {
        private final Offer<FrameSource> offer;
        private final SourceWish wish;
        private final VideoMode mode;
        private final long limitNs;
        private GuestCalls<FrameSource>.Ticket<FrameStream> ticket;

        Opening(Offer<FrameSource> offer, SourceWish wish, VideoMode mode) {
            this.offer = offer;
            this.wish = wish;
            this.mode = mode;
            limitNs = wish.openLimitNs(SourceCalls.this.limitNs);
        }

        @Override
        public FrameStream run() throws Exception {
            return offer.service()
                    .open(new FrameRequest(stage.castId(), wish.spec().location(), mode, wish.options()));
        }

        @Override
        public void returned(FrameStream stream) {
            SeatedSource next = new SeatedSource(offer, wish, mode, stream);
            if (opening == this) {
                opening = null;
                listener.opened(next);
            } else {
                close(next);
            }
        }

        @Override
        public void failed(Throwable reason) {
            refused(reason.getMessage() == null ? reason.toString() : reason.getMessage());
        }

        @Override
        public void overdue() {
            refused("did not open within " + TimeUnit.NANOSECONDS.toMillis(limitNs) + " ms");
        }

        private void refused(String reason) {
            if (opening == this) {
                opening = null;
                listener.refused(offer, reason);
            }
        }

        @Override
        public void throwAway(FrameStream unwanted) {
            closeHere(wish, unwanted);
        }
    }

    /** Begins to close a stream. */
    void close(SeatedSource source) {
        Offer<FrameSource> offer = source.offer();
        Key key = new Key(offer.id(), source.wish());
        calls.close(offer, key, limitNs, () -> closeHere(source.wish(), source.stream()), () -> {
            String text = "did not close within " + TimeUnit.NANOSECONDS.toMillis(limitNs) + " ms";
            LOG.warn("cast {}: source {} {}", stage.castId(), source.wish(), text);
            String name = source.wish().toString();
            stage.listener().part(CastLogEntry.Kind.SOURCE_FAILED, name, name + " " + text, 0, 0);
        });
    }

    private void closeHere(SourceWish of, FrameStream stream) {
        try {
            stream.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: source {} failed to close", stage.castId(), of, e);
        }
    }

    /** Any thread: completes when a source is in no call any more, unless it is called anew. */
    CompletableFuture<Void> over(Offer<FrameSource> offer) {
        return calls.over(offer);
    }

    /** Any thread: completes when no call is left. */
    CompletableFuture<Void> over() {
        return calls.over();
    }

    /** Any thread: completes when no call is left but those that were left behind. */
    CompletableFuture<Void> settled() {
        return calls.settled();
    }
}
