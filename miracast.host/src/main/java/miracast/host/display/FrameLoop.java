// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Optional;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.frames.VideoFrame;
import miracast.api.input.InputEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the encode thread does at a tick: picture, conversion, encoding, and the steps of it as chunks. Belongs to that thread but
 * for the methods that say so. In steady state nothing is allocated.
 */
final class FrameLoop {
    /** How long an encoder that is left may still write its last chunk. */
    private static final long LAST_CHUNK_NS = 500_000_000L;

    /** Whose guests keep the encode thread: see {@link #stuckIn}. */
    static final String SOURCE = "source";

    static final String CONVERTER = "converter";
    static final String ENCODER = "encoder";

    /** Who is given what failed, to free it and to find another. Called on the encode thread; must not block. */
    interface Failures {
        void encoderFailed(SeatedEncoder encoder, String reason);

        void sourceFailed(SeatedSource source, String reason);

        /** There has been no new picture for a while, from whatever source; told once. */
        void sourceSilent();

        /** After that: there is a new picture. */
        void sourceBack();
    }

    private static final Logger LOG = LoggerFactory.getLogger(FrameLoop.class);

    private final Stage stage;
    private final DisplaySettings settings;
    private final Failures failures;
    private final Pictures pictures;
    private final FrameGrid grid = new FrameGrid();
    private final RepeatPace pace;
    private final Silence silence;
    private final TakeOver takeOver;

    private SeatedEncoder encoder;
    private long frame;
    private boolean ticking;
    private long askedNs = Long.MIN_VALUE;
    /** Whether the newest picture was not shown, since the encoder failed over it. */
    private boolean isOwed;

    private boolean toldNoConverter;

    private volatile boolean ends;
    private volatile int share = 1;
    private volatile boolean idrWanted;
    private volatile String busyWith;
    private volatile long busySinceNs;

    FrameLoop(Stage stage, DisplaySettings settings, Failures failures, Pictures pictures, long silenceNs) {
        this.stage = stage;
        this.settings = settings;
        this.failures = failures;
        this.pictures = pictures;
        takeOver = new TakeOver(grid, stage.ring(), stage.ledger(), settings.framesWaiting());
        pace = new RepeatPace(settings.stallNs(), settings.slowIntervalNs());
        silence = new Silence(silenceNs);
    }

    /** Any thread: how long a source may have nothing new before that is told. */
    void silenceLimit(long limitNs) {
        silence.limit(limitNs);
    }

    /** Any thread: the display is to end; when the guest that is called now returns, no other one is. */
    void end() {
        ends = true;
    }

    /** One of so many ticks has a frame. Any thread. */
    void share(int oneOf) {
        share = oneOf;
    }

    /** Any thread. */
    void requestIdr() {
        idrWanted = true;
    }

    /** Any thread. */
    Optional<String> stuckIn(long nowNs, long patienceNs) {
        String guest = busyWith;
        return guest != null && nowNs - busySinceNs > patienceNs ? Optional.of(guest) : Optional.empty();
    }

    /** Where on the source's picture something is that was done on what is sent of it. Any thread. */
    InputEvent onPicture(InputEvent event, VideoMode mode) {
        return pictures.onPicture(event, mode);
    }

    boolean hasEncoderFor(VideoFormat format) {
        return encoder != null && encoder.format() == format;
    }

    /** Whether more pictures are to be shown before there is room for an exchange of the encoder. */
    boolean lacksRoom() {
        return encoder != null && ticking && takeOver.lacksRoom(encoder);
    }

    /** Whether more pictures are to be shown before that encoder takes over. */
    boolean isTooEarlyFor(SeatedEncoder next, long nowNs) {
        return next != null && encoder != null && ticking && takeOver.isTooEarly(encoder, next, nowNs);
    }

    /**
     * Takes another encoder, or none, from the next frame on; returns the one before. If that one does not get done with a chunk,
     * the ring has no room for anybody else, and the display is at its end.
     */
    SeatedEncoder exchangeEncoder(SeatedEncoder next) {
        if (encoder != null && !ends) {
            flush();
        }
        return replaceEncoder(next);
    }

    /** Frames that an encoder with delay has still inside are sent before the next one's. */
    private void flush() {
        enter(ENCODER);
        try {
            encoder.flush();
        } catch (Exception | Error e) {
            LOG.warn("cast {}: encoder {} failed as it was left", stage.castId(), encoder, e);
        } finally {
            leave();
        }
        lose(encoder.framesInside());
    }

