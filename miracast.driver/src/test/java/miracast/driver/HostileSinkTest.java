// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** Messages with random damage, the same in every run: each session lives or ends for a reason, and never by a fault of ours. */
@Timeout(120)
class HostileSinkTest {
    private static final int MESSAGES = 100;

    private static final List<String> MESSAGES_OF_SINKS = List.of(
            "OPTIONS * RTSP/1.0\r\nCSeq: 5\r\nRequire: org.wfa.wfd1.0\r\n\r\n",
            "SETUP rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\r\nCSeq: 6\r\n"
                    + "Transport: RTP/AVP/UDP;unicast;client_port=19000-19001\r\n\r\n",
            "PLAY rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\r\nCSeq: 7\r\nSession: 12345678;timeout=30\r\n\r\n",
            "PAUSE rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\r\nCSeq: 8\r\nSession: 12345678\r\n\r\n",
            "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 9\r\nContent-Type: text/parameters\r\n"
                    + "Content-Length: 17\r\n\r\nwfd_idr_request\r\n",
            "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 10\r\nContent-Type: text/parameters\r\n"
                    + "Content-Length: 51\r\n\r\nwfd_connector_type: 05\r\nwfd_uibc_setting: disable\r\n\r\n",
            "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 11\r\n\r\n",
            "RTSP/1.0 200 OK\r\nCSeq: 5\r\nPublic: org.wfa.wfd1.0\r\n\r\n",
            "RTSP/1.0 303 See Other\r\nCSeq: 6\r\nContent-Type: text/parameters\r\nContent-Length: 24\r\n\r\n"
                    + "wfd_video_formats: 415\r\n");

    private static byte[] damaged(Random random) {
        byte[] message =
                MESSAGES_OF_SINKS.get(random.nextInt(MESSAGES_OF_SINKS.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(4); i > 0; i--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt(256);
        }
        return message;
    }

    @RepeatedTest(20)
    void damageIsSurvivedOrNamed(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        try (Rig rig = new Rig().playing()) {
            for (int i = 0; i < MESSAGES && rig.host().pendingReports() == 0; i++) {
                catchThrowable(() -> rig.sink().sendRaw(damaged(random)));
            }
            rig.sink().close();

            String end = rig.host().awaitReport().detail();
            assertThat(end).contains("127.0.0.1").doesNotContain("could not be handled");
        }
    }
}
