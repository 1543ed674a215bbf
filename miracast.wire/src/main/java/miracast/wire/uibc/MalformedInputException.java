// SPDX-License-Identifier: Apache-2.0
package miracast.wire.uibc;

/** Octets are no input; the message says which field has what. */
public final class MalformedInputException extends Exception {
    /** @param message what is wrong, with field and value */
    public MalformedInputException(String message) {
        super(message);
    }
}
