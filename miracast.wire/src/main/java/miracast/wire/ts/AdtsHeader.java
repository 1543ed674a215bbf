// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Flyweight over the head of an ADTS frame of AAC (ISO/IEC 13818-7, 6.2; 14496-3, 1.A.2.2).
 *
 * <pre>
 * syncword (12) | ID (1), layer (2), protection_absent (1) | profile (2), sampling_frequency_index (4), private (1) |
 * channel_configuration (3) | original, home, copyright (4) | frame_length (13) | buffer_fullness (11) | raw blocks - 1 (2)
 * </pre>
 */
public final class AdtsHeader {
    /** Octets of the header without a checksum, as we write it. */
    public static final int LENGTH = 7;
    /** Samples per channel in a raw data block. */
    public static final int BLOCK_SAMPLES = 1024;

    private static final int LENGTH_WITH_CRC = 9;
    private static final int SYNC = 0xFFF;
    /** MPEG-4, layer 0, no checksum. */
    private static final int MPEG4_UNPROTECTED = 0x1;
    /** Low complexity: audio object type 2, less one. */
    private static final int LOW_COMPLEXITY = 1;

    private static final int INDEX_48000 = 3;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** Shows the header that begins at {@code offset}. */
    public AdtsHeader wrap(ByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    /** Writes the header of a frame of low complexity, 48 kHz, stereo, with one raw data block of that many octets. */
    public AdtsHeader header(int blockLength) {
        int length = LENGTH + blockLength;
        buffer.put(offset, (byte) (SYNC >> 4));
        buffer.put(offset + 1, (byte) ((SYNC & 0xF) << 4 | MPEG4_UNPROTECTED));
        buffer.put(offset + 2, (byte) (LOW_COMPLEXITY << 6 | INDEX_48000 << 2));
        // Two channels; then the upper two bits of the length, the others, and a fullness of all ones: variable rate.
        buffer.put(offset + 3, (byte) (2 << 6 | length >> 11 & 0x3));
        buffer.put(offset + 4, (byte) (length >> 3));
        buffer.put(offset + 5, (byte) ((length & 0x7) << 5 | 0x1F));
        buffer.put(offset + 6, (byte) 0xFC);
        return this;
    }

    /** Whether {@code available} octets begin with a whole header whose fields mean something. */
    public boolean isWellFormed(int available) {
        return available >= LENGTH
                && unsigned(0) == SYNC >> 4
                && (unsigned(1) & 0xF6) == (SYNC & 0xF) << 4
                && available >= headerLength()
                && (unsigned(2) >> 2 & 0xF) < RATES.length
                && frameLength() > headerLength();
    }

    /** Octets of the header, which may have a checksum. */
    public int headerLength() {
        return (unsigned(1) & 1) != 0 ? LENGTH : LENGTH_WITH_CRC;
    }

    /** Octets of the frame, its header included. */
    public int frameLength() {
        return (unsigned(3) & 0x3) << 11 | unsigned(4) << 3 | unsigned(5) >> 5;
    }

    /** Whether it is of low complexity, as Wi-Fi Display has it. */
    public boolean lowComplexity() {
        return unsigned(2) >> 6 == LOW_COMPLEXITY;
    }

    /** Samples a second and channel; only if well formed. */
    public int sampleRate() {
        return RATES[unsigned(2) >> 2 & 0xF];
    }

    /** Number of channels; 0 if the stream itself tells. */
    public int channels() {
        return (unsigned(2) & 1) << 2 | unsigned(3) >> 6;
    }

    /** Samples per channel of the frame. */
    public int samples() {
        return ((unsigned(6) & 0x3) + 1) * BLOCK_SAMPLES;
    }

    private int unsigned(int index) {
        return buffer.get(offset + index) & 0xFF;
    }
}