    /** The last so many frames went into an encoder and never come out. */
    private void lose(long frames) {
        for (long lost = frame - frames; lost < frame; lost++) {
            tellDropped(lost, stage.ledger().timestampNs(lost));
        }
        if (frames > 0) {
            stage.meter().dropped(frames);
        }
    }

    private void tellDropped(long which, long timestampNs) {
        stage.ring().step(ChunkId.of(which, 0), ChunkType.FRAME_DROPPED, timestampNs, 0);
    }

    private SeatedEncoder replaceEncoder(SeatedEncoder next) {
        SeatedEncoder old = encoder;
        if (old != null && !old.leave(LAST_CHUNK_NS)) {
            stage.listener().displayFailed("encoder " + old + " does not finish a chunk that it began");
        }
        encoder = next;
        if (next != null) {
            next.takeOver(frame, stage.clock().getAsLong());
            idrWanted = true;
            if (frame > 0) {
                stage.meter().encoderTakesOver();
            }
            if (old != null && ticking) {
                takeOver.happened(old, next);
            } else {
                takeOver.forget();
            }
        }
        return old;
    }

    /** Takes another source, or none; returns the one before. */
    SeatedSource exchangeSource(SeatedSource next) {
        return pictures.exchange(next);
    }

    /** There is no source any more, and will not be soon: that is told like its silence. */
    void fallSilent() {
        if (!pictures.hasSource() && silence.tell()) {
            failures.sourceSilent();
        }
    }

    /** Shows a picture instead of the source's last one, unless the source is back: returns whether it does. */
    boolean substitute(VideoFrame picture) {
        if (silence.isTold()) {
            pictures.substitute(picture);
            isOwed = true;
        }
        return silence.isTold();
    }

    /** Frees everything but the source, which is returned; the encoder is to be exchanged for none before. */
    SeatedSource close() {
        return pictures.close();
    }

    /** Nothing is shown now; ticks begin anew when it is again. */
    void interrupt() {
        ticking = false;
    }

    /**
     * Begins a stream with a tick now, if there is anything to show: what waits of an older stream is left out.
     *
     * @param blackWillDo whether to begin with a black picture where the source has none
     */
    boolean begin(long nowNs, long bitRate, boolean blackWillDo) {
        boolean isNew = askSource(nowNs);
        if (!isNew && !pictures.any()) {
            if (!blackWillDo) {
                return false;
            }
            showBlack();
            fallSilent();
        }
        stage.ring().beginAnew();
        stage.meter().pause();
        idrWanted = true;
        startTicks(nowNs);
        show(grid.take(), isNew, bitRate);
        return true;
    }

    private void showBlack() {
        VideoMode mode = encoder.format().mode();
        pictures.showBlack(mode.width(), mode.height());
    }

    private void startTicks(long nowNs) {
        grid.start(encoder.format().mode(), nowNs);
        silence.restart(nowNs);
        takeOver.forget();
        ticking = true;
    }

    /** Shows the picture of the tick that is due; returns how long to wait for the next one, in ns. */
    long tick(long nowNs, long bitRate) {
        if (!ticking) {
            startTicks(nowNs);
        }
        grid.share(share);
        long waitNs = grid.untilNext(nowNs);
        if (waitNs > takeOver.leadNs()) {
            return waitNs - takeOver.leadNs();
        }
        boolean isEarly = waitNs > 0;
        takeOver.endLead();
        if (isEarly) {
            return early(waitNs, bitRate);
        }
        long missed = grid.skip(nowNs);
        if (missed > 0) {
            stage.meter().missed(missed);
        }
        long tickNs = grid.take();
        if (stage.ring().framesWaiting() >= settings.framesWaiting()) {
            drop(tickNs);
            silence.restart(tickNs);
        } else {
            boolean isNew = isOwed || askSource(tickNs);
            if (!isNew && silence.isDue(tickNs)) {
                failures.sourceSilent();
            }
            if (!pictures.any()) {
                // A source gave its last good picture up for one that is none.
                showBlack();
            }
            if (isNew || pace.isDue(tickNs)) {
                show(tickNs, isNew, bitRate);
            }
        }
        return Math.max(0, grid.untilNext(stage.clock().getAsLong()));
    }

