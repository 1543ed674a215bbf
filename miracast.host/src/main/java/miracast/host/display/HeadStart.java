// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * Keeps pictures even while one encoder takes over from another. The first picture of the new one is an IDR picture and costs
 * several times what others do; begun at its tick, it would leave so much later than the one before. So it is begun earlier, and
 * where there is no time for all of that, the two pictures before leave later: one long gap becomes three that nobody sees. Belongs
 * to the encode thread.
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

    /**
     * How much earlier than its tick the first picture of an encoder that takes over is taken: what it costs more than others, if
     * the thread has that time. Limited, for if the picture is cheap after all, it is the next one that seems late.
     */
    long lead(SeatedEncoder next, long intervalNs) {
        return Math.max(0, Math.min(dearerNs(next), Math.min(intervalNs * 2 / 3, intervalNs - usualNs)));
    }

    /**
     * How much later than others the picture before leaves, and the one before that by half of it: what the lead does not cover and
     * a little, since costs vary, but not so much that this is seen.
     */
    long delay(SeatedEncoder next, long intervalNs) {
        return Math.min((dearerNs(next) - lead(next, intervalNs)) * 5 / 4, intervalNs / 2);
    }

    private long dearerNs(SeatedEncoder next) {
        return usualNs == 0 ? 0 : Math.max(0, next.idrCostNs() - usualNs);
    }

    /** How long a picture takes that is no IDR picture. */
    long usualNs() {
        return usualNs;
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
