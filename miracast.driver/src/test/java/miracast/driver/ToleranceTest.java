// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import miracast.api.driver.ProtocolEvent;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are odd in form and clear in meaning: answered as if they were not odd. */
@Timeout(120)
class ToleranceTest {
    private static final String IDR =
            "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 77\r\nContent-Type: text/parameters\r\n"
                    + "Content-Length: 17\r\n\r\nwfd_idr_request\r\n";

    private Rig rig;
    private RawSink sink;

    @BeforeEach
    void play() throws Exception {
        rig = new Rig().playing();
        sink = rig.sink();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private void isUnderstood(String request) throws Exception {
        sink.sendRaw(request);
        Message reply = sink.receiveReply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("CSeq")).isEqualTo("77");
        await().untilAsserted(() -> assertThat(rig.host().events()).containsOnlyOnce(ProtocolEvent.IDR_REQUESTED));
    }

    @Test
    void linesMayEndWithLfAlone() throws Exception {
        isUnderstood(IDR.replace("\r\n", "\n").replace("Content-Length: 17", "Content-Length: 16"));
    }

    @Test
    void aBlankMayStandBeforeTheColon() throws Exception {
        isUnderstood(IDR.replace("CSeq:", "CSeq :").replace("Content-Length:", "Content-Length :"));
    }

    @Test
    void headersMayBeInAnyCase() throws Exception {
        isUnderstood(IDR.replace("CSeq", "cSEQ").replace("Content-Length", "CONTENT-length"));
    }

    @Test
    void methodsMayBeInAnyCase() throws Exception {
        isUnderstood(IDR.replace("SET_PARAMETER", "Set_Parameter"));
    }

    @Test
    void valuesMayBeSurroundedByBlanks() throws Exception {
        isUnderstood(IDR.replace("CSeq: 77", "CSeq: \t 77  \t"));
    }

    @Test
    void valuesMayFollowTheColonAtOnce() throws Exception {
        isUnderstood(IDR.replace(": ", ":"));
    }

    @Test
    void blankLinesMayComeBeforeAMessage() throws Exception {
        isUnderstood("\r\n\n  \r\n" + IDR);
    }

    @Test
    void theContentTypeMayBeMissing() throws Exception {
        isUnderstood(IDR.replace("Content-Type: text/parameters\r\n", ""));
    }

    @Test
    void theLastLineOfABodyMayLackItsEnd() throws Exception {
        isUnderstood(IDR.replace("Content-Length: 17", "Content-Length: 15").replace("request\r\n", "request"));
    }

    @Test
    void aNameMayHaveAColonAndNoValue() throws Exception {
        isUnderstood(IDR.replace("Content-Length: 17", "Content-Length: 18").replace("request\r\n", "request:\r\n"));
    }

    @Test
    void namesMayBeInAnyCase() throws Exception {
        isUnderstood(IDR.replace("wfd_idr_request", "WFD_Idr_REQUEST"));
    }

    @Test
    void aMessageMayComeInSingleOctets() throws Exception {
        for (byte octet : IDR.substring(0, IDR.length() - 1).getBytes(StandardCharsets.US_ASCII)) {
            sink.sendRaw(new byte[] {octet});
        }
        isUnderstood("\n");
    }

    @Test
    void aSegmentMayHoldSeveralMessages() throws Exception {
        sink.sendRaw(
                "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 75\r\n\r\n" + IDR.replace("77", "76") + IDR);

        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("75");
        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("76");
        assertThat(sink.receiveReply().header("CSeq")).isEqualTo("77");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2147483648", "4294967295", "4294967296", "18446744073709551615", "007"})
    void aSequenceNumberComesBackAsItIs(String number) throws Exception {
        sink.sendRaw(IDR.replace("77", number));

        assertThat(sink.receiveReply().header("CSeq")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://localhost/wfd1.0",
                "rtsp://127.0.0.1/wfd1.0/streamid=0",
                "rtsp://127.0.0.1:7236/wfd1.0/streamid=0",
                "rtsp://192.168.49.1/wfd1.0/streamid=0/",
                "rtsp://kiosk/wfd1.0"
            })
    void theUriMayBeWrittenInManyWays(String uri) throws Exception {
        isUnderstood(IDR.replace("rtsp://localhost/wfd1.0", uri));
    }

    @Test
    void theSessionMayBeMissingOrWrong() throws Exception {
        isUnderstood(IDR.replace("CSeq", "Session: 1;timeout=30\r\nCSeq"));
    }

    @Test
    void aRepeatedHeaderCountsOnce() throws Exception {
        isUnderstood(IDR.replace("CSeq: 77", "CSeq: 77\r\nCSeq: 78"));
    }

    @Test
    void aBodyMayBeEmpty() throws Exception {
        Message reply = sink.request("GET_PARAMETER", RawSink.URI, "", "Content-Length: 0");

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void aHeaderMayGoOnInTheNextLine() throws Exception {
        isUnderstood(IDR.replace("CSeq", "User-Agent: a\r\n television\r\nCSeq"));
    }
}
