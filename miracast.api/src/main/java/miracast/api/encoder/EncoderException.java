// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

/** An encoder cannot be opened or has failed; the message names encoder, call and code. */
public class EncoderException extends Exception {

    /** @param message names encoder, call and code */
    public EncoderException(String message) {
        super(message);
    }

    /**
     * @param message names encoder, call and code
     * @param cause what led to it; may be null
     */
    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
