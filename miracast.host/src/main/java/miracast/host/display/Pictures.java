// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.nio.ByteBuffer;
import miracast.api.VideoMode;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.api.input.InputEvent;

/**
 * The picture to show: the newest one of the source, or what was kept of a source that is gone, brought to the size and pixel
 * format of the encoder. Belongs to the encode thread.
 */
final class Pictures {
    private static final int LARGEST = 16384;

    private final Conversions conversions;
    private final VideoFrame asked = new VideoFrame();
    private final VideoFrame latest = new VideoFrame();
    private final KeptPicture kept = new KeptPicture();

    private SeatedSource source;
    private boolean any;
    private boolean isKept;

    /** Width in the upper half, height in the lower; 0 before there is a picture. Read on any thread. */
    private volatile long size;

    Pictures(Conversions conversions) {
        this.conversions = conversions;
    }

    /** Whether there is a source to ask. */
    boolean hasSource() {
        return source != null;
    }

    /** Whether there is a picture to show. */
    boolean any() {
        return any;
    }

    /** How long ago the picture was made, in µs; 1 at the least, since an old one that is shown again has 0. */
    int ageUs(long nowNs) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (nowNs - latest.timestampNs()) / 1000));
    }

    /** Takes another source, or none; the old one's last picture is kept. Returns the old one, which nobody uses any more. */
    SeatedSource exchange(SeatedSource next) {
        SeatedSource old = source;
        keep();
        source = next;
        return old;
    }

    private void keep() {
        if (any && !isKept) {
            kept.copy(latest);
            latest.wrap(kept.frame());
            isKept = true;
        }
    }

    /** Begins with a black picture, since no source has one. */
    void showBlack(int width, int height) {
        substitute(KeptPicture.black(PixelFormat.I420, width, height).frame());
    }

    /** Shows a picture that is nobody's else until the source's next one; its memory stays as it is meanwhile. */
    void substitute(VideoFrame picture) {
        latest.wrap(picture);
        measure();
        any = true;
        isKept = true;
        conversions.renew();
    }

    /**
     * Asks the source for the picture of that time.
     *
     * @return whether it is a new one
     * @throws FrameSourceException if it gives none any more, or one that is unusable: then there may be no picture at all
     */
    boolean next(long timeNs) throws FrameSourceException {
        if (source == null || !source.stream().next(asked, timeNs)) {
            return false;
        }
        // The memory of the one before is the source's again.
        any = false;
        check(asked);
        latest.wrap(asked);
        measure();
        any = true;
        isKept = false;
        conversions.renew();
        return true;
    }

    private void measure() {
        long next = (long) latest.width() << 32 | latest.height();
        if (next != size) {
            size = next;
        }
    }

    /** Where on the picture something is that was done on what is sent of it. Any thread. */
    InputEvent onPicture(InputEvent event, VideoMode mode) {
        long present = size;
        return present == 0 ? event : new Viewport((int) (present >>> 32), (int) present, mode).onPicture(event);
    }

    /** Encoders read planes by address: one that is too small would not end in an exception. */
    private void check(VideoFrame frame) throws FrameSourceException {
        int width = frame.width();
        int height = frame.height();
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        boolean whole = width > 0 && width <= LARGEST && height > 0 && height <= LARGEST;
        switch (frame.format()) {
            case BGRA -> whole = whole && holds(frame, 0, 4 * width, height);
            case NV12 ->
                whole = whole && holds(frame, 0, width, height) && holds(frame, 1, 2 * chromaWidth, chromaHeight);
            case I420 ->
                whole = whole
                        && holds(frame, 0, width, height)
                        && holds(frame, 1, chromaWidth, chromaHeight)
                        && holds(frame, 2, chromaWidth, chromaHeight);
        }
        if (!whole) {
            throw new FrameSourceException("source " + source.wish() + " gave a picture of " + width + "x" + height
                    + " " + frame.format() + " whose planes are too small, or no direct buffers");
        }
    }

    private static boolean holds(VideoFrame frame, int plane, int octets, int lines) {
        ByteBuffer samples = frame.plane(plane);
        int stride = frame.stride(plane);
        return samples != null
                && samples.isDirect()
                && stride >= octets
                && samples.capacity() >= (long) stride * (lines - 1) + octets;
    }

    /** Whether the newest picture must be converted for that encoder. */
    boolean needsConversion(SeatedEncoder encoder) {
        return !encoder.takes(latest) && !conversions.isDoneFor(encoder);
    }

    /** The newest picture as the encoder takes it; null if there is nobody to convert it. */
    VideoFrame shownTo(SeatedEncoder encoder) {
        return encoder.takes(latest) ? latest : conversions.of(latest, encoder);
    }

    /**
     * Frees everything but the source, which is returned. Nothing is referred to any more: a driver that keeps its callbacks, and
     * with them the display, must not keep pictures alive.
     */
    SeatedSource close() {
        SeatedSource old = source;
        source = null;
        any = false;
        conversions.close();
        VideoFrame nothing = new VideoFrame();
        asked.wrap(nothing);
        latest.wrap(nothing);
        kept.clear();
        return old;
    }
}
