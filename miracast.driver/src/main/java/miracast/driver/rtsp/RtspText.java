// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import java.nio.charset.StandardCharsets;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;

/** Messages as they are sent. */
final class RtspText {
    private static final String LINE_END = "\r\n";

    private RtspText() {}

    static String of(RtspRequest request, String sequenceNumber) {
        return of(request.method() + " " + request.uri() + " " + Rtsp.VERSION, sequenceNumber, request);
    }

    /** @param sequenceNumber of the request; empty if that had none */
    static String of(RtspReply reply, String sequenceNumber) {
        String startLine = Rtsp.VERSION + " " + reply.status() + " " + RtspStatus.phrase(reply.status());
        return of(startLine, sequenceNumber, reply);
    }

    private static String of(String startLine, String sequenceNumber, RtspMessage message) {
        StringBuilder text = new StringBuilder(startLine).append(LINE_END);
        if (!sequenceNumber.isEmpty()) {
            text.append(Rtsp.HEADER_CSEQ).append(": ").append(sequenceNumber).append(LINE_END);
        }
        message.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append(LINE_END));
        if (!message.body().isEmpty()) {
            int length = message.body().getBytes(StandardCharsets.UTF_8).length;
            text.append("Content-Type: ").append(Rtsp.TEXT_PARAMETERS).append(LINE_END);
            text.append("Content-Length: ").append(length).append(LINE_END);
        }
        return text.append(LINE_END).append(message.body()).toString();
    }
}
