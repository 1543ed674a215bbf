// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

/** Octets are no report descriptor; the message names item, offset and value. */
final class MalformedDescriptorException extends Exception {
    /** @param message what is wrong */
    MalformedDescriptorException(String message) {
        super(message);
    }
}
