// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/**
 * What comes of a request from the sink.
 *
 * @param reply written at once
 * @param afterwards done when the reply was handed to the socket
 */
public record RtspAnswer(RtspReply reply, Runnable afterwards) {

    /** A reply after which nothing is to be done. */
    public static RtspAnswer of(RtspReply reply) {
        return new RtspAnswer(reply, () -> {});
    }

    /** A reply of nothing but a status, after which nothing is to be done. */
    public static RtspAnswer of(int status) {
        return of(RtspReply.of(status));
    }
}
