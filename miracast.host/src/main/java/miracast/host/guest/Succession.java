// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is taken for the next try of a cast, of services that cannot be exchanged under a running picture: the best that has not
 * failed lately, and the best of all where all have. One that is alone is taken as if it had never failed. Belongs to the control
 * loop.
 *
 * @param <S> the service's type
 */
public final class Succession<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final String castId;
    private final String kind;
    private final Offers<S> offers;
    private final Conduct conduct;
    private final LongSupplier clock;

    /** Whose turn it is since another one has failed, however long it takes the display to connect again; null for nobody. */
    private Offer<S> successor;

    /**
     * @param kind what to call such a service in log lines
     * @param clock in ns
     */
    public Succession(String castId, String kind, Offers<S> offers, Conduct conduct, LongSupplier clock) {
        this.castId = castId;
        this.kind = kind;
        this.offers = offers;
        this.conduct = conduct;
        this.clock = clock;
    }

    /** The one for the next try; empty if there is none at all. */
    public Optional<Offer<S>> take() {
        List<Offer<S>> ranked = offers.ranked();
        Offer<S> next = successor;
        successor = null;
        return ranked.stream()
                .filter(
                        next == null || ranked.stream().noneMatch(next::isSameAs)
                                ? offer -> !conduct.keepsOut(offer.id(), clock.getAsLong())
                                : offer -> offer.isSameAs(next) || hasNeverFailed(offer))
                .findFirst()
                .or(() -> ranked.stream().findFirst());
    }

    /**
     * Who is to take over from one that plays: a better ranked one that has never failed. What plays is not interrupted for one that
     * may fail again.
     */
    public Optional<Offer<S>> better(Offer<S> present) {
        return before(present).filter(this::hasNeverFailed).findFirst();
    }

    /** In whose place that one was taken, to go on a sentence with; empty if nobody better has failed. */
    public String instead(Offer<S> taken) {
        return before(taken)
                .filter(offer -> !hasNeverFailed(offer))
                .findFirst()
                .map(left -> "; by " + kind + " " + taken.name() + ", since " + left.name() + " has failed")
                .orElse("");
    }

    private Stream<Offer<S>> before(Offer<S> present) {
        return offers.ranked().stream().takeWhile(offer -> !offer.isSameAs(present));
    }

    private boolean hasNeverFailed(Offer<S> offer) {
        return conduct.failures(offer.id()) == 0;
    }

    /**
     * One has failed by its own fault. Somebody else has the next try at once only if that one has failed less often: when all have
     * had their try, there is a pause.
     *
     * @param reason a sentence
     * @param cause what it has thrown; null for nothing
     * @return who has the next try; empty if that is to wait
     */
    public Optional<Offer<S>> fails(Offer<S> culprit, String reason, Throwable cause) {
        long nowNs = clock.getAsLong();
        long pauseNs = conduct.fails(culprit.id(), nowNs);
        int failures = conduct.failures(culprit.id());
        Optional<Offer<S>> next = offers.ranked().stream()
                .filter(offer -> !offer.isSameAs(culprit) && !conduct.keepsOut(offer.id(), nowNs))
                .filter(offer -> conduct.failures(offer.id()) < failures)
                .findFirst();
        successor = next.orElse(null);
        String text = "cast " + castId + ": " + kind + " " + culprit.name() + " has failed"
                + next.map(offer -> " and is left for " + offer.name() + ", for " + seconds(pauseNs))
                        .orElse("")
                + ": " + reason;
        // Nobody need be told again before it has made up for it.
        if (failures == 1) {
            LOG.warn(text, cause);
        } else {
            LOG.info(text);
        }
        return next;
    }

    private static String seconds(long ns) {
        return TimeUnit.NANOSECONDS.toSeconds(ns) + " s";
    }
}
