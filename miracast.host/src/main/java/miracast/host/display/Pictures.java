// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import miracast.api.VideoMode;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.api.input.InputEvent;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The picture to show: the newest one of the source, or what was kept of a source that is gone, brought to the size and pixel
 * format of the encoder. Belongs to the encode thread.
 */
final class Pictures {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
    private static final int LARGEST = 16384;

    private final String castId;
    private final Offers<FrameConverter> converters;
    private final VideoFrame asked = new VideoFrame();
    private final VideoFrame latest = new VideoFrame();
    private final VideoFrame converted = new VideoFrame();
    private final List<Offer<FrameConverter>> failedConverters = new ArrayList<>();
    private final KeptPicture kept = new KeptPicture();

    private SeatedSource source;
    private boolean any;
    private boolean isKept;

    private Offer<FrameConverter> converter;
    private FrameConverter.Conversion conversion;
    private PixelFormat conversionFormat;
    private int conversionWidth;
    private int conversionHeight;
    private boolean convertedIsLatest;

    /** Width in the upper half, height in the lower; 0 before there is a picture. Read on any thread. */
    private volatile long size;

    Pictures(String castId, Offers<FrameConverter> converters) {
        this.castId = castId;
        this.converters = converters;
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
        convertedIsLatest = false;
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
        convertedIsLatest = false;
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
        return !encoder.takes(latest) && !isConvertedFor(encoder);
    }

    /** The newest picture as the encoder takes it; null if there is nobody to convert it. */
    VideoFrame shownTo(SeatedEncoder encoder) {
        if (encoder.takes(latest)) {
            return latest;
        }
        while (!isConvertedFor(encoder)) {
            if (conversion == null && !openConversion(encoder)) {
                return null;
            }
            convert();
        }
        return converted;
    }

    private boolean isConvertedFor(SeatedEncoder encoder) {
        if (conversion != null
                && (conversionFormat != encoder.conversionFormat()
                        || conversionWidth != encoder.format().mode().width()
                        || conversionHeight != encoder.format().mode().height())) {
            closeConversion();
        }
        return conversion != null && convertedIsLatest;
    }

    private void convert() {
        try {
            conversion.convert(latest, converted);
            convertedIsLatest = true;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("cast {}: converter {} failed and is left out", castId, name(converter), e);
            failedConverters.add(converter);
            closeConversion();
        }
    }

    private boolean openConversion(SeatedEncoder encoder) {
        for (Offer<FrameConverter> offer : converters.ranked()) {
            if (failedConverters.stream().anyMatch(offer::isSameAs)) {
                continue;
            }
            conversionFormat = encoder.conversionFormat();
            conversionWidth = encoder.format().mode().width();
            conversionHeight = encoder.format().mode().height();
            try {
                conversion = offer.service().open(conversionFormat, conversionWidth, conversionHeight);
                converter = offer;
                convertedIsLatest = false;
                LOG.debug("cast {}: {} converts {} to {}", castId, name(offer), latest.format(), conversionFormat);
                return true;
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("cast {}: converter {} could not be opened and is left out", castId, name(offer), e);
                failedConverters.add(offer);
            }
        }
        return false;
    }

    /** Lets a converter go that is withdrawn, or all that is not the best one any more. */
    void reconsiderConverter(Offer<FrameConverter> withdrawn) {
        failedConverters.removeIf(offer -> offer.isSameAs(withdrawn));
        List<Offer<FrameConverter>> ranked = converters.ranked();
        if (converter != null && (converter.isSameAs(withdrawn) || !converter.isSameAs(ranked.get(0)))) {
            closeConversion();
        }
    }

    private void closeConversion() {
        FrameConverter.Conversion old = conversion;
        Offer<FrameConverter> offer = converter;
        conversion = null;
        converter = null;
        convertedIsLatest = false;
        if (old != null) {
            try {
                old.close();
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("cast {}: converter {} failed to close", castId, name(offer), e);
            }
        }
    }

    private static String name(Offer<FrameConverter> offer) {
        return offer.name().isEmpty() ? offer.service().getClass().getName() : offer.name();
    }

    /**
     * Frees everything but the source, which is returned. Nothing is referred to any more: a driver that keeps its callbacks, and
     * with them the display, must not keep pictures alive.
     */
    SeatedSource close() {
        SeatedSource old = source;
        source = null;
        any = false;
        closeConversion();
        VideoFrame nothing = new VideoFrame();
        asked.wrap(nothing);
        latest.wrap(nothing);
        converted.wrap(nothing);
        kept.clear();
        return old;
    }
}
