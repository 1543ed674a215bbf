// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import miracast.wire.ts.ProgramClockReference;

/**
 * How much the source's clock gains or loses against ours, by when its values arrive. The network only ever delays, so the
 * earliest of many values tells. Thread-safe: the receive thread writes, any reads.
 */
final class ClockTrack {
    private static final long WINDOW_NS = 10_000_000_000L;
    private static final double NS_PER_TICK = 1000.0 / 27;

    private boolean begun;
    private long last27M;
    private double clockNs;
    private long windowNs;
    private double earliestNs;
    private double firstNs = Double.NaN;
    private double latestNs = Double.NaN;

    /** A value of the clock came. */
    synchronized void add(long value27M, long arrivalNs) {
        if (!begun) {
            begun = true;
            clockNs = arrivalNs;
            begin(arrivalNs);
        } else {
            clockNs += ProgramClockReference.distance(last27M, value27M) * NS_PER_TICK;
        }
        last27M = value27M;
        if (arrivalNs - windowNs >= WINDOW_NS) {
            latestNs = earliestNs;
            firstNs = Double.isNaN(firstNs) ? earliestNs : firstNs;
            begin(arrivalNs);
        }
        earliestNs = Math.min(earliestNs, arrivalNs - clockNs);
    }

    private void begin(long nowNs) {
        windowNs = nowNs;
        earliestNs = Double.MAX_VALUE;
    }

    /** The clock was set anew. */
    synchronized void discontinuity() {
        begun = false;
        firstNs = Double.NaN;
        latestNs = Double.NaN;
    }

    /** By how much the source's clock is behind ours since the beginning, in ms, negative if ahead; NaN before 20 s. */
    synchronized double driftMs() {
        return (latestNs - firstNs) / 1e6;
    }
}
