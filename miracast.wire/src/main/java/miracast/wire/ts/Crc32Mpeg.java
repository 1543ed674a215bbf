// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

/** CRC-32/MPEG-2: polynomial 04C11DB7, start FFFFFFFF, not reflected, no final xor (ISO/IEC 13818-1, annex A). */
final class Crc32Mpeg {
    private static final int POLYNOMIAL = 0x04C11DB7;

    private Crc32Mpeg() {}

    /** The checksum; over a section that includes its own it is 0. Bit by bit: tables are small and made once per session. */
    static int of(byte[] octets, int offset, int length) {
        int crc = -1;
        for (int at = offset; at < offset + length; at++) {
            crc ^= octets[at] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
            }
        }
        return crc;
    }
}
