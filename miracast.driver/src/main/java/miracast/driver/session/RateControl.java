// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.concurrent.TimeUnit;
import miracast.api.VideoFormat;
import miracast.api.driver.DataRateStats;

/**
 * Keeps a stream within what its link carries: lowers the bit rate, then the frame rate, then the mode; quickly down, slowly up.
 * On the event loop only, which hands in every signal with its time; there are no clocks and no locks here.
 *
 * <p>Down: at once to what the link is recommended to carry; to nine tenths of what arrived when the sink reports loss; to eight
 * tenths of what leaves when packets wait for the network; to seven tenths when frames are dropped before they are encoded,
 * since the network does not take what is sent. Up: by {@value #GROWTH} a second, but by {@value #PROBING} around the rate that
 * last was too much.
 *
 * <p>A rate of fewer than {@value #FULL_BITS} bits per 1000 pixels of the mode halves the frame rate, if the sink lets frames be
 * left out, one of fewer than
 * {@value #MODE_BITS} asks for a smaller mode.
 */
final class RateControl {
    /** What the control sets. */
    interface Outcome {
        /** @param bitRate of the encoder, in bit/s, as counted at the mode's own frame rate */
        void bitRate(long bitRate);

        /**
         * @param share of the mode's frames that are to be made: all of them for 1, every second one for 2
         * @param bitRate bit/s that there are for them
         */
        void frameShare(int share, long bitRate);

        /**
         * Another mode is wanted: a smaller one, or the first one again. If the sink need not be asked, it may {@linkplain #start
         * begin} before this returns.
         *
         * @param bitRate bit/s that there are for it
         * @return whether one is being proposed to the sink
         */
        boolean mode(long bitRate);
    }

    static final double GROWTH = 1.5;
    static final double PROBING = 1.1;
    static final int FULL_BITS = 30;
    static final int MODE_BITS = 12;

    private static final int FULL_AGAIN_BITS = 40;
    private static final int LARGE_AGAIN_BITS = 60;
    /** Between these shares of the rate that was too much, growth is careful. */
    private static final double NEAR_BELOW = 0.9;

    private static final double NEAR_ABOVE = 1.2;
    private static final double HARMFUL_LOSS = 0.05;
    private static final double CUT_BY_LOSS = 0.8;
    private static final double CUT_BY_DROPS = 0.7;
    private static final double CUT_BY_WAITING = 0.95;
    /** Of what the network carries: what waits already has to leave, too. */
    private static final double CARRIED = 0.8;

    private static final double CUT_BY_REQUESTS = 0.85;
    /** Of what arrived: leaves room for what waits in the network. */
    private static final double ARRIVED = 0.9;
    /** A change that nobody sees is not worth an encoder's reconfiguration. */
    private static final double WORTH_IT = 0.02;

    /** One cause gives several signs; this long they count as one. */
    private static final long ONE_CAUSE_NS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long HOLD_NS = TimeUnit.SECONDS.toNanos(2);
    /** IDR requests that come no further apart are loss; a single one may be a viewer who zaps. */
    private static final long REQUESTS_NS = TimeUnit.SECONDS.toNanos(3);

    /** A sink that reported within this time reports. */
    private static final long REPORTS_NS = TimeUnit.SECONDS.toNanos(10);

    private static final int STARVED_SECONDS = 10;
    private static final int SMALLER_SECONDS = 3;
    private static final int LARGER_SECONDS = 10;
    private static final int FULL_SECONDS = 3;

    private final long minBitRate;
    private final Outcome outcome;
    private VideoFormat first;
    private VideoFormat format;
    private long wanted;
    private long longestSkipNs;
    private long told;
    private long linkBitRate = Long.MAX_VALUE;
    private long tooMuch;
    private int share = 1;
    private boolean modeAsked;
    private boolean modeFixed;
    private boolean cutOnce;
    private long cutNs;
    private boolean reportedOnce;
    private long reportedNs;
    private boolean askedOnce;
    private long requestNs;
    private boolean lossy;
    private int starved;
    private int secondsFull;
    private int secondsSmall;
    private int secondsLarge;

