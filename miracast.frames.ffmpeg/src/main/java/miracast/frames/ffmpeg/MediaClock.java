// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

/**
 * Tells how far a recording is, by the ticks of a cast. Ticks come with jitter, but on a grid of the mode's interval: each is moved
 * to its place on the grid, so that a picture is never skipped or doubled because a thread woke up late; the grid itself follows
 * slowly. All times in ns. One thread.
 */
final class MediaClock {
    /** How much of a tick's distance from the grid moves the grid: one part in this many. */
    private static final int INERTIA = 16;

    private final long intervalNs;
    private boolean running;
    /** The place on the grid of the last tick, and how far the recording was then. */
    private long gridNs;

    private long mediaNs;

    /** @param intervalNs time between two ticks */
    MediaClock(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /** Moves on to a tick; the first one is the beginning. Gives how far the recording is. */
    long tick(long timeNs) {
        if (!running) {
            running = true;
            gridNs = timeNs;
            return mediaNs;
        }
        long ticks = Math.floorDiv(timeNs - gridNs + intervalNs / 2, intervalNs);
        if (ticks > 0) {
            advance(ticks * intervalNs);
            advance((timeNs - gridNs) / INERTIA);
        }
        return mediaNs;
    }

    private void advance(long ns) {
        gridNs += ns;
        mediaNs += ns;
    }

    /** The recording was held up, and goes on from there. */
    void moveTo(long otherMediaNs) {
        mediaNs = otherMediaNs;
    }

    /** The time of the cast at which the recording is at a place. */
    long timeOf(long otherMediaNs) {
        return gridNs + otherMediaNs - mediaNs;
    }
}
