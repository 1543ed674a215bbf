// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Entries as xauth writes them: family, then address, number, protocol and data, each with its length. */
class XAuthorityTest {
    private static final int LOCAL = 256;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private void entry(String number, String protocol, String cookie) throws IOException {
        DataOutputStream out = new DataOutputStream(file);
        out.writeShort(LOCAL);
        for (String field : new String[] {"host", number, protocol, cookie}) {
            out.writeShort(field.length());
            out.write(field.getBytes(US_ASCII));
        }
    }

    private byte[] cookie(String display) throws IOException {
        return XAuthority.cookie(new DataInputStream(new ByteArrayInputStream(file.toByteArray())), display);
    }

    @Test
    void theCookieOfTheDisplayIsFound() throws IOException {
        entry("0", "MIT-MAGIC-COOKIE-1", "zero");
        entry("7", "XDM-AUTHORIZATION-1", "other");
        entry("7", "MIT-MAGIC-COOKIE-1", "seven");

        assertThat(cookie("7")).asString(US_ASCII).isEqualTo("seven");
    }

    @Test
    void anEntryWithoutNumberIsForAnyDisplay() throws IOException {
        entry("", "MIT-MAGIC-COOKIE-1", "any");

        assertThat(cookie("7")).asString(US_ASCII).isEqualTo("any");
    }

    @Test
    void noEntryIsNoCookie() throws IOException {
        entry("0", "MIT-MAGIC-COOKIE-1", "zero");

        assertThat(cookie("7")).isEmpty();
    }

    @Test
    void aFileCutShortIsAnError() throws IOException {
        file.write(new byte[] {1, 0, 0, 9, 'h'});

        assertThatThrownBy(() -> cookie("7")).isInstanceOf(EOFException.class);
    }
}