    /** @param minBitRate bit/s below which the encoder is never set */
    RateControl(long minBitRate, Outcome outcome) {
        this.minBitRate = minBitRate;
        this.outcome = outcome;
    }

    /**
     * A format begins, with every frame of it: at its bit rate, which is the most there is, or at the present one if a stream runs
     * already. One that was not asked for here is what is wanted from now on.
     *
     * @param newLongestSkipNs how far apart the sink lets pictures be where some are left out; 0 for none
     */
    void start(VideoFormat newFormat, long newLongestSkipNs) {
        longestSkipNs = newLongestSkipNs;
        boolean begins = first == null;
        if (!modeAsked) {
            first = newFormat;
        }
        modeAsked = false;
        format = newFormat;
        secondsFull = 0;
        secondsSmall = 0;
        secondsLarge = 0;
        share = 1;
        told = newFormat.bitRate();
        set(begins ? newFormat.bitRate() : wanted);
    }

    /** The present mode is wanted from now on, and no larger one that the stream began with. */
    void modeStays() {
        first = format;
    }

    /** What was asked by {@link Outcome#mode} is not to be had, and is not asked for again. */
    void modeRefused() {
        modeAsked = false;
        modeFixed = true;
    }

    /** bit/s that the link is recommended to carry; 0 if that is not known. */
    long linkBitRate() {
        return linkBitRate == Long.MAX_VALUE ? 0 : linkBitRate;
    }

    /** bit/s that the stream is to have now. */
    long bitRate() {
        return wanted;
    }

    /**
     * The link's last second.
     *
     * @param stats null if nothing is known any more
     * @return whether the link has carried less than the least for too long
     */
    boolean linkReported(DataRateStats stats) {
        boolean known = stats != null && stats.recommendedBitRate() > 0;
        linkBitRate = known ? stats.recommendedBitRate() : Long.MAX_VALUE;
        if (linkBitRate < wanted) {
            set(linkBitRate);
        }
        if (known) {
            starved = linkBitRate < minBitRate ? starved + 1 : 0;
        }
        return starved >= STARVED_SECONDS;
    }

    /**
     * The sink's report on what it received.
     *
     * @param fractionLost share of the packets since the last one that were lost, 0 to 1
     * @param sentBitRate bit/s that were sent since the last one; 0 if that is not known
     */
    void sinkReported(double fractionLost, long sentBitRate, long nowNs) {
        reportedOnce = true;
        reportedNs = nowNs;
        if (fractionLost < HARMFUL_LOSS) {
            return;
        }
        lossy = true;
        double arrived = sentBitRate == 0 ? Double.MAX_VALUE : sentBitRate * (1 - fractionLost) * ARRIVED;
        cut(Math.min(wanted * CUT_BY_LOSS, arrived), nowNs);
    }

    /**
     * What is sent waits for the network.
     *
     * @param carriedBitRate bit/s of pictures that it carried meanwhile, which is all that it can
     */
    void carried(long carriedBitRate, long nowNs) {
        lossy = true;
        double enough = carriedBitRate * CARRIED;
        if (enough < wanted * CUT_BY_LOSS) {
            // So far beyond that no cut before this was for the same cause.
            cutOnce = false;
        }
        if (cut(Math.min(wanted * CUT_BY_WAITING, enough), nowNs)) {
            tooMuch = Math.max(wanted, carriedBitRate);
        }
    }

    /** Frames were dropped, or packets refused by the system: the network does not take what is sent. */
    void congested(long nowNs) {
        lossy = true;
        cut(wanted * CUT_BY_DROPS, nowNs);
    }

