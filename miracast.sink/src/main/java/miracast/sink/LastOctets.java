// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;

/** Tells whether octets are the same as those before, so that what is repeated is read once. One thread. */
final class LastOctets {
    /** More than any parameter set; what is longer always counts as new. */
    private static final int CAPACITY = 256;

    private final ByteBuffer last = ByteBuffer.allocate(CAPACITY);
    private int length = -1;

    /** Whether the octets differ from those of the call before. */
    boolean differ(ByteBuffer buffer, int offset, int count) {
        if (count == length && isSame(buffer, offset)) {
            return false;
        }
        length = count <= CAPACITY ? count : -1;
        if (length > 0) {
            last.put(0, buffer, offset, length);
        }
        return true;
    }

    /** Takes whatever comes next as new. */
    void forget() {
        length = -1;
    }

    private boolean isSame(ByteBuffer buffer, int offset) {
        for (int i = 0; i < length; i++) {
            if (buffer.get(offset + i) != last.get(i)) {
                return false;
            }
        }
        return true;
    }
}
