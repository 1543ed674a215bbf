// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.cast.CastLogEntry;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.host.guest.Conduct;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has pictures converted by the best converter that did not fail lately; by one that did where there is no other. Belongs to the
 * encode thread but for {@link #leaveOut}.
 */
final class Conversions {
    private static final Logger LOG = LoggerFactory.getLogger(Conversions.class);

    private final Stage stage;
    private final Offers<FrameConverter> converters;
    private final Runnable readmission;
    private final VideoFrame converted = new VideoFrame();
    /** Who failed over the picture at hand. */
    private final List<Offer<FrameConverter>> failed = new ArrayList<>();

    private volatile Offer<FrameConverter> converter;
    private FrameConverter.Conversion conversion;
    private PixelFormat format;
    private int width;
    private int height;
    private boolean isDone;
    private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

    /** @param readmission run, on the loop, when one that failed may be tried again: has {@link #reconsider} called */
    Conversions(Stage stage, Offers<FrameConverter> converters, Runnable readmission) {
        this.stage = stage;
        this.converters = converters;
        this.readmission = readmission;
    }

    /** Any thread: the converter in use does not return; it is left out until then, whatever display the cast has. */
    Optional<Display.LeftOut> leaveOut(CompletableFuture<Void> returned) {
        Offer<FrameConverter> culprit = converter;
        if (culprit == null) {
            return Optional.empty();
        }
        Conduct conduct = stage.conduct();
        long pauseNs = conduct.holdsUp(culprit.id(), stage.clock().getAsLong(), returned);
        return Optional.of(new Display.LeftOut(
                CastLogEntry.Kind.CONVERTER_FAILED, name(culprit), conduct.failures(culprit.id()), pauseNs));
    }

    /** There is another picture: what was converted is an old one. */
    void renew() {
        isDone = false;
    }

    /** Whether the newest picture is there as that encoder takes it. */
    boolean isDoneFor(SeatedEncoder encoder) {
        if (conversion != null
                && (format != encoder.conversionFormat()
                        || width != encoder.format().mode().width()
                        || height != encoder.format().mode().height())) {
            leave();
        }
        return conversion != null && isDone;
    }

    /** A picture as the encoder takes it; null if there is nobody to convert it. */
    VideoFrame of(VideoFrame picture, SeatedEncoder encoder) {
        failed.clear();
        while (!isDoneFor(encoder)) {
            if (conversion == null && !open(encoder, true) && !open(encoder, false)) {
                return null;
            }
            convert(picture);
        }
        return converted;
    }

    private void convert(VideoFrame picture) {
        try {
            conversion.convert(picture, converted);
            isDone = true;
        } catch (RuntimeException | Error e) {
            Offer<FrameConverter> culprit = converter;
            leave();
            fail(culprit, e);
        }
    }

    private void fail(Offer<FrameConverter> culprit, Throwable reason) {
        failed.add(culprit);
        long pauseNs = stage.conduct().fails(culprit.id(), stage.clock().getAsLong());
        LOG.warn(
                "cast {}: converter {} failed and is left out for {} s",
                stage.castId(),
                name(culprit),
                TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                reason);
        stage.listener()
                .part(
                        CastLogEntry.Kind.CONVERTER_FAILED,
                        name(culprit),
                        name(culprit) + " failed and is left out: " + reason,
                        stage.conduct().failures(culprit.id()),
                        pauseNs);
        retry.cancel();
        retry = stage.loop().after(pauseNs, readmission);
    }

    /** @param isGood whether it must not have failed lately */
    private boolean open(SeatedEncoder encoder, boolean isGood) {
        for (Offer<FrameConverter> offer : converters.ranked()) {
            if (failed.stream().anyMatch(offer::isSameAs) || !isFit(offer, isGood)) {
                continue;
            }
            format = encoder.conversionFormat();
            width = encoder.format().mode().width();
            height = encoder.format().mode().height();
            converter = offer;
            try {
                conversion = offer.service().open(format, width, height);
                isDone = false;
                LOG.debug("cast {}: {} converts to {}", stage.castId(), name(offer), format);
                return true;
            } catch (RuntimeException | Error e) {
                converter = null;
                fail(offer, e);
            }
        }
        return false;
    }

    private boolean isFit(Offer<FrameConverter> offer, boolean isGood) {
        Conduct conduct = stage.conduct();
        return conduct.obstacle(offer.id()).isEmpty()
                && (!isGood || !conduct.keepsOut(offer.id(), stage.clock().getAsLong()));
    }

    /** Lets a converter go that is withdrawn, or that is not the best one any more. */
    void reconsider(Offer<FrameConverter> withdrawn) {
        Offer<FrameConverter> present = converter;
        if (present == null) {
            return;
        }
        boolean isBest = converters.ranked().stream()
                .filter(offer -> isFit(offer, true))
                .findFirst()
                .map(present::isSameAs)
                .orElse(true);
        if (present.isSameAs(withdrawn) || !isBest) {
            leave();
        }
    }

    private void leave() {
        FrameConverter.Conversion old = conversion;
        Offer<FrameConverter> offer = converter;
        conversion = null;
        isDone = false;
        if (old != null) {
            try {
                old.close();
            } catch (RuntimeException | Error e) {
                LOG.warn("cast {}: converter {} failed to close", stage.castId(), name(offer), e);
            }
        }
        converter = null;
    }

    private static String name(Offer<FrameConverter> offer) {
        return offer.name().isEmpty() ? offer.service().getClass().getName() : offer.name();
    }

    /** Frees everything, and refers to nothing any more. */
    void close() {
        retry.cancel();
        leave();
        converted.wrap(new VideoFrame());
    }
}
