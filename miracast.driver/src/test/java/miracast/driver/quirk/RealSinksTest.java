// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;

/**
 * Displays as they are, each with all that is odd about it at once. Their replies to M3 are those of captures and of their
 * programs, but for the ports, which would not be free here.
 */
class RealSinksTest extends QuirkTestCase {
    private static final String LPCM = "wfd_audio_codecs: LPCM 00000002 00\n";

    private String ports() {
        return "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play\n";
    }

    private Message negotiate(String capabilities) throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(capabilities);
        Message m4 = sink.agree();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
        return m4;
    }

    private void setUp(String portAndMore) throws Exception {
        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort() + portAndMore)
                        .status())
                .isEqualTo(200);
    }

    private String pair() {
        return "-" + (sink.rtpPort() + 1);
    }

    /** From the WiDi recording. */
    @Test
    void samsung() throws Exception {
        Message m4 = negotiate(
                "wfd_video_formats: 40 00 02 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none, 01 04 0001DEFF"
                        + " 053C7FFF 00000FFF 00 0000 0000 11 none none\n"
                        + "wfd_audio_codecs: LPCM 00000003 00, AAC 00000001 00\n" + ports()
                        + "wfd_content_protection: HDCP2.1 port=1189\nwfd_connector_type: 05\n"
                        + "wfd_standby_resume_capability: supported\n");
        assertThat(m4.parameter("wfd_video_formats")).startsWith("00 00 01 04 00000080 ");
        setUp("");
        assertShows();
        for (int i = 0; i < 7; i++) {
            assertThat(sink.request(
                                    "SET_PARAMETER",
                                    sink.presentationUrl(),
                                    "wfd_idr_request\n",
                                    "Session: " + sink.session())
                            .status())
                    .isEqualTo(200);
        }
        screen.assertGoesOn();
    }

    /** Counts from 0, names a pair of ports, and hangs up if its questions stay without an answer. */
    @Test
    void lgWebOs() throws Exception {
        sink.countFrom(0);
        sink.speak(Dialect.head(head -> head + "User-Agent: LGE\r\n"));
        negotiate("wfd_video_formats: 40 00 01 10 000194FF 155575DF 00000555 00 0000 0000 1F none none, 02 10 000194FF"
                + " 155575DF 00000555 00 0000 0000 1F none none\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 00000001 00\n" + ports()
                + "wfd_connector_type: 05\nwfd_connector_type: 05\n");
        setUp(pair());
        assertShows();
        for (int i = 0; i < 3; i++) {
            assertThat(sink.request("GET_PARAMETER", "rtsp://localhost/wfd1.0", "")
                            .status())
                    .isEqualTo(200);
        }
        screen.assertGoesOn();
    }

    /** Has 1080p60 as native mode and not in its mask, and its SETUP drops the port of the URL. */
    @Test
    void lgC9() throws Exception {
        negotiate("wfd_video_formats: 40 00 01 10 000194FF 155575DF 00000555 00 0000 0000 1F none none\n" + LPCM
                + ports());
        sink.speak(Dialect.requests(request -> request.replaceFirst("127.0.0.1:[0-9]+/", "127.0.0.1/")));
        setUp(pair());
        assertShows();
    }

    /** Tells neither its ports nor a client port. */
    @Test
    void oldLgDongle() throws Exception {
        sink.speak(Dialect.head(head -> head + "User-Agent: LGE\r\n"));
        Message m4 = negotiate(
                "wfd_video_formats: 38 00 01 08 000000A1 00000000 00000000 00 0000 0000 00 none none\n" + LPCM);
        assertThat(m4.parameter("wfd_client_rtp_ports")).contains(" 19000 ");
        Message reply = sink.setUp("RTP/AVP/UDP;unicast");

        assertThat(reply.header("Transport")).startsWith("RTP/AVP/UDP;unicast;client_port=19000;");
        assertThat(sink.play().status()).isEqualTo(200);
        screen.awaitActive(true);
    }

    @Test
    void windows() throws Exception {
        Message m4 = negotiate("wfd_video_formats: 40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 0000000f 00, AC3 00000007 00\n" + ports()
                + "wfd2_video_formats: 40 01 04 0080 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11, 01 01 0080"
                + " 000001ffbdeb 0001555557ff 000000000fff 10 0000 001f 11 00\n"
                + "microsoft_cursor: none 0100 0100 4abf\nmicrosoft_max_bitrate: 200000000\n");
        assertThat(m4.parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0000 0000 11 none none");
        setUp(pair());
        assertShows();
        assertThat(sink.request(
                                "TEARDOWN",
                                sink.presentationUrl(),
                                "microsoft_teardown_reason: C00D4278 time-out\n",
                                "Session: " + sink.session())
                        .status())
                .isEqualTo(200);
        assertThat(host.awaitReport().detail()).contains("C00D4278");
    }

    @Test
    void miracleCast() throws Exception {
        negotiate("wfd_content_protection: none\n"
                + "wfd_video_formats: 00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 00000007 00\n" + ports()
                + "wfd_uibc_capability: none\nwfd_3d_video_formats: none\n");
        setUp("");
        assertShows();
    }

    /** Counts from 2, quotes its options, and refuses a source that has not all seven. */
    @Test
    void rdk() throws Exception {
        sink.countFrom(2);
        sink.reply(sink.expect("OPTIONS"), "200 OK", "", "Public: \"org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\"");
        assertThat(sink.request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0")
                        .header("Public")
                        .split(", "))
                .containsExactlyInAnyOrder(
                        "org.wfa.wfd1.0", "SETUP", "TEARDOWN", "PLAY", "PAUSE", "GET_PARAMETER", "SET_PARAMETER");
        sink.answerCapabilities("wfd_video_formats: 00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 00000007 00\n" + ports());
        sink.agree();

        assertPlays();
    }

    /** Video formats cut short behind the masks: this one crashes sources. And PLAY twice. */
    @Test
    void foxLost() throws Exception {
        Message m4 = negotiate("wfd_video_formats: 00 00 01 10 0001bde1 00300000 000003c0\n" + LPCM + ports());
        assertThat(m4.parameter("wfd_video_formats")).startsWith("00 00 01 04 00000080 ");
        setUp(pair());
        assertThat(sink.play().status()).isEqualTo(200);
        assertShows();
    }

    @Test
    void kaihongOs() throws Exception {
        sink.speak(Dialect.body(body -> body.replace(": ", " : ")));
        negotiate("wfd_video_formats: 38 00 01 08 000000A1 00000000 00000000 00 0000 0000 00 none none\n" + LPCM
                + ports() + "wfd_idr_request_capability: none\nwfd_connector_type: 5\nwfd_connector_type: 5\n"
                + "wfd_uibc_capability: none\n");
        setUp("");
        assertShows();
    }

    /** Puts its own counter into replies, wants a decimal id, and says mode=play. */
    @Test
    void huntCode() throws Exception {
        AtomicInteger counter = new AtomicInteger(10);
        sink.speak(
                Dialect.replies(message -> message.replaceFirst("CSeq: [0-9]+", "CSeq: " + counter.getAndIncrement())));
        negotiate("wfd_video_formats: 40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438\n" + LPCM
                + ports());
        setUp(pair() + ";mode=play");
        assertThat(Long.parseUnsignedLong(sink.session())).isBetween(10_000_000L, Integer.MAX_VALUE - 1L);
        assertShows();
    }

    /** One recv a message, numbers built in, one EDID block too many announced, Session sent back with its time-out. */
    @Test
    void lazycast() throws Exception {
        beginAgain(TestSettings.defaults().gapMs(300).keepAliveMs(400, 5000, 60_000));
        sink.countFrom(100);
        AtomicInteger replies = new AtomicInteger();
        sink.speak(
                Dialect.replies(message -> message.replaceFirst(
                                        "CSeq: [0-9]+", "CSeq: " + Math.min(4, replies.incrementAndGet())))
                                .andThen(Dialect.requests(
                                        request -> request.replaceFirst("(Session: [0-9]+)", "$1;timeout=30")))::apply);
        negotiate("wfd_video_formats: 40 00 02 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438, 01 10 0001bdeb"
                + " 051557ff 00000fff 10 0000 001f 11 0780 0438\n"
                + "wfd_audio_codecs: LPCM 00000003 00, AAC 0000000f 00, AC3 00000000 00\n" + ports()
                + "wfd_display_edid: 0002 " + "00".repeat(128) + "\nwfd_connector_type: 05\n"
                + "wfd_uibc_capability: input_category_list=GENERIC, HIDC;generic_cap_list=Keyboard, Mouse;"
                + "hidc_cap_list=Keyboard/USB, Mouse/USB;port=none\n");
        setUp("");
        assertShows();
        sink.reply(sink.expect("GET_PARAMETER"), "");
        screen.assertGoesOn();
    }

    /** Omits the session in its replies to the keep-alive. */
    @Test
    void microsoftAdapterV2() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 5000, 60_000));
        negotiate("wfd_video_formats: 40 00 01 10 000101FF 051557ff 00000fff 00 0000 0000 00 none none\n" + LPCM
                + ports());
        setUp("");
        assertShows();
        for (int i = 0; i < 3; i++) {
            sink.reply(sink.expect("GET_PARAMETER"), "");
        }
        screen.assertGoesOn();
    }

    /** Resets the connection if M3 comes before M2 was answered. */
    @Test
    void microsoft4kAdapter() throws Exception {
        sink.answerOptions();
        assertThat(sink.isSilentFor(100)).isTrue();
        assertThat(sink.request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0").status())
                .isEqualTo(200);
        sink.answerCapabilities("wfd_video_formats: 40 00 01 10 000101FF 051557ff 00000fff 00 0000 0000 00 none none\n"
                + LPCM + ports());
        sink.agree();

        assertPlays();
    }

    /** Their second port is 0, and they want it back as it is; their keep-alive is a matter of luck. */
    @Test
    void roku() throws Exception {
        beginAgain(TestSettings.defaults().keepAliveMs(50, 50, 60_000));
        Message m4 = negotiate("wfd_video_formats: 40 00 01 08 000101FF 00000000 00000000 00 0000 0000 00 none none\n"
                + LPCM + ports());
        assertThat(m4.parameter("wfd_client_rtp_ports")).endsWith(" " + sink.rtpPort() + " 0 mode=play");
        setUp("");
        assertShows();
        for (int i = 0; i < 3; i++) {
            sink.expect("GET_PARAMETER");
        }
        screen.assertGoesOn();
    }

    /** Drops a session whose M4 says none. */
    @Test
    void samsungWithoutSound() throws Exception {
        Message m4 = negotiate("wfd_video_formats: 40 00 01 10 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none\n"
                + "wfd_audio_codecs: none\n" + ports());
        assertThat(m4.body()).doesNotContain("wfd_audio_codecs");
        setUp("");
        assertShows();
    }

    /** WDS's own test of its parser. */
    @Test
    void wds() throws Exception {
        negotiate("wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none\n" + LPCM
                + ports() + "wfd_uibc_capABILITY: noNE\nwfd_3d_video_formats: none and more text\n");
        sink.speak(Dialect.requests(Dialect.head(head -> head + "Require: org.wfa.wfd1.0\r\n")));
        setUp("");
        assertShows();
    }

    /** From Intel: SETUP and PLAY about the session instead of the stream. */
    @Test
    void widi() throws Exception {
        negotiate("wfd_video_formats: 40 00 02 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none\n"
                + "intel_friendly_name: Living room\nintel_sink_version: product_ID=x hw_version=x sw_version=x\n"
                + LPCM + ports());
        sink.speak(
                Dialect.requests(request -> request.replaceFirst("^(SETUP|PLAY) \\S+", "$1 rtsp://127.0.0.1/wfd1.0")));
        setUp("");
        assertShows();
    }

    /** Asks to be let in without a word on Wi-Fi Display, and never sends M2. */
    @Test
    void oldDongleWithoutM2() throws Exception {
        beginAgain(TestSettings.defaults().optionsMs(50));
        sink.reply(sink.expect("OPTIONS"), "200 OK", "", "Public: GET_PARAMETER, SET_PARAMETER");
        sink.speak(Dialect.head(head -> head.replaceFirst("Session: .*\r\n", "")));
        sink.answerCapabilities("wfd_video_formats: 00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none\n"
                + "wfd_audio_codecs: none\n" + ports());
        sink.agree();

        assertPlays();
    }

    /** Reads M4 as Android reads such values: each field where it has to be. */
    @Test
    void android() throws Exception {
        Message m4 = negotiate("wfd_content_protection: none\n"
                + "wfd_video_formats: 28 00 01 02 FFFFFFFF FFFFFFFF FFFFFFFF 00 0000 0000 00 none none\n"
                + "wfd_audio_codecs: LPCM 00000003 00\n" + ports());
        assertThat(m4.parameter("wfd_video_formats"))
                .matches("(?:[0-9A-F]{2} ){4}(?:[0-9A-F]{8} ){3}[0-9A-F]{2} (?:[0-9A-F]{4} ){2}[0-9A-F]{2} none none");
        setUp("");
        assertShows();
    }
}
