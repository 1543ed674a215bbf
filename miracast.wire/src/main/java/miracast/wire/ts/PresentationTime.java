// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/** The five octets of a PTS or DTS in a PES header (ISO/IEC 13818-1, 2.4.3.7): 33 bits at 90 kHz between marker bits. */
public final class PresentationTime {
    /** Octets of a time stamp. */
    public static final int LENGTH = 5;
    /** Ticks of 90 kHz after which a time stamp begins anew. */
    public static final long MODULUS_90K = 1L << 33;
    /** Prefix of a PTS that no DTS follows. */
    public static final int PREFIX_PTS_ONLY = 2;

    private PresentationTime() {}

    /** The time stamp at a time of a monotonic clock. */
    public static long ofNanoseconds(long ns) {
        // In parts, since ns * 9 overflows after thirty years of uptime.
        long ticks = Math.floorDiv(ns, 100_000L) * 9 + Math.floorMod(ns, 100_000L) * 9 / 100_000;
        return ticks & MODULUS_90K - 1;
    }

    /**
     * Writes a time stamp.
     *
     * @param prefix the four bits on top: 2 for a lone PTS, 3 for a PTS before a DTS, 1 for a DTS
     */
    public static void put(ByteBuffer buffer, int offset, int prefix, long time90k) {
        buffer.put(offset, (byte) (prefix << 4 | time90k >> 29 & 0x0E | 1));
        buffer.putShort(offset + 1, (short) (time90k >> 14 & 0xFFFE | 1));
        buffer.putShort(offset + 3, (short) (time90k << 1 & 0xFFFE | 1));
    }

    /** Reads a time stamp; prefix and marker bits are ignored. */
    public static long get(ByteBuffer buffer, int offset) {
        return (buffer.get(offset) & 0x0EL) << 29
                | (buffer.getShort(offset + 1) & 0xFFFEL) << 14
                | (buffer.getShort(offset + 3) & 0xFFFEL) >> 1;
    }

    /** How far {@code second} is ahead of {@code first} in 90 kHz ticks, negative if behind, across the wrap. */
    public static long distance(long first, long second) {
        return second - first << 31 >> 31;
    }
}
