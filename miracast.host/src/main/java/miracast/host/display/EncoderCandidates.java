// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoFormat;
import miracast.api.cast.CastLogEntry;
import miracast.api.encoder.VideoEncoder;
import miracast.host.guest.Conduct;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which encoders a cast may take now: those for the format that are not left out for their conduct. Belongs to the seat's worker. */
final class EncoderCandidates {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderCandidates.class);

    private final Stage stage;
    private final Offers<VideoEncoder> offers;
    private final Conduct conduct;

    private String failure = "";
    /** Which wanted encoder is known not to be there; null for none. */
    private String absent;
    /** Which one was told to be used instead. */
    private long insteadId;

    EncoderCandidates(Stage stage, Offers<VideoEncoder> offers) {
        this.stage = stage;
        this.offers = offers;
        conduct = stage.conduct();
    }

    /**
     * The one to take: the wanted one if it may be taken, else the best ranked of those that may.
     *
     * @param wanted name or filter; null for the best ranked
     */
    Optional<Offer<VideoEncoder>> best(VideoFormat format, String wanted) {
        Offer<VideoEncoder> best = null;
        for (Offer<VideoEncoder> offer : offers.ranked()) {
            if (isFit(offer, format)) {
                if (wanted == null || offer.answersTo(wanted)) {
                    return Optional.of(offer);
                }
                best = best == null ? offer : best;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The best one is in use: told if that is because the one that is wanted is not there, once for each that is used instead.
     * Nobody has to act: the display plays.
     *
     * @param wanted name or filter; null for the best ranked
     */
    void makesDo(Offer<VideoEncoder> inUse, String wanted) {
        boolean isThere = wanted == null || offers.answering(wanted).isPresent();
        if (!isThere && !(wanted.equals(absent) && inUse.id() == insteadId)) {
            String text = offers.absence(wanted, wanted) + "; " + inUse.name() + " is used instead";
            LOG.info("cast {}: encoder {}", stage.castId(), text);
            stage.listener().part(CastLogEntry.Kind.ENCODER_FAILED, wanted, text, 0, 0);
        }
        absent = isThere ? null : wanted;
        insteadId = inUse.id();
    }

    private boolean isFit(Offer<VideoEncoder> offer, VideoFormat format) {
        return !conduct.keepsOut(offer.id(), stage.clock().getAsLong())
                && EncoderChoice.refusal(offers, offer, format).isEmpty();
    }

    /** Leaves an encoder out for a while, and tells that. */
    void keepOut(Offer<VideoEncoder> offer, String reason) {
        long pauseNs = conduct.fails(offer.id(), stage.clock().getAsLong());
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
                        conduct.failures(offer.id()),
                        pauseNs);
    }

    /**
     * Who has not returned from a call that was left behind is not called again: that is one more failure at each try.
     *
     * @param seated the one in use, which is judged by what it does; null if there is none
     */
    void keepOutWhoHangs(VideoFormat format, Offer<VideoEncoder> seated) {
        for (Offer<VideoEncoder> offer : offers.ranked()) {
            String obstacle = conduct.obstacle(offer.id());
            if (!obstacle.isEmpty() && !offer.isSameAs(seated) && isFit(offer, format)) {
                keepOut(offer, obstacle);
            }
        }
    }

    /** Why there is none. */
    String absence(VideoFormat format) {
        String reasons = EncoderChoice.refusals(offers, format);
        return "no encoder for " + format.mode() + (reasons.isEmpty() ? "" : ": " + reasons)
                + (failure.isEmpty() ? "" : "; last failure: " + failure);
    }
}
