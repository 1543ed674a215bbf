// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import miracast.api.cast.Cast;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes pictures of a screen or camera, the newest of which counts. One thread. */
final class CaptureReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureReader.class);
    /** A device that is lost (an X server that starts again, a loose plug) is tried again for so long, then given up. */
    private static final int TRIES = 5;

    private static final long FIRST_PAUSE_MS = 250;
    private static final long NOTHING_YET_PAUSE_MS = 2;
    /** X11 says "nothing yet" for ever when its server is gone. */
    private static final long SCREEN_SILENT_NS = 1_000_000_000;

    private final NativeFFmpeg ffmpeg;
    private final InputSpec spec;
    private final String castId;
    private final PictureQueue queue;
    private final Interruption interruption;
    private final Pacer pacer;
    private final X11Pointer pointer;
    private final PictureMaker maker = new PictureMaker(0);
    private final AVFrame frame = av_frame_alloc();
    private final long silentNs;
    private DecodedInput input;
    private long lastNs;

    /**
     * @param input opened by the specification; belongs to the reader from now on, as do interruption and pointer
     * @param pacer says when; null if the device does
     * @param pointer of an X server; null for other devices
     */
    CaptureReader(
            NativeFFmpeg ffmpeg,
            InputSpec spec,
            String castId,
            DecodedInput input,
            PictureQueue queue,
            Interruption interruption,
            Pacer pacer,
            X11Pointer pointer) {
        this.ffmpeg = ffmpeg;
        this.spec = spec;
        this.castId = castId;
        this.input = input;
        this.queue = queue;
        this.interruption = interruption;
        this.pacer = pacer;
        this.pointer = pointer;
        silentNs = pacer == null ? spec.timeoutNs() : SCREEN_SILENT_NS;
    }

    @Override
    public void run() {
        MDC.put(Cast.LOG_KEY, castId);
        String failure = null;
        try {
            capture();
            failure = interruption.isAborted() ? spec.what() + ": the source has gone" : null;
        } catch (FrameSourceException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            failure = spec.what() + ": was interrupted";
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: {}: capture failed", castId, spec.what(), e);
            failure = spec.what() + ": " + e;
        } finally {
            closeInput();
            if (pointer != null) {
                pointer.close();
            }
            maker.close();
            av_frame_free(frame);
            interruption.close();
            queue.end(failure);
        }
    }

    private void capture() throws FrameSourceException, InterruptedException {
        boolean more = true;
        lastNs = System.nanoTime();
        while (more && !interruption.isAborted()) {
            if (pacer != null) {
                pacer.awaitTurn();
            }
            long timeNs = System.nanoTime();
            int result = input.receive(frame);
            if (result >= 0) {
                lastNs = System.nanoTime();
                more = publish(pacer == null ? lastNs : timeNs);
                av_frame_unref(frame);
            } else if (result == AVERROR_EAGAIN()) {
                boolean silent = System.nanoTime() - lastNs > silentNs;
                more = silent ? findAgain("gives no pictures") : queue.pause(NOTHING_YET_PAUSE_MS);
            } else if (!interruption.isAborted()) {
                more = findAgain(DecodedInput.reason(spec, result));
            }
        }
    }

    private boolean publish(long timeNs) throws FrameSourceException, InterruptedException {
        Picture picture = queue.claim();
        if (picture == null) {
            return false;
        }
        boolean made = false;
        String reason = "";
        try {
            maker.make(frame, picture);
            if (pointer != null) {
                pointer.paint(picture, maker.fit(), frame.width(), frame.height());
            }
            picture.timeNs(timeNs);
            made = true;
        } catch (IOException e) {
            reason = e.getMessage();
        } finally {
            if (made) {
                queue.publish(picture);
            } else {
                queue.giveBack(picture);
            }
        }
        if (!made) {
            return findAgain(reason);
        }
        if (pacer != null) {
            pacer.taken();
        }
        return true;
    }

    private boolean findAgain(String reason) throws FrameSourceException, InterruptedException {
        LOG.info("cast {}: {}: lost: {}; trying again {} times", castId, spec.what(), reason, TRIES);
        closeInput();
        long pauseMs = FIRST_PAUSE_MS;
        FrameSourceException last = null;
        for (int i = 0; i < TRIES && queue.pause(pauseMs); i++) {
            try {
                input = new DecodedInput(ffmpeg, spec, interruption);
                if (pointer != null) {
                    pointer.reconnect();
                }
                lastNs = System.nanoTime();
                LOG.info("cast {}: {}: is back", castId, spec.what());
                return true;
            } catch (FrameSourceException e) {
                last = e;
                pauseMs *= 2;
            } catch (IOException e) {
                closeInput();
                last = new FrameSourceException(spec.what() + ": " + e.getMessage(), e);
                pauseMs *= 2;
            }
        }
        if (last != null && !interruption.isAborted()) {
            throw last;
        }
        return false;
    }

    private void closeInput() {
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
