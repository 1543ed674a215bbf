// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.NtStatus;
import miracast.driver.RawSink;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sinks that take their time. All times of the protocol at a quarter: 1500 ms for a reply, 2500 ms for SETUP and PLAY. */
class SlowSinkTest extends QuirkTestCase {
    @BeforeEach
    void beginWithLessPatience() throws Exception {
        beginAgain(TestSettings.defaults().replyMs(1500).requestMs(2500).optionsMs(750));
    }

    /** Lets time pass, in which the source must not send anything. */
    private void take(int ms) throws Exception {
        assertThat(sink.isSilentFor(ms)).isTrue();
    }

    @Test
    void eachReplyMayTakeSeconds() throws Exception {
        RawSink.Message m1 = sink.expect("OPTIONS");
        take(300);
        sink.reply(m1, "200 OK", "", "Public: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER");
        sink.request("OPTIONS", "*", "");
        RawSink.Message m3 = sink.expect("GET_PARAMETER");
        take(300);
        sink.reply(m3, String.format(RawSink.CAPABILITIES, sink.rtpPort()));
        RawSink.Message m4 = sink.expect("SET_PARAMETER");
        take(300);
        sink.reply(m4, "");
        rig.awaitStarted();
        RawSink.Message m5 = sink.expect("SET_PARAMETER");
        take(300);
        sink.reply(m5, "");
        String url = m4.parameter("wfd_presentation_URL").split(" ")[0];
        assertThat(sink.request("SETUP", url, "", "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort())
                        .status())
                .isEqualTo(200);
        assertThat(sink.request("PLAY", url, "").status()).isEqualTo(200);

        screen.assertShowsFromIdr();
    }

    @Test
    void eachRequestMayTakeSeconds() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
        take(600);
        sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());
        take(600);

        assertShows();
    }

    @Test
    void aReplyToM1MayTakeLongerThanM2IsWaitedFor() throws Exception {
        RawSink.Message m1 = sink.expect("OPTIONS");
        sink.request("OPTIONS", "*", "");
        take(900);
        sink.reply(m1, "200 OK", "", "Public: org.wfa.wfd1.0");
        sink.answerCapabilities();
        sink.agree();

        assertPlays();
    }

    @Test
    void aReplyThatTakesTooLongEndsTheSession() throws Exception {
        beginAgain(TestSettings.defaults().replyMs(300));
        sink.expect("OPTIONS");

        assertEnds(NtStatus.STATUS_IO_TIMEOUT, "did not answer M1 (OPTIONS) within 300 ms");
    }

    @Test
    void aProvisionalReplyIsNotTheReply() throws Exception {
        sink.exchangeOptions();
        RawSink.Message m3 = sink.expect("GET_PARAMETER");
        sink.reply(m3, "100 Continue", "");
        take(100);
        sink.reply(m3, String.format(RawSink.CAPABILITIES, sink.rtpPort()));
        sink.agree();

        assertPlays();
    }
}
