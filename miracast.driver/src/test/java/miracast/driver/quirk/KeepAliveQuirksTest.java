// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestHost.Report;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M16, and what else is a sign of life. The session's time-out is less than a second here. */
class KeepAliveQuirksTest extends QuirkTestCase {
    private static final long TIMEOUT_MS = 800;

    /** What a sink does when it is asked for a sign of life. */
    private interface Habit {
        void meet(Message keepAlive) throws IOException;
    }

    @BeforeEach
    void playWithKeepAlive() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 100, TIMEOUT_MS));
        playing();
    }

    /** Behaves so for longer than the time-out, and the session goes on. */
    private void assertOutlives(Habit habit) throws Exception {
        long beganNs = System.nanoTime();
        while (System.nanoTime() - beganNs < TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS + 200)) {
            habit.meet(sink.expect("GET_PARAMETER"));
        }
        screen.assertGoesOn();
    }

    @Test
    void aSinkThatNeverAnswersIsGone() throws Exception {
        Report end = host.awaitReport();

        assertThat(end.status()).isEqualTo(MiracastStatus.MISSING_KEEP_ALIVE);
        assertThat(end.ntStatus()).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(end.detail()).contains("no sign of life for 800 ms", "PLAYING");
    }

    @Test
    void anAnswerMayComeWhenTheNextQuestionHasBeenAsked() throws Exception {
        assertOutlives(question -> {
            sink.expect("GET_PARAMETER");
            sink.reply(question, "");
        });
    }

    @Test
    void anAnswerMaySayThatThereIsNoSession() throws Exception {
        assertOutlives(question -> sink.reply(question, "454 Session Not Found", ""));
    }

    @Test
    void anAnswerMayBeAnyError() throws Exception {
        assertOutlives(question -> {
            sink.reply(question, "501 Not Implemented", "");
            sink.reply(sink.expect("GET_PARAMETER"), "303 See Other", "wfd_odd: 404\n");
            sink.reply(sink.expect("GET_PARAMETER"), "400 Bad Request", "");
        });
    }

    @Test
    void anAnswerMayHaveNeitherSessionNorNumber() throws Exception {
        sink.speak(Dialect.replies(Dialect.head(head -> head.replaceFirst("CSeq: .*\r\n", ""))));

        assertOutlives(question -> sink.reply(question, ""));
    }

    @Test
    void anAnswerMayHaveTheSessionOfAnother() throws Exception {
        assertOutlives(question -> sink.reply(question, "200 OK", "", "Session: 1;timeout=5"));
    }

    @Test
    void aSinkThatAnswersNothingButAsksItselfIsAlive() throws Exception {
        assertOutlives(question -> assertThat(
                        sink.request("GET_PARAMETER", RawSink.URI, "").status())
                .isEqualTo(200));
    }

    @Test
    void aSinkThatAnswersNothingButSendsReceiverReportsIsAlive() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 100, TIMEOUT_MS));
        sink.negotiate();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
        String pair = sink.rtpPort() + "-" + (sink.rtpPort() + 1);
        String transport = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + pair).header("Transport");
        int rtcpPort = Integer.parseInt(transport.replaceFirst(".*server_port=[0-9]+-", ""));
        assertShows();
        byte[] report = new byte[8];
        report[0] = (byte) 0x80;
        report[1] = (byte) 201;
        report[3] = 1;

        assertOutlives(question -> sink.sendDatagram(report, InetAddress.getLoopbackAddress(), rtcpPort));
    }

    @Test
    void aPausedSinkIsAskedToo() throws Exception {
        sink.inSession("PAUSE");
        screen.awaitActive(false);
        long beganNs = System.nanoTime();
        while (System.nanoTime() - beganNs < TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS + 200)) {
            sink.reply(sink.expect("GET_PARAMETER"), "");
        }
        sink.inSession("PLAY");

        screen.assertShowsFromIdr();
    }

    /** A presentation URL upset sinks, and so did a body's headers without a body. */
    @Test
    void theQuestionHasNothingThatCouldUpset() throws Exception {
        Message question = sink.expect("GET_PARAMETER");

        assertThat(question.startLine()).isEqualTo("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0");
        assertThat(question.headers()).containsOnlyKeys("CSeq", "Session");
        assertThat(question.header("Session")).isEqualTo(sink.session());
    }

    /** LG webOS hangs up after a minute without an answer. */
    @Test
    void aSinkIsAnsweredInEveryState() throws Exception {
        beginAgain(TestSettings.defaults());
        assertIsAnswered();
        sink.exchangeOptions();
        assertIsAnswered();
        sink.answerCapabilities();
        sink.agree();
        rig.awaitStarted();
        assertIsAnswered();
        sink.setUp();
        assertIsAnswered();
        assertShows();
        assertIsAnswered();
        sink.inSession("PAUSE");
        assertIsAnswered();
        sink.inSession("PLAY");
        screen.assertShowsFromIdr();
    }

    private void assertIsAnswered() throws Exception {
        assertThat(sink.request("GET_PARAMETER", RawSink.URI, "").status()).isEqualTo(200);
        assertThat(sink.request("GET_PARAMETER", "rtsp://127.0.0.1/wfd1.0/streamid=0", "", "Content-Length: 0")
                        .status())
                .isEqualTo(200);
    }
}