    /**
     * The sink wanted an IDR picture, which it does when it lost something. How much that was it does not say: it counts only for
     * a sink that does not report, and lowers the bit rate to half of the most and no further.
     */
    void idrRequested(long nowNs) {
        if (reportedOnce && nowNs - reportedNs < REPORTS_NS) {
            return;
        }
        boolean again = askedOnce && nowNs - requestNs < REQUESTS_NS && nowNs - requestNs > ONE_CAUSE_NS;
        if (!askedOnce || nowNs - requestNs > ONE_CAUSE_NS) {
            askedOnce = true;
            requestNs = nowNs;
        }
        if (again) {
            cut(Math.max(wanted * CUT_BY_REQUESTS, Math.min(wanted, format.bitRate() / 2)), nowNs);
        }
    }

    /** Whether it has: not again for the same cause. */
    private boolean cut(double bitRate, long nowNs) {
        if (cutOnce && nowNs - cutNs < ONE_CAUSE_NS) {
            return false;
        }
        cutOnce = true;
        cutNs = nowNs;
        tooMuch = wanted;
        set((long) bitRate);
        // What was far too much tells little about what is enough.
        tooMuch = Math.min(tooMuch, (long) (wanted / ARRIVED));
        return true;
    }

    /**
     * A second has passed while the sink plays.
     *
     * @return whether even the least has been too much for too long
     */
    boolean second(long nowNs) {
        if (linkBitRate == Long.MAX_VALUE) {
            starved = lossy && wanted <= minBitRate ? starved + 1 : 0;
        }
        lossy = false;
        if (!cutOnce || nowNs - cutNs >= HOLD_NS) {
            set(grown());
        }
        considerFrames();
        considerMode();
        return starved >= STARVED_SECONDS;
    }

    /** Not in one leap over the rate that was too much. */
    private long grown() {
        double nearNow = tooMuch * NEAR_BELOW;
        if (wanted < nearNow) {
            return (long) Math.min(wanted * GROWTH, Math.max(wanted * PROBING, nearNow));
        }
        return (long) (wanted * (wanted <= tooMuch * NEAR_ABOVE ? PROBING : GROWTH));
    }

    private void set(long bitRate) {
        wanted = bounded(bitRate);
        if (share == 1 && bits(wanted, format) < FULL_BITS && mayHalve()) {
            share(2);
        }
        tell();
    }

    private boolean mayHalve() {
        return 2 * format.mode().frameIntervalNs() <= longestSkipNs;
    }

    private long bounded(long bitRate) {
        long most = Math.min(format.bitRate(), linkBitRate);
        return Math.max(Math.min(minBitRate, format.bitRate()), Math.min(most, bitRate));
    }

    /** An encoder spreads its bit rate over the frames of the mode: if only some are made, it is told more. */
    private void tell() {
        long next = Math.min(format.bitRate(), wanted * share);
        boolean limit = next == format.bitRate() || wanted == minBitRate;
        if (next != told && (limit || Math.abs(next - told) >= told * WORTH_IT)) {
            told = next;
            outcome.bitRate(next);
        }
    }

    private void considerFrames() {
        secondsFull = share > 1 && bits(wanted, format) >= FULL_AGAIN_BITS ? secondsFull + 1 : 0;
        if (secondsFull >= FULL_SECONDS) {
            secondsFull = 0;
            share(1);
            tell();
        }
    }

    private void share(int newShare) {
        share = newShare;
        outcome.frameShare(newShare, wanted);
    }

    private void considerMode() {
        boolean isFirst = format.mode().equals(first.mode());
        secondsSmall = bits(wanted, format) < MODE_BITS ? secondsSmall + 1 : 0;
        secondsLarge = !isFirst && bits(wanted, first) >= LARGE_AGAIN_BITS ? secondsLarge + 1 : 0;
        if (!modeFixed && !modeAsked && (secondsSmall >= SMALLER_SECONDS || secondsLarge >= LARGER_SECONDS)) {
            secondsSmall = 0;
            secondsLarge = 0;
            // Before the call, since the mode may begin within it; that ends the asking.
            modeAsked = true;
            if (!outcome.mode(wanted)) {
                modeAsked = false;
            }
        }
    }

    /** Bits per 1000 pixels. */
    private static double bits(long bitRate, VideoFormat format) {
        return bitRate * 1000.0 / format.mode().pixelRate();
    }
}
