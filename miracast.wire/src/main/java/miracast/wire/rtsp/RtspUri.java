// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** URIs of requests. Sinks write them in many ways; on a connection with one session they all mean that one. */
public final class RtspUri {
    private static final Pattern SESSION =
            Pattern.compile("rtsps?://[^/\\s]*/wfd1\\.0(/streamid=[01])?/*", Pattern.CASE_INSENSITIVE);

    private RtspUri() {}

    /**
     * Whether a request's URI means the session: {@code *}, {@code rtsp://localhost/wfd1.0}, or the presentation URL with any
     * host, port and trailing slash.
     */
    public static boolean isSession(String uri) {
        return uri.equals(Rtsp.URI_ANY) || SESSION.matcher(uri).matches();
    }

    /** The stream's URL at a source: without the port if it is the usual one, since displays drop it anyway. */
    public static String stream(InetSocketAddress source) {
        String host = source.getAddress().getHostAddress();
        if (source.getAddress() instanceof Inet6Address) {
            int scope = host.indexOf('%');
            host = "[" + (scope < 0 ? host : host.substring(0, scope)) + "]";
        }
        String port = source.getPort() == Rtsp.DEFAULT_PORT ? "" : ":" + source.getPort();
        return "rtsp://" + host + port + "/wfd1.0/streamid=0";
    }
}
