// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * The six octets of a program clock reference (ISO/IEC 13818-1, 2.4.3.5): 33 bits of base at 90 kHz, six ones, 9 bits of
 * extension at 27 MHz. In Java it is one number of 27 MHz ticks: base times 300 plus extension.
 */
public final class ProgramClockReference {
    /** Octets of a PCR. */
    public static final int LENGTH = 6;
    /** Ticks of 27 MHz after which a PCR begins anew. */
    public static final long MODULUS_27M = (1L << 33) * 300;

    private static final int RESERVED = 0x3F << 9;

    private ProgramClockReference() {}

    /** The PCR at a time of a monotonic clock. */
    public static long ofNanoseconds(long ns) {
        // In parts, since ns * 27 overflows after ten years of uptime.
        long ticks = Math.floorDiv(ns, 1000L) * 27 + Math.floorMod(ns, 1000L) * 27 / 1000;
        return Math.floorMod(ticks, MODULUS_27M);
    }

    /** Writes the PCR. */
    public static void put(ByteBuffer buffer, int offset, long pcr27M) {
        long base = pcr27M / 300;
        int extension = (int) (pcr27M % 300);
        buffer.putInt(offset, (int) (base >>> 1));
        buffer.putShort(offset + 4, (short) ((base & 1) << 15 | RESERVED | extension));
    }

    /** Reads a PCR; an extension of 300 or more, which is not legal, counts as it is. */
    public static long get(ByteBuffer buffer, int offset) {
        long base = (buffer.getInt(offset) & 0xFFFFFFFFL) << 1 | buffer.get(offset + 4) >> 7 & 1;
        return base * 300 + (buffer.getShort(offset + 4) & 0x1FF);
    }

    /** The 90 kHz part, comparable with a {@link PresentationTime}. */
    public static long base90k(long pcr27M) {
        return pcr27M / 300;
    }

    /** How far {@code second} is ahead of {@code first} in 27 MHz ticks, negative if behind, across the wrap. */
    public static long distance(long first, long second) {
        long ahead = Math.floorMod(second - first, MODULUS_27M);
        return ahead < MODULUS_27M / 2 ? ahead : ahead - MODULUS_27M;
    }
}
