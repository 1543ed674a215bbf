// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** Status codes of replies (RFC 2326, 11), and the codes of single parameters in a body of errors. */
public final class RtspStatus {
    /** Done (RFC 2068, 10.2.1). */
    public static final int OK = 200;
    /** Some parameters failed; the body names them. Look at the number only: one library writes the phrase OK with it. */
    public static final int SEE_OTHER = 303;

    /** The message cannot be read, or lacks what it must have (RFC 2068, 10.4.1). */
    public static final int BAD_REQUEST = 400;
    /** Understood and refused; also: a parameter may not be set (RFC 2068, 10.4.4). */
    public static final int FORBIDDEN = 403;
    /** The URI is no session of ours; also: a parameter is not known (RFC 2068, 10.4.5). */
    public static final int NOT_FOUND = 404;
    /** The method is none for this URI (RFC 2326, 11.3.1). */
    public static final int METHOD_NOT_ALLOWED = 405;
    /** Nothing of what was offered is to be had (RFC 2068, 10.4.7). */
    public static final int NOT_ACCEPTABLE = 406;
    /** The body is longer than what is taken (RFC 2068, 10.4.14). */
    public static final int REQUEST_ENTITY_TOO_LARGE = 413;
    /** Also: value of a parameter is not supported. */
    public static final int UNSUPPORTED_MEDIA_TYPE = 415;
    /** Also: value of a parameter is not understood. */
    public static final int PARAMETER_NOT_UNDERSTOOD = 451;

    /** The Session header names no session (RFC 2326, 11.3.5). */
    public static final int SESSION_NOT_FOUND = 454;
    /** Too early or too late, as PLAY before SETUP (RFC 2326, 11.3.6). */
    public static final int METHOD_NOT_VALID_IN_THIS_STATE = 455;
    /** Also: value of a parameter is out of range. */
    public static final int INVALID_RANGE = 457;

    /** SETUP of what plays already (RFC 2326, 11.3.10). */
    public static final int AGGREGATE_OPERATION_NOT_ALLOWED = 459;
    /** Nothing that the Transport header names is known here (RFC 2326, 11.3.12). */
    public static final int UNSUPPORTED_TRANSPORT = 461;
    /** A fault of whoever replies (RFC 2068, 10.5.1). */
    public static final int INTERNAL_SERVER_ERROR = 500;
    /** The method is not known (RFC 2068, 10.5.2). */
    public static final int NOT_IMPLEMENTED = 501;
    /** The start line has another version than 1.0 (RFC 2326, 7.1.1). */
    public static final int RTSP_VERSION_NOT_SUPPORTED = 505;
    /** An option of Require is not known; Unsupported names it (RFC 2326, 11.3.14). */
    public static final int OPTION_NOT_SUPPORTED = 551;

    private RtspStatus() {}

    /** Reason phrase of a code; empty for one that is not here. */
    public static String phrase(int code) {
        switch (code) {
            case OK:
                return "OK";
            case SEE_OTHER:
                return "See Other";
            case BAD_REQUEST:
                return "Bad Request";
            case FORBIDDEN:
                return "Forbidden";
            case NOT_FOUND:
                return "Not Found";
            case METHOD_NOT_ALLOWED:
                return "Method Not Allowed";
            case NOT_ACCEPTABLE:
                return "Not Acceptable";
            case REQUEST_ENTITY_TOO_LARGE:
                return "Request Entity Too Large";
            case UNSUPPORTED_MEDIA_TYPE:
                return "Unsupported Media Type";
            case PARAMETER_NOT_UNDERSTOOD:
                return "Parameter Not Understood";
            case SESSION_NOT_FOUND:
                return "Session Not Found";
            case METHOD_NOT_VALID_IN_THIS_STATE:
                return "Method Not Valid in This State";
            case INVALID_RANGE:
                return "Invalid Range";
            case AGGREGATE_OPERATION_NOT_ALLOWED:
                return "Aggregate Operation Not Allowed";
            case UNSUPPORTED_TRANSPORT:
                return "Unsupported Transport";
            case INTERNAL_SERVER_ERROR:
                return "Internal Server Error";
            case NOT_IMPLEMENTED:
                return "Not Implemented";
            case RTSP_VERSION_NOT_SUPPORTED:
                return "RTSP Version Not Supported";
            case OPTION_NOT_SUPPORTED:
                return "Option Not Supported";
            default:
                return "";
        }
    }
}
