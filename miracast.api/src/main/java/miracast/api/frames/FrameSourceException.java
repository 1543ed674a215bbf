// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

/** A source has no pictures (any more); the message names source, location and reason. */
public class FrameSourceException extends Exception {

    /** @param message names source, location and reason */
    public FrameSourceException(String message) {
        super(message);
    }

    /**
     * @param message names source, location and reason
     * @param cause what led to it; may be null
     */
    public FrameSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
