// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;

/**
 * A reply of either side.
 *
 * @param status see {@link RtspStatus}
 * @param headers names in lower case; CSeq and the headers about the body are not in a reply that is sent
 * @param body parameters; {@link Parameters#EMPTY} if there are none
 */
record RtspReply(int status, Map<String, String> headers, Parameters body) {

    /** 200 without anything. */
    static final RtspReply OK = of(RtspStatus.OK);

    /** A status alone. */
    static RtspReply of(int status) {
        return new RtspReply(status, Map.of(), Parameters.EMPTY);
    }

    /** Whether the request succeeded. */
    boolean isOk() {
        return status == RtspStatus.OK;
    }

    /** A header's value; empty if it is not there. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return status + " " + RtspStatus.phrase(status);
    }
}
