// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** Methods, header names, URIs and fixed values of RTSP (RFC 2326) as Wi-Fi Display uses it. */
public final class Rtsp {
    /** Port of the source by convention. */
    public static final int DEFAULT_PORT = 7236;
    /** What starts every message. */
    public static final String VERSION = "RTSP/1.0";
    /** URI of GET_PARAMETER and SET_PARAMETER. */
    public static final String URI = "rtsp://localhost/wfd1.0";
    /** URI of OPTIONS. */
    public static final String URI_ANY = "*";
    /** The option that stands for Wi-Fi Display in Require and Public. */
    public static final String OPTION_WFD = "org.wfa.wfd1.0";
    /** Content-Type of every body. */
    public static final String TEXT_PARAMETERS = "text/parameters";

    /** M1 and M2 (RFC 2326, 10.1). */
    public static final String OPTIONS = "OPTIONS";
    /** M3, and the keep-alive M16 (RFC 2326, 10.8). */
    public static final String GET_PARAMETER = "GET_PARAMETER";
    /** M4 and M5, and what changes in a session (RFC 2326, 10.9). */
    public static final String SET_PARAMETER = "SET_PARAMETER";
    /** M6 (RFC 2326, 10.4). */
    public static final String SETUP = "SETUP";
    /** M7 (RFC 2326, 10.5). */
    public static final String PLAY = "PLAY";
    /** M9 (RFC 2326, 10.6). */
    public static final String PAUSE = "PAUSE";
    /** M8 (RFC 2326, 10.7). */
    public static final String TEARDOWN = "TEARDOWN";

    /** Number of a request, and of its reply (RFC 2326, 12.17). */
    public static final String HEADER_CSEQ = "CSeq";
    /** Options without which a request means nothing (RFC 2326, 12.32). */
    public static final String HEADER_REQUIRE = "Require";
    /** Those of Require that are not known (RFC 2326, 12.40). */
    public static final String HEADER_UNSUPPORTED = "Unsupported";
    /** Methods and options that there are (RFC 2326, 12.28). */
    public static final String HEADER_PUBLIC = "Public";
    /** Id and time-out of a session, see {@link SessionHeader} (RFC 2326, 12.37). */
    public static final String HEADER_SESSION = "Session";
    /** Ports and protocols of the stream, see {@link Transport} (RFC 2326, 12.39). */
    public static final String HEADER_TRANSPORT = "Transport";
    /** From when on it plays (RFC 2326, 12.29). */
    public static final String HEADER_RANGE = "Range";
    /** What the body is (RFC 2326, 12.16). */
    public static final String HEADER_CONTENT_TYPE = "Content-Type";
    /** Octets of the body (RFC 2326, 12.14). */
    public static final String HEADER_CONTENT_LENGTH = "Content-Length";

    private Rtsp() {}
}
