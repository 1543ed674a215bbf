// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

/**
 * How much earlier than its tick an encoder that takes over begins its first picture. That is an IDR picture: it costs several
 * times what others do, and being large it takes longer to send. Begun at its tick, its end would leave so much later than that of
 * the one before. Belongs to the encode thread.
 */
final class HeadStart {
    /** What is usual changes by one of so many ns that the newest picture took longer. */
    private static final int LONGER = 8;
    /** By one of so many that it took less. */
    private static final int SHORTER = 2;

    private long usualSendingNs;
    private long idrSendingNs;

    /** So long it took from a whole picture's being with the driver to its last packet, which depends on its size. */
    void sent(boolean isIdr, long ns) {
        if (isIdr) {
            idrSendingNs = ns;
        } else {
            usualSendingNs = smoothed(usualSendingNs, ns);
        }
    }

    /** What is usual, after one more of it; 0 is none yet. Longer ones count little: something else held them up. */
    static long smoothed(long usualNs, long newestNs) {
        return usualNs == 0 ? newestNs : usualNs + (newestNs - usualNs) / (newestNs > usualNs ? LONGER : SHORTER);
    }

    /**
     * The head start: by how much the picture would be late without it, if the thread has that time. Limited, since what is shown
     * is that much older.
     *
     * @param usualNs what a picture costs the encoder before that is no IDR picture; 0 if nobody knows
     */
    long lead(long usualNs, SeatedEncoder next, long intervalNs) {
        return Math.max(0, Math.min(laterNs(usualNs, next), Math.min(intervalNs * 2 / 3, intervalNs - usualNs)));
    }

    /** How much longer it takes to send an IDR picture. */
    long longerSendingNs() {
        return Math.max(0, idrSendingNs - usualSendingNs);
    }

    /** How much later the IDR picture's last packet would leave than a usual one's, were both begun at their ticks. */
    private long laterNs(long usualNs, SeatedEncoder next) {
        return usualNs == 0 ? 0 : Math.max(0, next.idrCostNs() + idrSendingNs - usualNs - usualSendingNs);
    }
}
