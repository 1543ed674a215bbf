// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import java.util.Optional;
import java.util.regex.Pattern;
import miracast.wire.rtsp.Rtsp;

/** What both kinds of message have: headers and a body. */
public sealed interface RtspMessage permits RtspRequest, RtspReply {
    /** At most 20 digits: any unsigned 64-bit number, and so any that a sink can count to. */
    Pattern SEQUENCE_NUMBER = Pattern.compile("[0-9]{1,20}");

    /** Its headers; of a message to send without those that the connection adds: CSeq, Content-Type, Content-Length. */
    RtspHeaders headers();

    /** Its body; empty if it has none. */
    String body();

    /** CSeq as it came; empty if it is missing or no number. */
    default Optional<String> sequenceNumber() {
        return headers()
                .get(Rtsp.HEADER_CSEQ)
                .filter(text -> SEQUENCE_NUMBER.matcher(text).matches());
    }
}
