// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Up to when frames stay in a {@link ChunkRing}. Written by who publishes a frame, before its first record is; read by the reader
 * when it has seen that record.
 */
final class FrameHolds {
    /** More than may wait at a time. A power of two. */
    private static final int FRAMES = 64;

    private final LongSupplier clock;
    private final long[] numbers = new long[FRAMES];
    private final long[] untilNs = new long[FRAMES];

    /** @param clock ns */
    FrameHolds(LongSupplier clock) {
        this.clock = clock;
        Arrays.fill(numbers, -1);
    }

    /** The frame stays up to that time. */
    void put(long frame, long timeNs) {
        untilNs[slot(frame)] = timeNs;
        numbers[slot(frame)] = frame;
    }

    /** How long the frame still stays, in ns; 0 or less if it may go. */
    long restNs(long frame) {
        return numbers[slot(frame)] == frame ? untilNs[slot(frame)] - clock.getAsLong() : 0;
    }

    private static int slot(long frame) {
        return (int) frame & FRAMES - 1;
    }
}
