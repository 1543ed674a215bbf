// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Displays that say nothing, too little, or too late. The times are those of the protocol in short. */
@Timeout(120)
class TimeOutTest {
    private Rig rig;

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private RawSink start(TestSettings settings) throws Exception {
        rig = new Rig(settings);
        rig.start();
        return rig.sink();
    }

    @Test
    void aMuteSinkFailsTheStart() throws Exception {
        RawSink sink = start(TestSettings.defaults().replyMs(200));

        MiracastException failure = rig.awaitFailure();

        assertThat(failure.ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + sink.address().getPort())
                .hasMessageContaining("M1");
    }

    @Test
    void aSinkThatIsMuteFromM3OnFailsTheStart() throws Exception {
        RawSink sink = start(TestSettings.defaults().replyMs(1000));
        sink.exchangeOptions();
        sink.expect("GET_PARAMETER");

        assertThat(rig.awaitFailure()).hasMessageContaining("M3");
    }

    @Test
    void aSinkThatIsMuteFromM4OnFailsTheStart() throws Exception {
        RawSink sink = start(TestSettings.defaults().replyMs(1000));
        sink.exchangeOptions();
        sink.answerCapabilities();
        sink.expect("SET_PARAMETER");

        assertThat(rig.awaitFailure()).hasMessageContaining("M4");
    }

    @Test
    void withoutM2TheSourceGoesOnAfterAWhile() throws Exception {
        RawSink sink = start(TestSettings.defaults().optionsMs(200));
        sink.answerOptions();

        assertThat(sink.answerCapabilities().header("CSeq")).isEqualTo("2");
        sink.agree();
        rig.awaitStarted();
    }

    @Test
    void aSinkThatNeverSendsSetUpIsGivenUp() throws Exception {
        RawSink sink = start(TestSettings.defaults().requestMs(1000));
        sink.negotiate();
        sink.answerTrigger("SETUP");

        TestHost.Report report = rig.host().awaitReport();

        assertThat(report.status()).isEqualTo(MiracastStatus.CRITICAL_ERROR);
        assertThat(report.ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(report.detail()).contains("SETUP").contains("TRIGGERED");
    }

    @Test
    void aSinkThatNeverSendsPlayIsGivenUp() throws Exception {
        RawSink sink = start(TestSettings.defaults().requestMs(1000));
        sink.negotiate();
        sink.setUp();

        assertThat(rig.host().awaitReport().detail()).contains("PLAY").contains("READY");
    }

    @Test
    void keepAliveHasNeitherBodyNorType() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(100, 5000, 60_000));
        sink.negotiate();
        sink.setUp();
        sink.play();

        Message request = sink.expect("GET_PARAMETER");

        assertThat(request.startLine()).isEqualTo("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0");
        assertThat(request.header("Session")).isEqualTo(sink.session());
        assertThat(request.headers()).containsOnlyKeys("CSeq", "Session");
    }

    @Test
    void anUnansweredKeepAliveIsRepeated() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(100, 100, 60_000));
        sink.negotiate();
        sink.setUp();
        sink.play();

        int first = Integer.parseInt(sink.expect("GET_PARAMETER").header("CSeq"));
        int second = Integer.parseInt(sink.expect("GET_PARAMETER").header("CSeq"));

        assertThat(second).isEqualTo(first + 1);
        assertThat(rig.host().pendingReports()).isZero();
    }

    @Test
    void aSinkWithoutAnySignOfLifeIsGone() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(100, 100, 600));
        sink.negotiate();
        sink.setUp();
        sink.play();

        TestHost.Report report = rig.host().awaitReport();

        assertThat(report.status()).isEqualTo(MiracastStatus.MISSING_KEEP_ALIVE);
        assertThat(report.ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
    }

    @Test
    void anAnswerOfAnyStatusIsASignOfLife() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(100, 100, 1500));
        sink.negotiate();
        sink.setUp();
        sink.play();
        long beganNs = System.nanoTime();

        while (System.nanoTime() - beganNs < 2_500_000_000L) {
            sink.reply(sink.expect("GET_PARAMETER"), "454 Session Not Found", "");
        }

        assertThat(rig.host().pendingReports()).isZero();
    }

    @Test
    void aRequestIsASignOfLife() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(60_000, 5000, 1500));
        sink.negotiate();
        sink.setUp();
        sink.play();
        long beganNs = System.nanoTime();

        while (System.nanoTime() - beganNs < 2_500_000_000L) {
            sink.request("GET_PARAMETER", RawSink.URI, "");
            sink.isSilentFor(100);
        }

        assertThat(rig.host().pendingReports()).isZero();
    }

    @Test
    void aReceiverReportIsASignOfLife() throws Exception {
        RawSink sink = start(TestSettings.defaults().keepAliveMs(60_000, 5000, 1500));
        sink.negotiate();
        sink.answerTrigger("SETUP");
        int port = sink.rtpPort();
        String transport = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + port + "-" + (port + 1))
                .header("Transport");
        int rtcpPort = Integer.parseInt(transport.replaceAll(".*server_port=[0-9]+-", ""));
        sink.play();
        // Version 2, one block, RR, 32 octets; the rest may be anything.
        byte[] report = new byte[32];
        report[0] = (byte) 0x81;
        report[1] = (byte) 201;
        report[3] = 7;
        long beganNs = System.nanoTime();

        while (System.nanoTime() - beganNs < 2_500_000_000L) {
            sink.sendDatagram(report, InetAddress.getLoopbackAddress(), rtcpPort);
            sink.isSilentFor(100);
        }

        assertThat(rig.host().pendingReports()).isZero();
    }
}
