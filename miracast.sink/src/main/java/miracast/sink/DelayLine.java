// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Keeps each datagram for a time between nothing and the longest delay, without changing their order: jitter of bad air. Receive
 * thread. Memory grows with what is under way up to a bound; then the oldest leaves early.
 */
final class DelayLine implements DatagramTarget {
    /** 16 MiB, or 10 s at 13 Mbit/s. */
    private static final int CAPACITY = 8192;

    private final SplittableRandom random;
    private long longestNs;
    private final DatagramTarget next;
    private final ByteBuffer[] buffers = new ByteBuffer[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final long[] dueNs = new long[CAPACITY];
    private long head;
    private long tail;

    DelayLine(long seed, int longestMs, DatagramTarget next) {
        this.random = new SplittableRandom(seed);
        this.longestNs = longestMs * 1_000_000L;
        this.next = next;
    }

    /** Another longest delay from now on. Order is kept: what comes goes after what waits. */
    void longestMs(int longestMs) {
        longestNs = longestMs * 1_000_000L;
    }

    @Override
    public void datagram(ByteBuffer buffer, int length, long arrivalNs) {
        if (longestNs == 0 && tail == head) {
            next.datagram(buffer, length, arrivalNs);
            return;
        }
        if (tail - head == CAPACITY) {
            release(arrivalNs);
        }
        long due = arrivalNs + (longestNs == 0 ? 0 : random.nextLong(longestNs + 1));
        if (tail > head) {
            long before = dueNs[slot(tail - 1)];
            due = due - before < 0 ? before : due;
        }
        int slot = slot(tail++);
        if (buffers[slot] == null) {
            buffers[slot] = ByteBuffer.allocateDirect(MAX_LENGTH);
        }
        buffers[slot].put(0, buffer, 0, length);
        lengths[slot] = length;
        dueNs[slot] = due;
    }

    /** Hands on what is due. */
    void poll(long nowNs) {
        while (tail > head && dueNs[slot(head)] - nowNs <= 0) {
            release(nowNs);
        }
    }

    /** Time until the next one is due, in ns; {@link Long#MAX_VALUE} if there is none. */
    long untilDueNs(long nowNs) {
        return tail > head ? Math.max(0, dueNs[slot(head)] - nowNs) : Long.MAX_VALUE;
    }

    /** Hands on all. */
    void flush(long nowNs) {
        while (tail > head) {
            release(nowNs);
        }
    }

    private void release(long nowNs) {
        int slot = slot(head++);
        next.datagram(buffers[slot], lengths[slot], nowNs);
    }

    private static int slot(long index) {
        return (int) (index & CAPACITY - 1);
    }
}
