// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import miracast.api.frames.FrameMarker;

/**
 * When the flashes of a pattern begin, for the sound that beeps with them: one a second. Pictures tell of each flash as they draw
 * it; sound, which is made ahead of them, takes the ones that follow from that. Thread-safe; the monitor is held for moments only.
 */
final class Beat {
    /** Between the beginnings of two flashes. */
    static final long PERIOD_NS = 1_000_000_000;
    /** How long a flash lasts, and its beep. */
    static final long LENGTH_NS = FrameMarker.FLASH_NS;
    /** {@link #sinceNs}: there is no flash. */
    static final long NONE = -1;

    /** Ticks lie on a grid: what is further off is another grid. */
    private static final long SAME_NS = 1000;

    private boolean known;
    private long flashNs;
    private long fromNs;

    /** A flash begins. */
    synchronized void flash(long timeNs) {
        long off = Math.floorMod(timeNs - flashNs + PERIOD_NS / 2, PERIOD_NS) - PERIOD_NS / 2;
        if (!known || Math.abs(off) > SAME_NS) {
            // Of this one the sound may have been made already: the next one is the first that is heard, as a whole.
            fromNs = timeNs + PERIOD_NS / 2;
            flashNs = timeNs;
            known = true;
        }
    }

    /** How long before a time the last flash began, in ns; {@link #NONE} if there was none. */
    synchronized long sinceNs(long timeNs) {
        return known && timeNs >= fromNs ? Math.floorMod(timeNs - flashNs, PERIOD_NS) : NONE;
    }
}
