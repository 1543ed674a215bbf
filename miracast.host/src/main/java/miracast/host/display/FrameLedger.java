// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is known of the last frames of a session, by frame number. The encode thread writes a frame before its chunks are
 * published, so whoever has pulled one reads what belongs to it; who asks for another frame, or from another thread, gets
 * {@link #UNKNOWN} or at worst a wrong statistic and a head start that is a little off. When its last part was pulled is written
 * and read by who pulls.
 */
public final class FrameLedger {
    /** No such frame, or too long ago. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int FRAMES = 256;

    private final long[] numbers = new long[FRAMES];
    private final long[] timestamps = new long[FRAMES];
    private final long[] taken = new long[FRAMES];
    private final long[] encoding = new long[FRAMES];
    private final long[] pulled = new long[FRAMES];
    private final int[] lastParts = new int[FRAMES];
    /** Written by who sends, read by the encode thread. */
    private final AtomicLongArray sending = new AtomicLongArray(FRAMES);

    private volatile long newest = -1;

    /** A ledger without frames. */
    public FrameLedger() {
        Arrays.fill(numbers, -1);
    }

    /** A frame was taken from its source. */
    void begin(long frame, long timestampNs, long takenNs) {
        int slot = slot(frame);
        timestamps[slot] = timestampNs;
        taken[slot] = takenNs;
        encoding[slot] = takenNs;
        pulled[slot] = UNKNOWN;
        lastParts[slot] = -1;
        sending.set(slot, UNKNOWN);
        numbers[slot] = frame;
        newest = frame;
    }

    /** The frame goes into the encoder. */
    void encode(long frame, long nowNs) {
        encoding[slot(frame)] = nowNs;
    }

    /** The frame's last part is known. */
    void end(long frame, int part) {
        lastParts[slot(frame)] = part;
    }

    /** Number of the frame that was begun last; -1 if there is none. */
    long newest() {
        return newest;
    }

    /** When the frame is shown, in ns. */
    long timestampNs(long frame) {
        return knows(frame) ? timestamps[slot(frame)] : UNKNOWN;
    }

    /** When the frame went into the encoder, in ns. */
    public long encodingNs(long frame) {
        return knows(frame) ? encoding[slot(frame)] : UNKNOWN;
    }

    /** When the frame was taken from its source, in ns: the moment from which latency is counted. */
    public long takenNs(long frame) {
        return knows(frame) ? taken[slot(frame)] : UNKNOWN;
    }

    /** The frame's last part was pulled. */
    public void pulled(long frame, long nowNs) {
        pulled[slot(frame)] = nowNs;
    }

    /** When the frame's last part was pulled, in ns. */
    public long pulledNs(long frame) {
        return knows(frame) ? pulled[slot(frame)] : UNKNOWN;
    }

    /** The frame's last packet is about to leave. By who pulled. */
    public void sent(long frame, long nowNs) {
        long pulledNs = pulledNs(frame);
        if (pulledNs != UNKNOWN) {
            sending.set(slot(frame), nowNs - pulledNs);
        }
    }

    /** How long it took from pulling the frame's last part to its last packet's leaving, in ns. By the encode thread. */
    long sendingNs(long frame) {
        return knows(frame) ? sending.get(slot(frame)) : UNKNOWN;
    }

    /** Whether that part is the frame's last one. */
    public boolean isLast(long frame, int part) {
        return knows(frame) && lastParts[slot(frame)] == part;
    }

    private boolean knows(long frame) {
        return frame >= 0 && numbers[slot(frame)] == frame;
    }

    private static int slot(long frame) {
        return (int) frame & FRAMES - 1;
    }
}
