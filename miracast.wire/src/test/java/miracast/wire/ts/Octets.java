// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Octets as protocol texts write them, with blanks between. */
final class Octets {
    private Octets() {}

    static byte[] of(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] octets) {
        return HexFormat.ofDelimiter(" ").formatHex(octets);
    }

    static String hex(ByteBuffer buffer, int offset, int length) {
        byte[] octets = new byte[length];
        buffer.get(offset, octets);
        return hex(octets);
    }
}
