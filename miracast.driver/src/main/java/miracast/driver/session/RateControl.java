// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import miracast.api.driver.DataRateStats;

/**
 * Sets the encoder's bit rate: down at once to what the link is recommended to carry, or when the sink tells of loss; up again
 * by a twentieth a second. On the event loop.
 */
final class RateControl {
    private static final double HARMFUL_LOSS = 0.05;
    private static final double CUT = 0.8;
    private static final double GROWTH = 1.05;
    /** A change that nobody sees is not worth an encoder's reconfiguration. */
    private static final double WORTH_IT = 0.02;

    private static final long LOSS_PENALTY_NS = TimeUnit.SECONDS.toNanos(5);
    /** So many seconds in a row below the least that makes a picture, and the session is over. */
    private static final int STARVED_SECONDS = 10;

    private final long minBitRate;
    private final LongConsumer encoder;
    private long maxBitRate;
    private long bitRate;
    private long noGrowthBeforeNs = Long.MIN_VALUE;
    private int starved;

    /** @param encoder told a new bit rate in bit/s */
    RateControl(long minBitRate, LongConsumer encoder) {
        this.minBitRate = minBitRate;
        this.encoder = encoder;
    }

    /** A format begins with its bit rate, which is the most from now on. */
    void start(long formatBitRate) {
        maxBitRate = formatBitRate;
        bitRate = formatBitRate;
    }

    /**
     * The link's last second.
     *
     * @param stats null if nothing is known any more
     * @return whether the link has carried too little for too long
     */
    boolean linkReported(DataRateStats stats, long nowNs) {
        if (stats == null || stats.recommendedBitRate() <= 0) {
            starved = 0;
            return false;
        }
        starved = stats.recommendedBitRate() < minBitRate ? starved + 1 : 0;
        long most = Math.min(maxBitRate, stats.recommendedBitRate());
        if (most < bitRate) {
            set(most);
        } else if (nowNs >= noGrowthBeforeNs) {
            set(Math.min(most, (long) (bitRate * GROWTH)));
        }
        return starved >= STARVED_SECONDS;
    }

    /** The sink's report on what it received. */
    void sinkReported(double fractionLost, long nowNs) {
        if (fractionLost >= HARMFUL_LOSS) {
            noGrowthBeforeNs = nowNs + LOSS_PENALTY_NS;
            set((long) (bitRate * CUT));
        }
    }

    private void set(long wanted) {
        long next = Math.max(Math.min(minBitRate, maxBitRate), wanted);
        boolean limit = next == maxBitRate || next == minBitRate;
        if (next != bitRate && (limit || Math.abs(next - bitRate) >= bitRate * WORTH_IT)) {
            bitRate = next;
            encoder.accept(next);
        }
    }
}
