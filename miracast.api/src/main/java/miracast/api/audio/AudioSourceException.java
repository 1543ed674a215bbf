// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

/** A source has no sound (any more); the message names source, location and reason. */
public class AudioSourceException extends Exception {

    /** @param message names source, location and reason */
    public AudioSourceException(String message) {
        super(message);
    }

    /**
     * @param message names source, location and reason
     * @param cause what led to it; may be null
     */
    public AudioSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
