// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import miracast.api.driver.DataRateListener;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.WfdConnectionStats;
import miracast.host.statistics.CastMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.FrameCounters;
import wfd.api.LinkRates;
import wfd.api.WfdStats;

/**
 * Tells a driver once a second how the link fares. A second in which the driver has not returned from the one before is left out.
 */
final class DataRates {
    private static final Logger LOG = LoggerFactory.getLogger(DataRates.class);

    private final String castId;
    private final Supplier<WfdStats> link;
    private final CastMeter meter;
    private final Executor executor;

    private volatile DataRateListener listener;
    /** Complete when nobody is being told. */
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
    /** The next two belong to whoever is to complete {@link #told}. */
    private FrameCounters before;

    private boolean known;

    /** @param executor runs the driver's listener, which may block it */
    DataRates(String castId, Supplier<WfdStats> link, CastMeter meter, Executor executor) {
        this.castId = castId;
        this.link = link;
        this.meter = meter;
        this.executor = executor;
    }

    /** What is known of the link's rates now. */
    static WfdConnectionStats connection(WfdStats stats) {
        return stats.rates()
                .map(rates -> new WfdConnectionStats(rates.current(), rates.localMaximum(), rates.remoteMaximum()))
                .orElse(WfdConnectionStats.UNKNOWN);
    }

    /** @throws IllegalStateException if one is registered already */
    synchronized void register(DataRateListener newListener) {
        if (newListener != null && listener != null) {
            throw new IllegalStateException("a data rate listener of cast " + castId + " is registered already");
        }
        listener = newListener;
    }

    /** Forgets the listener. Completes when neither it nor the link is in use any more. */
    synchronized CompletableFuture<Void> end() {
        listener = null;
        return told;
    }

    /** A second has passed. Does not wait. */
    void second() {
        CompletableFuture<Void> telling = begin();
        if (telling == null) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    tell();
                } catch (RuntimeException | Error e) {
                    LOG.warn("cast {}: the driver's data rate listener failed", castId, e);
                } finally {
                    telling.complete(null);
                }
            });
        } catch (RuntimeException | Error e) {
            // Out of threads, as a rule; the end of the session waits for this.
            LOG.error("cast {}: the driver cannot be told the data rates now", castId, e);
            telling.complete(null);
        }
    }

    /** To be completed by the caller; null if nobody is to be told now. */
    private synchronized CompletableFuture<Void> begin() {
        if (listener == null || !told.isDone()) {
            return null;
        }
        told = new CompletableFuture<>();
        return told;
    }

    private void tell() {
        DataRateListener present = listener;
        if (present == null) {
            return;
        }
        WfdStats stats = link.get();
        Optional<LinkRates> rates = stats.rates();
        if (rates.isPresent()) {
            known = true;
            present.dataRate(difference(rates.get(), stats.frames()));
        } else if (known) {
            known = false;
            present.dataRate(null);
        }
    }

    private DataRateStats difference(LinkRates rates, Optional<FrameCounters> counters) {
        FrameCounters now = counters.orElse(new FrameCounters(0, 0, 0, 0));
        FrameCounters then = before == null ? now : before;
        before = now;
        DataRateStats difference = new DataRateStats(
                rates.current(),
                rates.localMaximum(),
                now.sentWithoutRetry() - then.sentWithoutRetry(),
                now.failed() - then.failed(),
                now.retriedOnce() - then.retriedOnce(),
                now.retriedMore() - then.retriedMore());
        meter.link(difference.retriedOnce() + difference.retriedMore(), difference.failed());
        return difference;
    }
}
