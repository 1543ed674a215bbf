// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * Keeps pictures even while one encoder takes over from another. The first picture of the new one is an IDR picture: it costs
 * several times what others do, and being large it takes longer to send. Begun at its tick, its end would leave so much later than
 * that of the one before. So it is begun earlier, and where there is no time for all of that, the two pictures before leave later:
 * one long gap becomes three that nobody sees. Belongs to the encode thread.
 */
final class HeadStart {
    /** Weight of the newest picture in what is usual. */
    private static final int SMOOTHING = 8;

    private long usualSendingNs;
    private long idrSendingNs;
    private long leadNs;

    /** So long it took from a whole picture's being with the driver to its last packet, which depends on its size. */
    void sent(boolean isIdr, long ns) {
        if (isIdr) {
            idrSendingNs = ns;
        } else {
            usualSendingNs = smoothed(usualSendingNs, ns);
        }
    }

    /** What is usual, after one more of it; 0 is none yet. */
    static long smoothed(long usualNs, long newestNs) {
        return usualNs == 0 ? newestNs : usualNs + (newestNs - usualNs) / SMOOTHING;
    }

    /**
     * How much earlier than its tick the first picture of an encoder that takes over is taken: what it costs more than others, if
     * the thread has that time. Limited, for if the picture is cheap after all, it is the next one that seems late.
     */
    long lead(SeatedEncoder old, SeatedEncoder next, long intervalNs) {
        return Math.max(0, Math.min(laterNs(old, next), Math.min(intervalNs * 2 / 3, intervalNs - old.usualCostNs())));
    }

    /**
     * How much later than others the picture before leaves, and the one before that by half of it: what the lead does not cover and
     * a little, since costs vary, but not so much that this is seen.
     */
    long delay(SeatedEncoder old, SeatedEncoder next, long intervalNs) {
        return Math.min((laterNs(old, next) - lead(old, next, intervalNs)) * 5 / 4, intervalNs / 2);
    }

    /** How much later the IDR picture's last packet would leave than a usual one's, were both begun at their ticks. */
    private long laterNs(SeatedEncoder old, SeatedEncoder next) {
        long usualNs = old.usualCostNs();
        return usualNs == 0 ? 0 : Math.max(0, next.idrCostNs() + idrSendingNs - usualNs - usualSendingNs);
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
