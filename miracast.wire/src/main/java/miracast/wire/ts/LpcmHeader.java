// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Flyweight over the four octets before the samples of an LPCM packet: sub-stream id A0, number of audio units of 80 samples,
 * emphasis, and quantisation (2 bits), sampling frequency (3), channels (3). The samples behind it are 16 bits, big-endian, left
 * first.
 */
public final class LpcmHeader {
    /** Octets of the header. */
    public static final int LENGTH = 4;
    /** Samples per channel in an audio unit. */
    public static final int UNIT_SAMPLES = 80;
    /** Octets of an audio unit, 16-bit stereo. */
    public static final int UNIT_LENGTH = UNIT_SAMPLES * 2 * 2;
    /** Audio units in a packet: 10 ms at 48 kHz. */
    public static final int UNITS = 6;

    private static final int SUB_STREAM = 0xA0;
    private static final int STEREO = 1;
    private static final int RATE_44100 = 1;
    private static final int RATE_48000 = 2;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** Shows the header that begins at {@code offset}. */
    public LpcmHeader wrap(ByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    /** Writes the header for stereo samples of 48 kHz, 16 bits. */
    public LpcmHeader header(int audioUnits) {
        buffer.putInt(offset, SUB_STREAM << 24 | (audioUnits & 0xFF) << 16 | RATE_48000 << 3 | STEREO);
        return this;
    }

    /** Whether {@code available} octets begin with this header, in a form that Wi-Fi Display has: 16 bits, known rate. */
    public boolean isWellFormed(int available) {
        return available >= LENGTH
                && (buffer.get(offset) & 0xFF) == SUB_STREAM
                && (buffer.get(offset + 3) & 0xC0) == 0
                && (frequencyCode() == RATE_44100 || frequencyCode() == RATE_48000);
    }

    /** Number of audio units of {@link #UNIT_SAMPLES} samples. */
    public int audioUnits() {
        return buffer.get(offset + 1) & 0xFF;
    }

    /** Samples a second and channel; only if well formed. */
    public int sampleRate() {
        return frequencyCode() == RATE_44100 ? 44_100 : 48_000;
    }

    /** Whether there are two channels; only if well formed. */
    public boolean stereo() {
        return (buffer.get(offset + 3) & 0x07) == STEREO;
    }

    private int frequencyCode() {
        return buffer.get(offset + 3) >> 3 & 7;
    }
}
