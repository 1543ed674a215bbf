// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

/**
 * When captured samples were heard, on the system's clock, however late the thread comes that reads them: the line of time is the
 * device's own, or that of the samples themselves where it has none, and how it lies to the system's is what the least late of the
 * last second or two tell. So it follows clocks that drift, and samples that a device has lost, and a thread that was held up shifts
 * nothing. All times in ns. One thread.
 */
final class CaptureTime {
    /** Looked back at is this much of both clocks, and up to as much again: what waited and is read in a hurry does not count. */
    static final long WINDOW_NS = 1_000_000_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private long nextNs = Timeline.NONE;
    private long windowLineNs;
    private long windowSystemNs;
    private long leastNs = UNKNOWN;
    private long leastBeforeNs = UNKNOWN;

    /**
     * Places samples that were just read.
     *
     * @param toldNs the device's time of the first one, or {@link Timeline#NONE}
     * @param lengthNs how long they last
     * @param nowNs of the system's clock
     * @return when the first one was heard
     */
    long heardNs(long toldNs, long lengthNs, long nowNs) {
        boolean begins = nextNs == Timeline.NONE;
        long lineNs = toldNs != Timeline.NONE ? toldNs : begins ? 0 : nextNs;
        if (begins || Math.abs(lineNs - nextNs) > WINDOW_NS) {
            // What was before says nothing.
            leastNs = UNKNOWN;
            open(lineNs, nowNs);
        } else if (lineNs >= windowLineNs + WINDOW_NS && nowNs >= windowSystemNs + WINDOW_NS) {
            open(lineNs, nowNs);
        }
        nextNs = lineNs + lengthNs;
        leastNs = Math.min(leastNs, nowNs - nextNs);
        return lineNs + Math.min(leastNs, leastBeforeNs);
    }

    private void open(long lineNs, long nowNs) {
        windowLineNs = lineNs;
        windowSystemNs = nowNs;
        leastBeforeNs = leastNs;
        leastNs = UNKNOWN;
    }
}
