// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the sections of one PID together (ISO/IEC 13818-1, 2.4.4), the first that begins in each packet. A section that is the
 * same as the one before is not given out again, so that tables that are repeated cost nothing. Receive thread.
 */
final class SectionAssembly {
    private static final int HEAD = 3;
    private static final int MAX_LENGTH = HEAD + 0xFFF;

    private final ByteBuffer octets = ByteBuffer.allocate(MAX_LENGTH);
    private int length;
    private int expected;
    private byte[] last = {};

    /** Takes the payload of a packet; gives a section if it is complete now and differs from the last one. */
    Optional<byte[]> payload(ByteBuffer buffer, int index, int size, boolean unitStart) {
        if (!unitStart) {
            return expected == 0 ? Optional.empty() : append(buffer, index, size);
        }
        int pointer = size > 0 ? buffer.get(index) & 0xFF : 0;
        int from = 1 + pointer;
        expected = 0;
        length = 0;
        if (from + HEAD > size) {
            return Optional.empty();
        }
        expected = HEAD + (buffer.getShort(index + from + 1) & 0x0FFF);
        return append(buffer, index + from, size - from);
    }

    /** Octets are missing: the section that is under way is of no use. */
    void gap() {
        expected = 0;
    }

    /** Gives the next section out even if it is the same. */
    void forget() {
        last = new byte[0];
    }

    private Optional<byte[]> append(ByteBuffer buffer, int index, int size) {
        int taken = Math.min(size, expected - length);
        octets.put(length, buffer, index, taken);
        length += taken;
        if (length < expected) {
            return Optional.empty();
        }
        expected = 0;
        if (Arrays.equals(octets.array(), 0, length, last, 0, last.length)) {
            return Optional.empty();
        }
        last = Arrays.copyOf(octets.array(), length);
        return Optional.of(last.clone());
    }
}
