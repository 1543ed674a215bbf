// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Arrays;
import miracast.wire.ts.PresentationTime;

/**
 * How far sound is from the pictures that it belongs to, by presentation times: compares when flashes of
 * {@link miracast.api.frames.FrameMarker}s are to be seen with when beeps are to be heard. Thread-safe: the decode thread tells of
 * flashes, the receive thread of beeps, any thread reads.
 */
final class SyncTrack {
    /** A beep that is further off belongs to another flash. */
    private static final double FURTHEST_MS = 400;

    private static final double STEP_MS = 0.05;
    private static final double TICKS_PER_MS = 90;
    private static final double SAMPLES_PER_MS = 48;
    /** Pairs at either end of which a drift is the difference. */
    private static final int ENDS = 60;
    /** Fewer pairs say nothing about a drift. */
    private static final int FEWEST_FOR_DRIFT = 10;
    /** Flashes and beeps that wait for the other: decoding may be seconds behind. */
    private static final int WAITING = 16;

    private final int[] offsets = new int[(int) (2 * FURTHEST_MS / STEP_MS) + 1];
    private final double[] first = new double[ENDS];
    private final double[] last = new double[ENDS];
    private final long[] flashes = new long[WAITING];
    private final long[] beeps = new long[WAITING];
    private final int[] beepSamples = new int[WAITING];
    private int flashCount;
    private int beepCount;
    private int pairs;
    private long cut;
    private double largestMs;

    /**
     * What was found until now, in ms; positive if sound is later. NaN if there was nothing.
     *
     * @param pairs flashes that had a whole beep
     * @param cut beeps that were not whole
     * @param medianMs median of how far sound is off
     * @param largestMs the one that is furthest off
     * @param driftMs how much more it is off at the end than at the beginning
     */
    record Findings(int pairs, long cut, double medianMs, double largestMs, double driftMs) {}

    /** The first picture of a flash is to be seen. */
    synchronized void flash(long pts90k) {
        for (int i = 0; i < beepCount; i++) {
            double offMs = offMs(pts90k, beeps[i], beepSamples[i]);
            if (Math.abs(offMs) < FURTHEST_MS) {
                add(offMs);
                beepCount = forget(beeps, beepCount, i);
                System.arraycopy(beepSamples, i + 1, beepSamples, 0, beepCount);
                return;
            }
        }
        if (flashCount == WAITING) {
            flashCount = forget(flashes, flashCount, 0);
        }
        flashes[flashCount++] = pts90k;
    }

    /** A whole beep is to be heard, so many samples after a presentation time. */
    synchronized void beep(long pts90k, int samples) {
        for (int i = 0; i < flashCount; i++) {
            double offMs = offMs(flashes[i], pts90k, samples);
            if (Math.abs(offMs) < FURTHEST_MS) {
                add(offMs);
                flashCount = forget(flashes, flashCount, i);
                return;
            }
        }
        if (beepCount == WAITING) {
            beepCount = forget(beeps, beepCount, 0);
            System.arraycopy(beepSamples, 1, beepSamples, 0, beepCount);
        }
        beepSamples[beepCount] = samples;
        beeps[beepCount++] = pts90k;
    }

    /** There was a beep, but not all of it. */
    synchronized void cut() {
        cut++;
    }

    private static double offMs(long flash90k, long beep90k, int samples) {
        return PresentationTime.distance(flash90k, beep90k) / TICKS_PER_MS + samples / SAMPLES_PER_MS;
    }

    /** Forgets one that waited, and those before it; how many are left. */
    private static int forget(long[] waiting, int count, int index) {
        int left = count - index - 1;
        System.arraycopy(waiting, index + 1, waiting, 0, left);
        return left;
    }

    private void add(double offMs) {
        if (pairs < ENDS) {
            first[pairs] = offMs;
        }
        last[pairs % ENDS] = offMs;
        pairs++;
        offsets[(int) Math.round((offMs + FURTHEST_MS) / STEP_MS)]++;
        if (Math.abs(offMs) > Math.abs(largestMs)) {
            largestMs = offMs;
        }
    }

    synchronized Findings findings() {
        return new Findings(pairs, cut, median(), pairs == 0 ? Double.NaN : largestMs, drift());
    }

    private double median() {
        int count = 0;
        for (int i = 0; i < offsets.length; i++) {
            count += offsets[i];
            if (2 * count > pairs) {
                return i * STEP_MS - FURTHEST_MS;
            }
        }
        return Double.NaN;
    }

    private double drift() {
        int size = Math.min(ENDS, pairs / 2);
        if (size < FEWEST_FOR_DRIFT / 2) {
            return Double.NaN;
        }
        double[] end = new double[size];
        for (int i = 0; i < size; i++) {
            end[i] = last[(pairs - size + i) % ENDS];
        }
        return middle(end) - middle(Arrays.copyOf(first, size));
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
