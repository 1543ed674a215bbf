// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Flyweight over successive samples: it shows memory that somebody else owns. Reused for every block of a stream; one thread at a
 * time; allocates nothing. How long the memory stays valid is said by whoever wraps it.
 */
public final class AudioBlock {
    /** Samples in a second. */
    public static final int RATE = 48_000;
    /** Octets of a sample: left and right, 16 bits each. */
    public static final int SAMPLE_OCTETS = 4;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private ByteBuffer memory;
    private int offset;
    private int samples;
    private long timestampNs;

    /**
     * Shows samples.
     *
     * @param memory direct, in the machine's byte order ({@link ByteOrder#nativeOrder()})
     * @param offset index of the first sample's first octet
     * @param samples how many, 1 or more
     * @param timestampNs when the first one is heard, in ns of {@link System#nanoTime()}
     * @throws IllegalArgumentException if the memory does not hold them, is not direct, or is of the other byte order
     */
    public AudioBlock wrap(ByteBuffer memory, int offset, int samples, long timestampNs) {
        if (!memory.isDirect()
                || memory.order() != ByteOrder.nativeOrder()
                || offset < 0
                || samples < 1
                || offset + (long) samples * SAMPLE_OCTETS > memory.limit()) {
            throw new IllegalArgumentException(
                    samples + " samples from " + offset + " on do not lie in " + memory + " of " + memory.order());
        }
        this.memory = memory;
        this.offset = offset;
        this.samples = samples;
        this.timestampNs = timestampNs;
        return this;
    }

    /** The memory, read with absolute indices. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Where in {@link #memory()} the samples begin. */
    public int offset() {
        return offset;
    }

    /** How many samples there are; 0 before the first wrap. */
    public int samples() {
        return samples;
    }

    /** When the first sample is heard, in ns of {@link System#nanoTime()}. */
    public long timestampNs() {
        return timestampNs;
    }

    /** The left half of a sample, counted from 0. */
    public short left(int index) {
        return memory.getShort(offset + index * SAMPLE_OCTETS);
    }

    /** The right half of a sample, counted from 0. */
    public short right(int index) {
        return memory.getShort(offset + index * SAMPLE_OCTETS + 2);
    }

    /** How long so many samples last, in ns. */
    public static long durationNs(long samples) {
        return samples * NS_PER_SECOND / RATE;
    }

    /** How many whole samples a time has, rounded down. */
    public static long samples(long ns) {
        return Math.floorDiv(ns * (RATE / 1000), NS_PER_SECOND / 1000);
    }
}
