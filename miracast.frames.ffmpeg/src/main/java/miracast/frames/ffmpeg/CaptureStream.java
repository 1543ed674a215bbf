// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Set;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;

/** A screen or camera: shows the newest picture. */
final class CaptureStream implements FrameStream {
    /** One is shown, one is being made, one is ready. */
    private static final int PICTURES = 3;

    private final PictureQueue queue;
    private final Feed feed;
    private final Pacer pacer;
    private boolean closed;

    private CaptureStream(PictureQueue queue, Feed feed, Pacer pacer) {
        this.queue = queue;
        this.feed = feed;
        this.pacer = pacer;
    }

    /**
     * Opens a device and waits for its first picture.
     *
     * @param paced whether the device gives a picture whenever it is asked to, and not at its own pace
     * @param pointer of an X server, closed with the stream; null for other devices
     * @param open where the stream's feed is kept until it is closed
     */
    static CaptureStream open(
            NativeFFmpeg ffmpeg,
            FrameRequest request,
            InputSpec spec,
            boolean paced,
            X11Pointer pointer,
            Set<Feed> open)
            throws FrameSourceException {
        Interruption interruption = ffmpeg.interruptions().open();
        DecodedInput input = null;
        Feed feed = null;
        try {
            input = new DecodedInput(ffmpeg, spec, interruption);
            VideoMode mode = request.mode();
            PictureQueue queue = new PictureQueue(PICTURES, mode.width(), mode.height(), true);
            Pacer pacer = paced ? new Pacer(mode.frameIntervalNs(), () -> !interruption.isAborted()) : null;
            Runnable reader =
                    new CaptureReader(ffmpeg, spec, request.castId(), input, queue, interruption, pacer, pointer);
            feed = new Feed(queue, interruption, reader, request.castId(), "capture", open);
            queue.awaitFirst(spec.what(), spec.timeoutNs());
            return new CaptureStream(queue, feed, pacer);
        } catch (FrameSourceException | RuntimeException | Error e) {
            if (feed != null) {
                feed.close();
            } else {
                if (input != null) {
                    input.close();
                }
                if (pointer != null) {
                    pointer.close();
                }
                interruption.close();
            }
            throw e;
        }
    }

    @Override
    public boolean next(VideoFrame frame, long timeNs) throws FrameSourceException {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        Picture picture = queue.take(timeNs, Long.MAX_VALUE, Long.MAX_VALUE);
        if (pacer != null) {
            pacer.asked();
        }
        if (picture != null) {
            picture.show(frame, picture.timeNs());
            return true;
        }
        String failure = queue.failure();
        if (failure != null) {
            throw new FrameSourceException(failure);
        }
        return false;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            feed.close();
        }
    }
}
