// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

/** A table of a transport stream cannot be read; the message names the field and its value. */
public final class MalformedSectionException extends Exception {
    /** @param message what is wrong, with field and value */
    public MalformedSectionException(String message) {
        super(message);
    }
}
