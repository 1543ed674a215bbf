// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

/**
 * What comes of a request from the sink.
 *
 * @param reply written at once; null if it is to wait for {@link RtspConnection#answer}
 * @param afterwards done when the reply was handed to the socket
 */
public record RtspAnswer(RtspReply reply, Runnable afterwards) {

    /** No reply yet: whoever says so keeps the request. */
    public static RtspAnswer later() {
        return of((RtspReply) null);
    }

    /** A reply after which nothing is to be done. */
    public static RtspAnswer of(RtspReply reply) {
        return new RtspAnswer(reply, () -> {});
    }

    /** A reply of nothing but a status, after which nothing is to be done. */
    public static RtspAnswer of(int status) {
        return of(RtspReply.of(status));
    }
}
