// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * How much earlier than its tick the first picture of an encoder that takes over is taken. That picture is an IDR picture and costs
 * several times what others do; begun at its tick, it would leave so much later than the one before. Belongs to the encode thread.
 */
final class HeadStart {
    /** Weight of the newest picture in what is usual. */
    private static final int SMOOTHING = 8;

    private long usualNs;
    private long leadNs;

    /** A picture was encoded that is no IDR picture. */
    void encoded(long costNs) {
        usualNs += usualNs == 0 ? costNs : (costNs - usualNs) / SMOOTHING;
    }

    /** What an encoder needs that takes over; limited, for if its picture is cheap after all, it is the next one that seems late. */
    long needed(SeatedEncoder next, long intervalNs) {
        return usualNs == 0 ? 0 : Math.max(0, Math.min(next.idrCostNs() - usualNs, intervalNs / 3));
    }

    /** The next picture has such a lead. */
    void give(long ns) {
        leadNs = ns;
    }

    /** The lead of the next picture; 0 as a rule. */
    long leadNs() {
        return leadNs;
    }
}