    /** Shows the picture of the next tick before its time if there is one already: others come when they always do. */
    private long early(long waitNs, long bitRate) {
        boolean isRoom = stage.ring().framesWaiting() < settings.framesWaiting();
        if (!isRoom || !isOwed && !askSource(grid.peek())) {
            return waitNs;
        }
        show(grid.take(), true, bitRate);
        return Math.max(0, grid.untilNext(stage.clock().getAsLong()));
    }

    /** The network is too slow: the frame is not even made, and the next one can be decoded without what was before. */
    private void drop(long tickNs) {
        tellDropped(frame++, tickNs);
        stage.meter().dropped(1);
        idrWanted = true;
    }

    private boolean askSource(long tickNs) {
        // Once more for the same tick: to a source, time rises.
        askedNs = Math.max(tickNs, askedNs + 1);
        boolean isNew = pictures.hasSource() && askPresentSource(askedNs);
        if (isNew && silence.end(tickNs)) {
            failures.sourceBack();
        }
        return isNew;
    }

    private boolean askPresentSource(long tickNs) {
        enter(SOURCE);
        try {
            return pictures.next(tickNs);
        } catch (Exception | Error e) {
            SeatedSource failed = pictures.exchange(null);
            failures.sourceFailed(failed, e.getMessage() == null ? e.toString() : e.getMessage());
            return false;
        } finally {
            leave();
        }
    }

    private void show(long tickNs, boolean isNew, long bitRate) {
        if (ends) {
            return;
        }
        long takenNs = stage.clock().getAsLong();
        isOwed = false;
        pace.shown(tickNs, isNew);
        takeOver.shows(frame, tickNs, encoder);
        stage.ledger().begin(frame, tickNs, takenNs);
        stage.ring().step(ChunkId.of(frame, 0), ChunkType.FRAME_START, tickNs, isNew ? pictures.ageUs(takenNs) : 0);
        VideoFrame picture = converted(tickNs, takenNs);
        if (picture != null && !ends) {
            encode(picture, bitRate);
            stage.meter().frame(!isNew);
        }
        frame++;
    }

    private VideoFrame converted(long tickNs, long takenNs) {
        if (!pictures.needsConversion(encoder)) {
            return pictures.shownTo(encoder);
        }
        enter(CONVERTER);
        VideoFrame picture = pictures.shownTo(encoder);
        leave();
        if (picture != null) {
            long us = (stage.clock().getAsLong() - takenNs) / 1000;
            stage.ring().step(ChunkId.of(frame, 0), ChunkType.COLOUR_CONVERSION_COMPLETE, tickNs, (int) us);
        } else if (!toldNoConverter) {
            toldNoConverter = true;
            stage.listener()
                    .displayFailed("no converter can bring the source's pictures to "
                            + encoder.format().mode());
        }
        return picture;
    }

    private void encode(VideoFrame picture, long bitRate) {
        boolean idr = idrWanted;
        idrWanted = false;
        if (idr) {
            takeOver.idr(frame);
        }
        enter(ENCODER);
        try {
            long beganNs = stage.clock().getAsLong();
            stage.ledger().encode(frame, beganNs);
            encoder.encode(picture, frame, idr, bitRate);
            long costNs = stage.clock().getAsLong() - beganNs;
            if (!idr) {
                encoder.usualCost(costNs);
            } else if (frame > 0) {
                // The very first picture is dear for other reasons: nothing was ever run before.
                encoder.idrCost(costNs);
            }
        } catch (Exception | Error e) {
            giveUp(e.toString());
            return;
        } finally {
            leave();
        }
        long lost = encoder.newlyLost();
        if (lost > 0) {
            tellDropped(frame, stage.ledger().timestampNs(frame));
            stage.meter().dropped(lost);
            idrWanted = true;
        }
        if (encoder.isMute(stage.clock().getAsLong(), settings.muteNs())) {
            giveUp("gave nothing for " + settings.muteNs() / 1_000_000 + " ms");
        }
    }

    /** The encoder failed: what it wrote of this frame is void, and the next best one takes over with the same picture. */
    private void giveUp(String reason) {
        // The newest one is not lost, but owed.
        lose(encoder.framesInside() - 1);
        SeatedEncoder failed = replaceEncoder(null);
        tellDropped(frame, stage.ledger().timestampNs(frame));
        isOwed = true;
        failures.encoderFailed(failed, reason);
    }

    private void enter(String guest) {
        busySinceNs = stage.clock().getAsLong();
        busyWith = guest;
    }

    private void leave() {
        busyWith = null;
    }
}
