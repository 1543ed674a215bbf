// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.NtStatus;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M1 and M2. */
class OptionsQuirksTest extends QuirkTestCase {
    private Message m2() throws Exception {
        return sink.request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0");
    }

    private void assertRunsFromM3() throws Exception {
        sink.answerCapabilities();
        sink.agree();
        assertPlays();
    }

    private void assertRunsWithPublic(String... headers) throws Exception {
        sink.reply(sink.expect("OPTIONS"), "200 OK", "", headers);
        m2();
        assertRunsFromM3();
    }

    @Test
    void m2MayComeBeforeTheReplyToM1() throws Exception {
        Message m1 = sink.expect("OPTIONS");
        assertThat(m2().status()).isEqualTo(200);
        sink.reply(m1, "200 OK", "", "Public: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER");

        assertRunsFromM3();
    }

    @Test
    void m2MayNeverCome() throws Exception {
        beginAgain(TestSettings.defaults().optionsMs(50));
        sink.answerOptions();

        assertRunsFromM3();
    }

    @Test
    void m2MayComeWhenM3IsUnderWay() throws Exception {
        beginAgain(TestSettings.defaults().optionsMs(50));
        sink.answerOptions();
        Message m3 = sink.expect("GET_PARAMETER");
        assertThat(m2().status()).isEqualTo(200);
        sink.reply(m3, String.format(RawSink.CAPABILITIES, sink.rtpPort()));
        sink.agree();

        assertPlays();
    }

    @Test
    void m2MayComeTwice() throws Exception {
        sink.answerOptions();
        m2();
        assertThat(m2().status()).isEqualTo(200);

        assertRunsFromM3();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void theSinkMayCountFrom(int first) throws Exception {
        sink.countFrom(first);

        assertRuns();
    }

    @Test
    void m2MayLackRequire() throws Exception {
        sink.answerOptions();
        assertThat(sink.request("OPTIONS", "*", "").status()).isEqualTo(200);

        assertRunsFromM3();
    }

    @Test
    void m2MayBeAboutTheSessionInsteadOfAll() throws Exception {
        sink.answerOptions();
        assertThat(sink.request("OPTIONS", "rtsp://localhost/wfd1.0", "", "Require: org.wfa.wfd1.0")
                        .status())
                .isEqualTo(200);

        assertRunsFromM3();
    }

    @Test
    void publicMayBeQuoted() throws Exception {
        assertRunsWithPublic("Public: \"org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\"");
    }

    @Test
    void publicMayListWhatOnlySourcesDo() throws Exception {
        assertRunsWithPublic(
                "Public: org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, OPTIONS");
    }

    @Test
    void publicMayLackWifiDisplay() throws Exception {
        assertRunsWithPublic("Public: GET_PARAMETER, SET_PARAMETER");
    }

    @Test
    void publicMayBeEmpty() throws Exception {
        assertRunsWithPublic("Public:");
    }

    @Test
    void publicMayBeMissing() throws Exception {
        assertRunsWithPublic();
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "405 Method Not Allowed", "501 Not Implemented"})
    void m1MayBeRefused(String status) throws Exception {
        sink.reply(sink.expect("OPTIONS"), status, "");
        m2();

        assertRunsFromM3();
    }

    @Test
    void aSinkThatDoesNotKnowWifiDisplayEndsTheSession() throws Exception {
        sink.reply(sink.expect("OPTIONS"), "551 Option not supported", "", "Unsupported: org.wfa.wfd1.0");

        assertEnds(NtStatus.STATUS_NOT_SUPPORTED, "M1", "551");
    }

    /** The MS 4K adapter resets the connection otherwise. */
    @Test
    void m3NeverComesBeforeM2WasAnswered() throws Exception {
        sink.answerOptions();
        assertThat(sink.isSilentFor(100)).isTrue();
        sink.send("OPTIONS * RTSP/1.0\nCSeq: 1\nRequire: org.wfa.wfd1.0\n\n");

        Message next = sink.receive();
        assertThat(next.isRequest()).isFalse();
        assertThat(next.header("CSeq")).isEqualTo("1");
        assertRunsFromM3();
    }
}
