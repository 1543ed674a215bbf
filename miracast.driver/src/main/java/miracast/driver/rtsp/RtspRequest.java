// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import miracast.wire.rtsp.Rtsp;

/**
 * A request.
 *
 * @param method in upper case, whatever case it came in
 * @param uri what it is about
 * @param version {@link Rtsp#VERSION}, or something else that came
 * @param headers see {@link RtspMessage#headers()}
 * @param body see {@link RtspMessage#body()}
 */
public record RtspRequest(String method, String uri, String version, RtspHeaders headers, String body)
        implements RtspMessage {

    /** A request to send, without headers and body. */
    public static RtspRequest of(String method, String uri) {
        return of(method, uri, "");
    }

    /** A request to send, without headers. */
    public static RtspRequest of(String method, String uri, String body) {
        return new RtspRequest(method, uri, Rtsp.VERSION, new RtspHeaders(), body);
    }

    /** Adds a header to this request. */
    public RtspRequest with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
