// SPDX-License-Identifier: Apache-2.0
package miracast.wire.h264;

/** A NAL unit is cut short or has a value that is not legal; the message names the syntax element. */
public final class H264SyntaxException extends Exception {
    /** @param message what is wrong, with field and value */
    public H264SyntaxException(String message) {
        super(message);
    }
}
