// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

/** Reads bits and Exp-Golomb numbers (ITU-T H.264, 9.1) of a raw byte sequence payload. */
final class BitReader {
    private final byte[] octets;
    private int position;

    /** Reads from the first bit of an RBSP, emulation prevention already removed. */
    BitReader(byte[] octets) {
        this.octets = octets;
    }

    boolean flag() {
        return bits(1) == 1;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | octets[position >> 3] >> 7 - (position & 7) & 1;
            position++;
        }
        return value;
    }

    /** ue(v). */
    int unsigned() {
        int zeros = 0;
        while (!flag()) {
            zeros++;
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** se(v). */
    int signed() {
        int code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }
}
