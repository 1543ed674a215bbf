// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import miracast.driver.RawSink;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the source sends, to the letter: many displays take only what they know. Each recv must bring one whole message, and the
 * text of each is compared as a whole.
 */
class StrictnessTest extends QuirkTestCase {
    private static final String PUBLIC =
            "Public: org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER\r\n";

    private final List<String> received = new ArrayList<>();
    private String m1;
    private String replyToM2;
    private String m3;
    private String m4;
    private String m5;
    private String replyToSetUp;
    private String replyToPlay;
    private String replyToIdrRequest;
    private String replyToPause;
    private String replyToKeepAlive;

    /** A session whose sink reads by recv alone, and sends only when it has got what it waited for. */
    @BeforeEach
    void converse() throws Exception {
        beginAgain(TestSettings.defaults().gapMs(150));
        m1 = recv();
        sink.send("RTSP/1.0 200 OK\nCSeq: 1\nPublic: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\n\n");
        sink.send("OPTIONS * RTSP/1.0\nCSeq: 41\nRequire: org.wfa.wfd1.0\n\n");
        replyToM2 = recv();
        m3 = recv();
        String capabilities =
                String.format(RawSink.CAPABILITIES, sink.rtpPort()).replace("\n", "\r\n");
        sink.send("RTSP/1.0 200 OK\nCSeq: 2\nContent-Length: " + capabilities.length() + "\n\n" + capabilities);
        m4 = recv();
        sink.send("RTSP/1.0 200 OK\nCSeq: 3\n\n");
        m5 = recv();
        sink.send("RTSP/1.0 200 OK\nCSeq: 4\n\n");
        replyToSetUp = ask("SETUP", 42, "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort() + "\n");
        replyToPlay = ask("PLAY", 43, "");
        replyToIdrRequest = ask("SET_PARAMETER", 44, "Content-Length: 17\n", "wfd_idr_request\n");
        replyToKeepAlive = ask("GET_PARAMETER", 45, "");
        replyToPause = ask("PAUSE", 46, "");
        ask("PLAY", 47, "");
        screen.assertShowsFromIdr();
    }

    private String ask(String method, int number, String headers) throws Exception {
        return ask(method, number, headers, "");
    }

    private String ask(String method, int number, String headers, String body) throws Exception {
        sink.send(method + " rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0\nCSeq: " + number + "\n" + headers + "\n"
                + body);
        return recv();
    }

    private String recv() throws Exception {
        String segment = sink.receiveSegment();
        received.add(segment);
        return segment;
    }

    private String session() {
        return find("Session: ([0-9]+)", replyToSetUp);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    @Test
    void eachSegmentIsOneWholeMessage() {
        assertThat(received).allSatisfy(segment -> {
            int end = segment.indexOf("\r\n\r\n") + 4;
            int length =
                    segment.contains("Content-Length") ? Integer.parseInt(find("Content-Length: (\\d+)", segment)) : 0;
            assertThat(segment).hasSize(end + length);
        });
    }

    @Test
    void eachLineEndsWithCrLf() {
        assertThat(received)
                .allSatisfy(segment -> assertThat(segment.replace("\r\n", "")).doesNotContain("\r", "\n"));
    }

    @Test
    void m1AsksWhetherTheSinkIsADisplay() {
        assertThat(m1).isEqualTo("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nRequire: org.wfa.wfd1.0\r\n\r\n");
    }

    /** rdk refuses a source that lacks one of the seven. */
    @Test
    void theReplyToM2HasSevenEntries() {
        assertThat(replyToM2).isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 41\r\n" + PUBLIC + "\r\n");
    }

    @Test
    void m3AsksForNamesAndNothingElse() {
        String names = "wfd_video_formats\r\nwfd_audio_codecs\r\nwfd_client_rtp_ports\r\nwfd_content_protection\r\n"
                + "wfd_display_edid\r\nwfd_connector_type\r\nwfd_idr_request_capability\r\nwfd_uibc_capability\r\n"
                + "wfd_standby_resume_capability\r\nintel_friendly_name\r\nintel_sink_manufacturer_name\r\n"
                + "intel_sink_model_name\r\nmicrosoft_latency_management_capability\r\n"
                + "microsoft_format_change_capability\r\nmicrosoft_diagnostics_capability\r\n"
                + "microsoft_rtcp_capability\r\nmicrosoft_max_bitrate\r\n";
        assertThat(m3)
                .isEqualTo("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 2\r\n"
                        + "Content-Type: text/parameters\r\nContent-Length: " + names.length() + "\r\n\r\n" + names);
    }

    @Test
    void m4HasExactlyOneOfEverything() {
        String body = "wfd_video_formats: 00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none\r\n"
                + "wfd_audio_codecs: LPCM 00000002 00\r\n"
                + "wfd_presentation_URL: rtsp://127.0.0.1:" + find("rtsp://127.0.0.1:(\\d+)/", m4)
                + "/wfd1.0/streamid=0 none\r\n"
                + "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play\r\n";
        assertThat(m4)
                .isEqualTo("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 3\r\n"
                        + "Content-Type: text/parameters\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void m5HasNoSessionYet() {
        assertThat(m5)
                .isEqualTo("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 4\r\n"
                        + "Content-Type: text/parameters\r\nContent-Length: 27\r\n\r\nwfd_trigger_method: SETUP\r\n");
    }

    /** lazycast cuts the server port at a fixed width, HuntCode reads the id as a number below 2 to the power of 31. */
    @Test
    void theReplyToSetUpHasANumberForAnIdAndAPortOfFiveDigits() {
        assertThat(replyToSetUp)
                .matches("RTSP/1\\.0 200 OK\r\nCSeq: 42\r\nSession: [1-9][0-9]{7,8};timeout=60\r\n"
                        + "Transport: RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort()
                        + ";server_port=[1-9][0-9]{3}[02468]\r\n\r\n");
    }

    @Test
    void theReplyToPlayHasNoTimeOut() {
        assertThat(replyToPlay)
                .isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 43\r\nSession: " + session() + "\r\nRange: npt=now-\r\n\r\n");
    }

    @Test
    void theReplyToAnIdrRequestIsPlain() {
        assertThat(replyToIdrRequest).matches("RTSP/1\\.0 200 OK\r\nCSeq: 44\r\n(Session: [0-9]+\r\n)?\r\n");
    }

    @Test
    void theReplyToASignOfLifeIsPlain() {
        assertThat(replyToKeepAlive).matches("RTSP/1\\.0 200 OK\r\nCSeq: 45\r\n(Session: [0-9]+\r\n)?\r\n");
    }

    @Test
    void theReplyToPauseHasNoTimeOut() {
        assertThat(replyToPause).isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 46\r\nSession: " + session() + "\r\n\r\n");
    }

    @Test
    void aSourceThatStopsTellsTheSink() throws Exception {
        rig.stop();

        assertThat(recv())
                .isEqualTo("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 5\r\nSession: " + session()
                        + "\r\nContent-Type: text/parameters\r\nContent-Length: 30\r\n\r\n"
                        + "wfd_trigger_method: TEARDOWN\r\n");
    }

    @Test
    void theReplyToTearDownSaysThatTheConnectionEnds() throws Exception {
        assertThat(ask("TEARDOWN", 48, ""))
                .isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 48\r\nSession: " + session() + "\r\nConnection: close\r\n\r\n");
    }

    /** Sinks that see the name of Microsoft's source turn extensions on. */
    @Test
    void nothingTellsWhoWeAre() {
        assertThat(received)
                .allSatisfy(
                        segment -> assertThat(segment).doesNotContain("Server:", "User-Agent:", "Date:", "Microsoft"));
    }
}
