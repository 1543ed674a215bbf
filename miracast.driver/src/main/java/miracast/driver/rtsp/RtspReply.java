// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import miracast.wire.rtsp.RtspStatus;

/**
 * A reply.
 *
 * @param status its number
 * @param headers see {@link RtspMessage#headers()}
 * @param body see {@link RtspMessage#body()}
 */
public record RtspReply(int status, RtspHeaders headers, String body) implements RtspMessage {

    /** A reply to send, without headers and body. */
    public static RtspReply of(int status) {
        return of(status, "");
    }

    /** A reply to send, without headers. */
    public static RtspReply of(int status, String body) {
        return new RtspReply(status, new RtspHeaders(), body);
    }

    /** Adds a header to this reply. */
    public RtspReply with(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** Whether the request was met. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Number and words, for messages to people. */
    public String statusText() {
        return status + " " + RtspStatus.phrase(status);
    }
}
