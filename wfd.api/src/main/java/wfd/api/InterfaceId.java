// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * The network interface that a session runs over ({@code guidSessionInterface}).
 *
 * @param guid what the system calls it; providers on systems without such ids make one up that is stable while the
 *     interface lives
 */
public record InterfaceId(UUID guid) {
    /** Checks the value. */
    public InterfaceId {
        Objects.requireNonNull(guid, "guid");
    }

    /**
     * Reads an id.
     *
     * @param text a GUID, in braces or not
     * @return the id
     */
    public static InterfaceId parse(String text) {
        boolean inBraces = text.length() == 38 && text.charAt(0) == '{' && text.charAt(37) == '}';
        String guid = inBraces ? text.substring(1, 37) : text;
        // UUID.fromString takes shorter groups as well, and would read another id than the one that was written.
        if (guid.length() != 36)
            throw new IllegalArgumentException("not a GUID like {00112233-4455-6677-8899-AABBCCDDEEFF}: " + text);
        return new InterfaceId(UUID.fromString(guid));
    }

    /** The GUID as Windows writes it: in braces and capitals. */
    @Override
    public String toString() {
        return "{" + guid.toString().toUpperCase(Locale.ROOT) + "}";
    }
}
