// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.util.function.Supplier;
import miracast.api.VideoFormat;

/**
 * The bit rate of a session: what the driver wishes, within limits that may change while it plays. A driver that was held down by
 * the cast's limit alone and wishes all of it is taken to wish more, so that a raised limit holds at once; where link or sink held
 * it down, the limit is not what matters. Any thread.
 */
final class BitRateChoice {
    private final Supplier<BitRateLimits> limits;
    private VideoFormat format;
    private long most = Long.MAX_VALUE;
    private long wish;
    private boolean heldByLimit;

    /** @param limits asked for each choice; must not block */
    BitRateChoice(Supplier<BitRateLimits> limits) {
        this.limits = limits;
    }

    /**
     * The session has a format.
     *
     * @param sinkMost bit/s that the sink takes at most, which no limit of the cast exceeds; 0 if it takes all of its level
     * @return the bit rate in bit/s to begin with
     */
    long begin(VideoFormat newFormat, long sinkMost) {
        BitRateLimits now = limits.get();
        synchronized (this) {
            format = newFormat;
            long level = newFormat.level().maxBitRate(newFormat.profile());
            most = sinkMost == 0 ? level : Math.min(level, sinkMost);
            wish = newFormat.bitRate();
            heldByLimit = wish >= now.highest();
            return choose(now);
        }
    }

    /** The driver wishes another bit rate: the one to take. */
    long wish(long bitRate) {
        BitRateLimits now = limits.get();
        synchronized (this) {
            wish = bitRate;
            return choose(now);
        }
    }

    /** The bit rate to take now that the limits may be others. */
    long reconsider() {
        BitRateLimits now = limits.get();
        synchronized (this) {
            return choose(now);
        }
    }

    private long choose(BitRateLimits now) {
        boolean all = format != null && heldByLimit && wish >= format.bitRate();
        long wanted = all ? now.highest() : Math.min(wish, now.highest());
        return Math.min(most, Math.max(now.lowest(), wanted));
    }
}
