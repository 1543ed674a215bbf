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

    public static final String OPTIONS = "OPTIONS";
    public static final String GET_PARAMETER = "GET_PARAMETER";
    public static final String SET_PARAMETER = "SET_PARAMETER";
    public static final String SETUP = "SETUP";
    public static final String PLAY = "PLAY";
    public static final String PAUSE = "PAUSE";
    public static final String TEARDOWN = "TEARDOWN";

    public static final String HEADER_CSEQ = "CSeq";
    public static final String HEADER_REQUIRE = "Require";
    public static final String HEADER_UNSUPPORTED = "Unsupported";
    public static final String HEADER_PUBLIC = "Public";
    public static final String HEADER_SESSION = "Session";
    public static final String HEADER_TRANSPORT = "Transport";
    public static final String HEADER_RANGE = "Range";
    public static final String HEADER_CONTENT_TYPE = "Content-Type";
    public static final String HEADER_CONTENT_LENGTH = "Content-Length";

    private Rtsp() {}
}
