// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestHost.Report;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Televisions that are switched off: by FIN, by RST, or without a word, wherever the session is. */
class DepartureQuirksTest extends QuirkTestCase {
    /** Where a session can be; each constant names what the text of the end tells about it. */
    enum Moment {
        M1("M1", "OPENING"),
        M2("M3", "OPENING"),
        M3("M3", "OPENING"),
        M4("M4", "OPENING"),
        M5("M5", "TRIGGERED"),
        M6("SETUP", "TRIGGERED"),
        M7("PLAY", "READY"),
        PLAYING("no sign of life", "PLAYING"),
        PAUSED("no sign of life", "PAUSED"),
        STANDBY("no sign of life", "STANDBY");

        final String missing;
        final String state;

        Moment(String missing, String state) {
            this.missing = missing;
            this.state = state;
        }
    }

    /** Behaves well until the source waits for this. */
    private void reach(Moment moment) throws Exception {
        if (moment.compareTo(Moment.M1) > 0) {
            sink.answerOptions();
        }
        if (moment.compareTo(Moment.M2) > 0) {
            sink.request("OPTIONS", "*", "");
        }
        if (moment.compareTo(Moment.M3) > 0) {
            sink.answerCapabilities();
        }
        if (moment.compareTo(Moment.M4) > 0) {
            sink.agree();
            rig.awaitStarted();
        }
        if (moment.compareTo(Moment.M5) > 0) {
            sink.answerTrigger("SETUP");
        }
        if (moment.compareTo(Moment.M6) > 0) {
            sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());
        }
        if (moment.compareTo(Moment.M7) > 0) {
            assertShows();
        }
        if (moment == Moment.PAUSED) {
            sink.inSession("PAUSE");
            screen.awaitActive(false);
        } else if (moment == Moment.STANDBY) {
            sink.set("wfd_standby\n");
            screen.awaitActive(false);
        } else if (moment.compareTo(Moment.M5) <= 0 && moment != Moment.M2) {
            // The request that is to stay without an answer.
            sink.receive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFinEndsTheSession(Moment moment) throws Exception {
        reach(moment);
        sink.finish();

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "closed the connection", moment.state);
    }

    @ParameterizedTest
    @EnumSource
    void aResetEndsTheSession(Moment moment) throws Exception {
        reach(moment);
        sink.reset();

        assertEnds(NtStatus.STATUS_CONNECTION_RESET, "is cut off", moment.state);
    }

    @ParameterizedTest
    @EnumSource
    void silenceEndsTheSession(Moment moment) throws Exception {
        beginAgain(TestSettings.defaults()
                .replyMs(400)
                .optionsMs(100)
                .requestMs(400)
                .keepAliveMs(100, 100, 700));
        reach(moment);

        assertEnds(NtStatus.STATUS_IO_TIMEOUT, moment.missing, moment.state);
    }

    /** Nothing listens any more at the television's ports either. */
    @Test
    void aSinkThatVanishesWithItsPortsIsGone() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(100, 100, 600));
        playing();
        sink.closeRtp();

        Report end = host.awaitReport();
        assertThat(end.status()).isEqualTo(MiracastStatus.MISSING_KEEP_ALIVE);
    }

    @Test
    void aSinkMayCloseInTheMiddleOfAReply() throws Exception {
        sink.exchangeOptions();
        Message m3 = sink.expect("GET_PARAMETER");
        String reply = "RTSP/1.0 200 OK\r\nCSeq: " + m3.header("CSeq") + "\r\nContent-Length: 300\r\n\r\n"
                + RawSink.CAPABILITIES.substring(0, 150);
        sink.sendRaw(reply);
        sink.close();

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "closed the connection");
    }

    @Test
    void aSinkMayCloseInTheMiddleOfAHeader() throws Exception {
        sink.sendRaw("RTSP/1.0 200 OK\r\nCSe");
        sink.finish();

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "closed the connection");
    }

    @Test
    void aSinkMayGoWhileTheHostGetsReady() throws Exception {
        host.holdFormat();
        sink.negotiate();
        Screen.soon().until(host::isHeld);
        sink.reset();
        host.letFormatGo();

        assertEnds(NtStatus.STATUS_CONNECTION_RESET, "is cut off");
    }
}
