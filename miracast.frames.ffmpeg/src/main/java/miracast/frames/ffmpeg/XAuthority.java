// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of cookies that let a user into X servers (Xsecurity(7), Xauth). */
final class XAuthority {
    static final String PROTOCOL = "MIT-MAGIC-COOKIE-1";

    private XAuthority() {}

    /** The cookie for a display of this machine; empty if there is none, which many servers accept. */
    static byte[] cookie(int display) throws IOException {
        String named = System.getenv("XAUTHORITY");
        Path file = named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".Xauthority");
        if (!Files.isReadable(file)) {
            return new byte[0];
        }
        try (InputStream entries = Files.newInputStream(file)) {
            return cookie(new DataInputStream(entries), String.valueOf(display));
        }
    }

    /** The first cookie for a display; entries without a number are for any. */
    static byte[] cookie(DataInputStream entries, String display) throws IOException {
        while (entries.read() >= 0) { // family, two octets: any will do, since a wrong cookie is refused like none
            entries.skipNBytes(1);
            field(entries); // address
            String number = new String(field(entries), StandardCharsets.US_ASCII);
            String protocol = new String(field(entries), StandardCharsets.US_ASCII);
            byte[] cookie = field(entries);
            if ((number.isEmpty() || number.equals(display)) && protocol.equals(PROTOCOL)) {
                return cookie;
            }
        }
        return new byte[0];
    }

    private static byte[] field(DataInputStream entries) throws IOException {
        byte[] octets = new byte[entries.readUnsignedShort()];
        entries.readFully(octets);
        return octets;
    }
}
