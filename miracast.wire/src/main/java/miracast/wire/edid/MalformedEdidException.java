// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

/** Octets are no EDID; the message says why. */
public final class MalformedEdidException extends Exception {
    /** @param message what is wrong, with field and value */
    public MalformedEdidException(String message) {
        super(message);
    }
}
