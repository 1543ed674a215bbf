// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;

/** One coded picture with what was learned while it was received. Reused; belongs to one thread at a time. */
final class AccessUnit {
    /** The largest one that is taken; an IDR picture of a 2160p display at 50 Mbit/s has a quarter of it. */
    static final int MAX_LENGTH = 4 << 20;
    /** Zeros that a decoder may read behind the end (AV_INPUT_BUFFER_PADDING_SIZE of libavcodec). */
    static final int PADDING = 64;

    private static final int FIRST_CAPACITY = 64 << 10;

    private ByteBuffer data = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private int length;
    private long number;
    private long pts90k;
    private long dts90k;
    private FormatTrack.Run format;
    private long lastPacketNs;
    private boolean damaged;
    private boolean idr;

    /** Makes it empty. */
    void begin(long newPts90k, long newDts90k) {
        length = 0;
        pts90k = newPts90k;
        dts90k = newDts90k;
        format = null;
        damaged = false;
        idr = false;
    }

    /** Adds octets; false if that would be more than {@link #MAX_LENGTH}. */
    boolean append(ByteBuffer from, int index, int octets) {
        if (length + octets > MAX_LENGTH) {
            return false;
        }
        if (length + octets + PADDING > data.capacity()) {
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(length + octets + PADDING, 2 * data.capacity()));
            larger.put(0, data, 0, length);
            data = larger;
        }
        data.put(length, from, index, octets);
        length += octets;
        return true;
    }

    /** Writes the zeros behind the end. */
    void pad() {
        for (int at = length; at < length + PADDING; at += Long.BYTES) {
            data.putLong(at, 0);
        }
    }

    /** The octets, from index 0 to {@link #length}. */
    ByteBuffer data() {
        return data;
    }

    int length() {
        return length;
    }

    /** Which one it is in the stream; the first is 1. */
    long number() {
        return number;
    }

    void number(long value) {
        number = value;
    }

    long pts90k() {
        return pts90k;
    }

    /** The same as its PTS, if it has none of its own. */
    long dts90k() {
        return dts90k;
    }

    /** What it counts to; null before M4. */
    FormatTrack.Run format() {
        return format;
    }

    void format(FormatTrack.Run value) {
        format = value;
    }

    /** When its last packet came, of {@link System#nanoTime()}. */
    long lastPacketNs() {
        return lastPacketNs;
    }

    void lastPacketNs(long value) {
        lastPacketNs = value;
    }

    /** Whether octets are missing. */
    boolean damaged() {
        return damaged;
    }

    void damage() {
        damaged = true;
    }

    /** Whether it holds an IDR picture. */
    boolean idr() {
        return idr;
    }

    void idr(boolean value) {
        idr = value;
    }
}
