// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be meant well ends this one session, with a report that says what it was. */
@Timeout(120)
class BadInputTest {
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

    private void endsWith(String detail) throws Exception {
        TestHost.Report report = rig.host().awaitReport();
        assertThat(report.status()).isEqualTo(MiracastStatus.CRITICAL_ERROR);
        assertThat(report.ntStatus()).isEqualTo(NtStatus.STATUS_INVALID_NETWORK_RESPONSE);
        assertThat(report.detail())
                .contains("127.0.0.1:" + sink.address().getPort())
                .contains(detail);
    }

    /** Sends until it has all gone or the source has had enough; on a thread of its own, since the source stops reading. */
    private void flood(String piece, long octets) {
        Thread flooder = new Thread(
                () -> catchThrowable(() -> {
                    for (long sent = 0; sent < octets; sent += piece.length()) {
                        sink.sendRaw(piece);
                    }
                }),
                "flooder");
        flooder.setDaemon(true);
        flooder.start();
    }

    @Test
    void garbageIsNoMessage() throws Exception {
        sink.sendRaw("\u0001\u0002garbage \u00ff\r\n\r\n");

        endsWith("cannot be read");
    }

    @Test
    void garbageIsAnswered400() throws Exception {
        sink.sendRaw("this is no request\r\n\r\n");

        assertThat(sink.receiveReply().status()).isEqualTo(400);
    }

    @Test
    void aStartLineHasItsLimit() throws Exception {
        flood("GET_PARAMETER".repeat(100), 1 << 20);

        endsWith("cannot be read");
    }

    @Test
    void aHeaderLineHasItsLimit() throws Exception {
        sink.sendRaw("OPTIONS * RTSP/1.0\r\nCSeq: 9\r\nUser-Agent: " + "a".repeat(9000) + "\r\n\r\n");

        endsWith("User-Agent");
    }

    @Test
    void aHeaderOfAGigabyteIsCutShort() throws Exception {
        sink.sendRaw("OPTIONS * RTSP/1.0\r\nUser-Agent: ");
        flood("a".repeat(1 << 16), 1L << 30);

        endsWith("cannot be read");
    }

    @Test
    void headersHaveTheirLimitInNumber() throws Exception {
        sink.sendRaw("OPTIONS * RTSP/1.0\r\n" + "a: b\r\n".repeat(65) + "\r\n");

        endsWith("64 headers");
    }

    @Test
    void aBodyHasItsLimit() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nContent-Length: 131073\n\n");

        endsWith("Content-Length 131073");
    }

    @Test
    void aBodyThatIsTooLongIsAnswered413() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nContent-Length: 1000000000000\n\n");

        assertThat(sink.receiveReply().status()).isEqualTo(413);
    }

    @Test
    void aLengthThatIsNoNumberIsAViolation() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nContent-Length: many\n\n");

        endsWith("many");
    }

    @Test
    void aNegativeLengthIsAViolation() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nContent-Length: -5\n\n");

        endsWith("-5");
    }

    @Test
    void chunkedBodiesAreNotRtsp() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nTransfer-Encoding: chunked\n\n0\n\n");

        endsWith("cannot be read");
    }

    @Test
    void aBodyShorterThanAnnouncedEndsWithTheConnection() throws Exception {
        sink.send("SET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 9\nContent-Length: 100\n\nwfd_idr_request\n");
        sink.close();

        assertThat(rig.host().awaitReport().ntStatus()).isEqualTo(NtStatus.STATUS_CONNECTION_DISCONNECTED);
    }

    @Test
    void messagesHaveTheirLimitInRate() throws Exception {
        for (int i = 0; i < 400 && rig.host().pendingReports() == 0; i++) {
            catchThrowable(() -> sink.send("GET_PARAMETER " + RawSink.URI + " RTSP/1.0\nCSeq: 5\n\n"));
        }

        endsWith("20 messages a second");
    }

    @Test
    void aReplyThatSwitchesTheProtocolIsAViolation() throws Exception {
        sink.send("RTSP/1.0 101 Switching\nCSeq: 1\nUpgrade: h2c\n\n");

        endsWith("101");
    }

    @Test
    void aStatusThatIsNoNumberIsAViolation() throws Exception {
        sink.send("RTSP/1.0 OK 200\nCSeq: 1\n\n");

        endsWith("cannot be read");
    }

    @Test
    void aBodyThatIsNoParametersIsRefusedAndHarmsNothing() throws Exception {
        assertThat(sink.set("\u0001 \u0002\n").status()).isEqualTo(400);
        assertThat(sink.set("wfd_idr_request\n").status()).isEqualTo(200);
    }

    @Test
    void tooManyParametersAreRefusedAndHarmNothing() throws Exception {
        assertThat(sink.set("wfd_idr_request\n".repeat(100)).status()).isEqualTo(400);
        assertThat(rig.host().pendingReports()).isZero();
    }

    @Test
    void aRequestWithoutSequenceNumberIsRefusedAndHarmsNothing() throws Exception {
        sink.send("OPTIONS * RTSP/1.0\n\n");
        assertThat(sink.receiveReply().status()).isEqualTo(400);

        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);
    }

    @Test
    void anUnaskedReplyIsIgnored() throws Exception {
        sink.send("RTSP/1.0 200 OK\nCSeq: 4711\n\n");

        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);
    }

    @Test
    void anotherCastNoticesNothing() throws Exception {
        try (Rig other = new Rig().playing()) {
            sink.sendRaw("garbage\r\n\r\n");
            endsWith("cannot be read");

            assertThat(other.sink().request("OPTIONS", "*", "").status()).isEqualTo(200);
            assertThat(other.host().pendingReports()).isZero();
        }
    }
}
