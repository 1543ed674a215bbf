// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.ByteArrayOutputStream;

/** Writes the syntax elements of NAL units for tests, with emulation prevention. */
final class BitWriter {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int current;
    private int count;

    BitWriter bits(int value, int number) {
        for (int bit = number - 1; bit >= 0; bit--) {
            current = current << 1 | value >>> bit & 1;
            if (++count == 8) {
                octets.write(current);
                current = 0;
                count = 0;
            }
        }
        return this;
    }

    BitWriter unsigned(int value) {
        int length = 31 - Integer.numberOfLeadingZeros(value + 1);
        bits(0, length);
        return bits(value + 1, length + 1);
    }

    /** Stop bit and alignment. */
    byte[] rbsp() {
        bits(1, 1);
        while (count != 0) {
            bits(0, 1);
        }
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        int zeros = 0;
        for (byte octet : octets.toByteArray()) {
            if (zeros == 2 && octet >= 0 && octet <= 3) {
                escaped.write(3);
                zeros = 0;
            }
            escaped.write(octet);
            zeros = octet == 0 ? zeros + 1 : 0;
        }
        return escaped.toByteArray();
    }
}
