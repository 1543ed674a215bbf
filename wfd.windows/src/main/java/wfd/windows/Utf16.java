// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Strings of WCHAR with a terminating null. JNA's own would take the size of wchar_t, which is not the same everywhere. */
final class Utf16 {
    /** Longer ones are cut: a device instance id has 200 WCHARs at most. */
    private static final int LIMIT = 1024;

    private Utf16() {}

    /** The octets of a string, with the null. */
    static byte[] octets(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
    }

    /** What stands before the null, or everything if there is none. */
    static String terminated(byte[] octets) {
        String text = new String(octets, 0, octets.length & ~1, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** A string in native memory. */
    static String at(Pointer memory) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LIMIT; i++) {
            short unit = memory.getShort(2L * i);
            if (unit == 0) break;
            text.append((char) unit);
        }
        return text.toString();
    }
}
