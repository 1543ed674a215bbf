// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** A body is no {@code text/parameters}, or beyond the bounds; a request with it is answered 400. The message says which. */
public final class MalformedBodyException extends Exception {
    /** @param message what is wrong, with field and value */
    public MalformedBodyException(String message) {
        super(message);
    }
}
