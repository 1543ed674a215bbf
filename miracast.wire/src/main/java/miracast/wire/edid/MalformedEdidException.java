// SPDX-License-Identifier: Apache-2.0
package miracast.wire.edid;

/** Octets are no EDID; the message says why. */
public final class MalformedEdidException extends Exception {
    public MalformedEdidException(String message) {
        super(message);
    }
}
