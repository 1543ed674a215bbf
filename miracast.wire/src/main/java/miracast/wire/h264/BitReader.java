// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

import java.nio.ByteBuffer;

/**
 * Reads bits of a NAL unit's payload, leaving out the octets that prevent the emulation of start codes (ITU-T H.264, 7.4.1).
 * Wrapped over one unit after the other; one thread.
 */
final class BitReader {
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int next;
    private int end;
    private int current;
    private int bitsLeft;
    private int zeros;

    /** Starts at {@code offset}, which is behind the NAL unit's header. */
    BitReader wrap(ByteBuffer buffer, int offset, int end) {
        this.buffer = buffer;
        this.next = offset;
        this.end = end;
        this.bitsLeft = 0;
        this.zeros = 0;
        return this;
    }

    private int bit(String element) throws H264SyntaxException {
        if (bitsLeft == 0) {
            load(element);
        }
        bitsLeft--;
        return current >> bitsLeft & 1;
    }

    private void load(String element) throws H264SyntaxException {
        if (next < end && zeros >= 2 && buffer.get(next) == 3) {
            next++;
            zeros = 0;
        }
        if (next >= end) {
            throw new H264SyntaxException("unit ends within " + element);
        }
        current = buffer.get(next++) & 0xFF;
        zeros = current == 0 ? zeros + 1 : 0;
        bitsLeft = 8;
    }

    /** u(n), up to 32 bits. */
    long u(int bits, String element) throws H264SyntaxException {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | bit(element);
        }
        return value;
    }

    boolean flag(String element) throws H264SyntaxException {
        return bit(element) != 0;
    }

    /** ue(v), 0 to 2^32 − 2. */
    long ue(String element) throws H264SyntaxException {
        int leadingZeros = 0;
        while (bit(element) == 0) {
            if (++leadingZeros > 31) {
                throw new H264SyntaxException(element + " has more than 31 leading zeros");
            }
        }
        return (1L << leadingZeros) - 1 + u(leadingZeros, element);
    }

    /** ue(v) in 0 to {@code most}. */
    int ue(String element, int most) throws H264SyntaxException {
        long value = ue(element);
        if (value > most) {
            throw new H264SyntaxException(element + " " + value + " is more than " + most);
        }
        return (int) value;
    }

    /** se(v). */
    long se(String element) throws H264SyntaxException {
        long code = ue(element);
        return (code & 1) == 0 ? -(code / 2) : (code + 1) / 2;
    }

    /** more_rbsp_data(): whether anything comes before the stop bit. */
    boolean hasMore() {
        int last = end - 1;
        while (last >= next && buffer.get(last) == 0) {
            last--;
        }
        if (last < next) {
            int rest = current & (1 << bitsLeft) - 1;
            return rest != 0 && Integer.numberOfTrailingZeros(rest) < bitsLeft - 1;
        }
        return last > next || bitsLeft > 0 || (buffer.get(last) & 0xFF) != 0x80;
    }
}
