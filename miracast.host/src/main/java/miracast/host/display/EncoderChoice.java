// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.VideoEncoder;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the encoders that are there can do. Any thread. */
public final class EncoderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderChoice.class);

    private EncoderChoice() {}

    /** What an encoder can do; empty if it is gone. */
    public static Optional<EncoderCapabilities> capabilities(Offers<VideoEncoder> offers, Offer<VideoEncoder> offer) {
        return offers.ask(offer, VideoEncoder::capabilities);
    }

    /** Why an encoder is not for the format; empty if it is. */
    static Optional<String> refusal(Offers<VideoEncoder> offers, Offer<VideoEncoder> offer, VideoFormat format) {
        try {
            return capabilities(offers, offer)
                    .map(encoder -> encoder.refusal(format))
                    .orElse(Optional.of("it is gone"));
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(e.toString());
        }
    }

    /** Why each encoder that is not for the format is not; empty if all are. */
    public static String refusals(Offers<VideoEncoder> offers, VideoFormat format) {
        List<String> reasons = new ArrayList<>();
        for (Offer<VideoEncoder> offer : offers.ranked()) {
            refusal(offers, offer, format).ifPresent(reason -> reasons.add(offer.name() + ": " + reason));
        }
        return String.join("; ", reasons);
    }

    /** Whether any encoder is for the format. */
    public static boolean hasOneFor(Offers<VideoEncoder> offers, VideoFormat format) {
        return offers.ranked().stream()
                .anyMatch(offer -> refusal(offers, offer, format).isEmpty());
    }

    /**
     * The encoder that a cast takes: the one it wants if that is there, else the best ranked; empty if there is none.
     *
     * @param wanted name or filter; null for the best ranked
     */
    public static Optional<Offer<VideoEncoder>> first(Offers<VideoEncoder> offers, String wanted) {
        return offers.answering(wanted == null ? "" : wanted)
                .or(() -> offers.ranked().stream().findFirst());
    }

    /**
     * Profiles to negotiate: those of the first encoder that all others have too, so that any of them can take over; all of the
     * first one's if they share none. Levels are the first encoder's.
     */
    public static Map<H264Profile, H264Level> profiles(Offers<VideoEncoder> offers, EncoderCapabilities first) {
        Map<H264Profile, H264Level> shared = new LinkedHashMap<>(first.profiles());
        for (Offer<VideoEncoder> offer : offers.ranked()) {
            try {
                capabilities(offers, offer)
                        .ifPresent(other ->
                                shared.keySet().retainAll(other.profiles().keySet()));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("encoder {} does not tell what it can do", offer.name(), e);
            }
        }
        return shared.isEmpty() ? first.profiles() : shared;
    }
}
