// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/**
 * Follows the frame numbers and clocks of {@link miracast.api.frames.FrameMarker}s through a stream. Written by the decode
 * thread, read by any.
 */
final class MarkerTrack {
    /** Delays are counted in steps of 1 ms, the resolution of a marker's clock; longer ones as the longest. */
    private static final int LONGEST_DELAY_MS = 10_000;

    private final int[] delays = new int[LONGEST_DELAY_MS + 1];
    private long delayCount;

    private long markers;
    private long missing;
    private long outOfOrder;
    private long last = -1;
    /** Highest number so far, and which of those below it came: bit n is {@code highest - n}. */
    private long highest = -1;

    private long seen;

    /** What was found until now; delays as {@link miracast.api.sink.SinkStatistics} wants them. */
    record Findings(
            long markers, long missing, long outOfOrder, long lastMarker, double delayMedianMs, double delay99Ms) {}

    /**
     * Counts a marker. The same one again is a picture that was held, since its source stood still or had nothing newer: it is in
     * order, and how long ago it was made says nothing of the way here.
     *
     * @param frame its number, unsigned
     * @param delayMs from its clock to the arrival of the last packet; negative if the clocks disagree
     */
    synchronized void add(int frame, long delayMs) {
        long number = Integer.toUnsignedLong(frame);
        markers++;
        if (number == last) {
            return;
        }
        if (number < last) {
            outOfOrder++;
        }
        last = number;
        follow(number);
        delays[(int) Math.max(0, Math.min(LONGEST_DELAY_MS, delayMs))]++;
        delayCount++;
    }

    synchronized Findings findings() {
        return new Findings(markers, missing, outOfOrder, last, quantile(0.5), quantile(0.99));
    }

    private void follow(long number) {
        long behind = highest - number;
        if (highest < 0) {
            seen = 1;
            highest = number;
        } else if (behind < 0) {
            missing += -behind - 1;
            seen = behind > -Long.SIZE ? seen << -behind | 1 : 1;
            highest = number;
        } else if (behind < Long.SIZE && (seen >>> behind & 1) == 0) {
            // Not missing after all. One that is older than 64 stays missing.
            seen |= 1L << behind;
            missing = Math.max(0, missing - 1);
        }
    }

    private double quantile(double share) {
        if (delayCount == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * delayCount));
        long count = 0;
        int delay = -1;
        while (count < rank) {
            count += delays[++delay];
        }
        return delay;
    }
}
