// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.sink.SinkSession;
import miracast.wire.rtsp.DisplayEdid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sink says and answers, seen from a source of raw sockets. */
@Timeout(120)
class DialogueTest {
    private SinkFixture fixture;
    private TestSource source;

    @BeforeEach
    void open() throws Exception {
        fixture = new SinkFixture();
        source = fixture.source;
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private SinkSession connect(Map<String, String> parameters) {
        return fixture.sink.connect(
                fixture.request().decode(false).parameters(parameters).build());
    }

    private SinkSession connect() {
        return connect(Map.of());
    }

    /** A session that has M3 behind it. */
    private SinkSession asked() throws Exception {
        SinkSession session = connect();
        source.accept().options().ask("wfd_client_rtp_ports");
        return session;
    }

    private SinkSession playing() throws Exception {
        SinkSession session = connect();
        source.negotiate();
        await().until(() -> session.state() == SinkSession.State.PLAYING);
        return session;
    }

    private static List<String> complaints(SinkSession session) {
        return session.statistics().complaints();
    }

    @Test
    void answersM1WithWhatASinkMayList() throws Exception {
        connect();
        TestSource.Message reply = source.accept()
                .send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n")
                .read();
        assertThat(reply.start()).isEqualTo("RTSP/1.0 200 OK");
        assertThat(reply.headers())
                .containsEntry("cseq", "1")
                .containsEntry("public", "org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER");
    }

    @Test
    void sendsM2RightAfterTheReplyToM1() throws Exception {
        connect();
        source.accept().send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        TestSource.Message m2 = source.read();
        assertThat(m2.start()).isEqualTo("OPTIONS * RTSP/1.0");
        assertThat(m2.headers()).containsEntry("cseq", "1").containsEntry("require", "org.wfa.wfd1.0");
    }

    @Test
    void refusesAnM1ThatRequiresSomethingElse() throws Exception {
        SinkSession session = connect();
        TestSource.Message reply = source.accept()
                .send("OPTIONS", "*", "Require: org.wfa.wfd1.0, org.example\r\n")
                .read();
        assertThat(reply.status()).isEqualTo(551);
        assertThat(reply.headers()).containsEntry("unsupported", "org.example");
        assertThat(complaints(session)).containsExactly("M1 requires org.example");
    }

    @Test
    void complainsOfAnM1ThatRequiresNothing() throws Exception {
        SinkSession session = connect();
        source.accept().send("OPTIONS", "*", "").read();
        assertThat(complaints(session)).containsExactly("M1 does not require org.wfa.wfd1.0");
    }

    @Test
    void complainsOfAReplyToM2ThatLacksMethods() throws Exception {
        SinkSession session = connect();
        source.accept().send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        source.ok(source.read(), "Public: org.wfa.wfd1.0, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER\r\n");
        source.ask("wfd_client_rtp_ports");
        assertThat(complaints(session)).containsExactly("the reply to M2 lacks TEARDOWN, PAUSE in Public");
    }

    @Test
    void answersM3LikeATelevision() throws Exception {
        connect();
        String reply = source.accept()
                .options()
                .ask(
                        "wfd_video_formats",
                        "wfd_audio_codecs",
                        "wfd_client_rtp_ports",
                        "wfd_content_protection",
                        "wfd_connector_type",
                        "wfd_uibc_capability",
                        "intel_friendly_name");
        assertThat(reply.split("\r\n"))
                .containsExactly(
                        "wfd_video_formats: 40 00 01 10 0001BDEB 051557FF 00000FFF 00 0000 0000 11 none none, "
                                + "02 10 0001BDEB 051557FF 00000FFF 00 0000 0000 11 none none",
                        "wfd_audio_codecs: LPCM 00000003 00, AAC 00000001 00",
                        "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + source.sinkPort + " 0 mode=play",
                        "wfd_content_protection: none",
                        "wfd_connector_type: 05",
                        "wfd_uibc_capability: input_category_list=GENERIC;generic_cap_list=Keyboard, Mouse, SingleTouch, "
                                + "MultiTouch;hidc_cap_list=none;port=none");
        assertThat(source.sinkPort).isEven().isPositive();
    }

    @Test
    void tellsAnEdidWithAName() throws Exception {
        connect();
        String reply = source.accept().options().ask("wfd_display_edid").strip();
        byte[] edid = DisplayEdid.parse(reply.substring(reply.indexOf(':') + 1).strip())
                .octets();
        assertThat(edid).hasSize(128);
        assertThat(new String(edid, StandardCharsets.ISO_8859_1)).contains("Miracast sink");
    }

    @Test
    void parametersOfARequestReplaceTheUsualOnesAsTheyAreSpelled() throws Exception {
        connect(Map.of("WFD_Video_Formats", "none", "microsoft_max_bitrate", "200000000", "wfd_audio_codecs", ""));
        String reply = source.accept().options().ask("wfd_video_formats", "wfd_audio_codecs", "microsoft_max_bitrate");
        assertThat(reply).isEqualTo("WFD_Video_Formats: none\r\nmicrosoft_max_bitrate: 200000000\r\n");
    }

    @Test
    void aPortThatIsAskedForIsReallyBound() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        connect(Map.of("wfd_client_rtp_ports", "RTP/AVP/UDP;unicast " + port + " 0 mode=play"));
        source.negotiate();
        assertThat(source.sinkPort).isEqualTo(port);
        assertThat(source.setupTransport).isEqualTo("RTP/AVP/UDP;unicast;client_port=" + port);
    }

    @Test
    void aPortThatIsTakenEndsTheSession() throws Exception {
        int port = source.rtp.getLocalPort();
        SinkSession session = connect(Map.of("wfd_client_rtp_ports", "RTP/AVP/UDP;unicast " + port + " 0 mode=play"));
        assertThat(SinkFixture.end(session)).startsWith("failed: UDP port " + port + " of 127.0.0.1: ");
    }

    @Test
    void complainsOfM3BeforeM2IsAnswered() throws Exception {
        SinkSession session = connect();
        source.accept().send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        source.read();
        assertThat(source.ask("wfd_client_rtp_ports")).startsWith("wfd_client_rtp_ports");
        assertThat(complaints(session)).containsExactly("M3 came before M2 was answered");
    }

    @Test
    void acceptsM4WithOneOfEach() throws Exception {
        SinkSession session = asked();
        assertThat(source.choose(TestSource.M4_FORMATS).status()).isEqualTo(200);
        assertThat(session.statistics().mode()).contains(VideoMode.progressive(640, 480, 60));
        assertThat(complaints(session)).isEmpty();
    }

    @Test
    void refusesTheTriggerToSetUpBeforeM4() throws Exception {
        SinkSession session = asked();
        assertThat(source.set("wfd_trigger_method: SETUP").status()).isEqualTo(455);
        assertThat(complaints(session)).containsExactly("trigger SETUP in step CAPABILITIES");
    }

    @Test
    void refusesAnUnknownTrigger() throws Exception {
        asked();
        TestSource.Message reply = source.set("wfd_trigger_method: DANCE");
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo("wfd_trigger_method: 415\r\n");
    }

    @Test
    void namesWhatIsRefusedAndTakesTheNextM4() throws Exception {
        asked();
        TestSource.Message reply =
                source.choose("wfd_video_formats: 00 00 03 01 00000001 00000000 00000000 00 0000 0000 00 none none");
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.headers()).containsEntry("content-type", "text/parameters");
        assertThat(reply.body()).isEqualTo("wfd_video_formats: 415\r\n");
        assertThat(source.choose(TestSource.M4_FORMATS).status()).isEqualTo(200);
    }

    @Test
    void setsUpAndPlaysWithTheSessionOfTheSource() throws Exception {
        SinkSession session = asked();
        source.choose(TestSource.M4_FORMATS);
        source.set("wfd_trigger_method: SETUP");
        TestSource.Message m6 = source.read();
        assertThat(m6.start()).isEqualTo("SETUP rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0");
        assertThat(m6.headers())
                .containsEntry("transport", "RTP/AVP/UDP;unicast;client_port=" + source.sinkPort)
                .doesNotContainKey("session");
        source.ok(
                m6,
                "Session: 27182818;timeout=30\r\nTransport: RTP/AVP/UDP;unicast;client_port=" + source.sinkPort
                        + ";server_port=50000\r\n");
        TestSource.Message m7 = source.read();
        assertThat(m7.start()).isEqualTo("PLAY rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0");
        assertThat(m7.headers()).containsEntry("session", "27182818").containsEntry("cseq", "3");
        assertThat(session.state()).isEqualTo(SinkSession.State.READY);
        source.ok(m7, "");
        await().until(() -> session.state() == SinkSession.State.PLAYING);
        assertThat(complaints(session)).isEmpty();
    }

    @Test
    void answersKeepAlive() throws Exception {
        playing();
        TestSource.Message reply = source.send(
                        "GET_PARAMETER", "rtsp://localhost/wfd1.0", "Session: " + TestSource.SESSION + "\r\n")
                .read();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void pausesAndPlaysWhenTheSourceSaysSo() throws Exception {
        SinkSession session = playing();
        source.set("wfd_trigger_method: PAUSE");
        TestSource.Message m9 = source.read();
        assertThat(m9.start()).startsWith("PAUSE rtsp://127.0.0.1/wfd1.0/streamid=0");
        source.ok(m9, "");
        await().until(() -> session.state() == SinkSession.State.PAUSED);
        source.set("wfd_trigger_method: PLAY");
        source.play();
        await().until(() -> session.state() == SinkSession.State.PLAYING);
    }

    @Test
    void pausesAndPlaysWhenTheViewerSaysSo() throws Exception {
        SinkSession session = playing();
        session.pause();
        source.ok(source.read(), "");
        await().until(() -> session.state() == SinkSession.State.PAUSED);
        session.pause();
        session.play();
        TestSource.Message m7 = source.read();
        assertThat(m7.start()).startsWith("PLAY ");
        source.ok(m7, "");
        await().until(() -> session.state() == SinkSession.State.PLAYING);
    }

    @Test
    void asksForAnIdrPictureWhenTheViewerSaysSo() throws Exception {
        SinkSession session = playing();
        session.requestIdr();
        TestSource.Message m13 = source.read();
        assertThat(m13.start()).isEqualTo("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0");
        assertThat(m13.body()).isEqualTo("wfd_idr_request\r\n");
        assertThat(m13.headers()).containsEntry("content-length", "17");
    }

    @Test
    void aFormatMayChangeWhilePlaying() throws Exception {
        SinkSession session = playing();
        TestSource.Message reply = source.set(
                "wfd_video_formats: 00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none",
                "wfd_av_format_change_timing: 00000BB800 000005DC00");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(session.statistics().mode())
                .as("until that time comes")
                .contains(VideoMode.progressive(640, 480, 60));

        source.set("wfd_video_formats: 00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
        await().untilAsserted(
                        () -> assertThat(session.statistics().mode()).contains(VideoMode.progressive(1920, 1080, 30)));
    }

    @Test
    void tearsDownWhenTheSourceSaysSo() throws Exception {
        SinkSession session = playing();
        source.set("wfd_trigger_method: TEARDOWN");
        TestSource.Message m8 = source.read();
        assertThat(m8.start()).isEqualTo("TEARDOWN rtsp://127.0.0.1/wfd1.0/streamid=0 RTSP/1.0");
        assertThat(m8.headers()).containsEntry("session", TestSource.SESSION);
        source.ok(m8, "");
        assertThat(source.isClosed()).isTrue();
        assertThat(SinkFixture.end(session)).isEqualTo("the source ended the session");
        assertThat(session.state()).isEqualTo(SinkSession.State.CLOSED);
    }

    @Test
    void tearsDownWhenTheViewerLeaves() throws Exception {
        SinkSession session = playing();
        session.close();
        session.close();
        TestSource.Message m8 = source.read();
        assertThat(m8.start()).startsWith("TEARDOWN ");
        source.ok(m8, "");
        assertThat(source.isClosed()).isTrue();
        assertThat(SinkFixture.end(session)).isEqualTo("the viewer ended the session");
    }

    @Test
    void leavesEvenIfTearDownIsNotAnswered() throws Exception {
        SinkSession session = playing();
        session.close();
        assertThat(SinkFixture.end(session)).isEqualTo("the viewer ended the session");
    }

    @Test
    void leavesWithoutTearDownWhileNothingIsSetUp() throws Exception {
        SinkSession session = asked();
        session.close();
        assertThat(source.isClosed()).isTrue();
        assertThat(SinkFixture.end(session)).isEqualTo("the viewer ended the session");
    }

    @Test
    void vanishesWithoutAWord() throws Exception {
        SinkSession session = playing();
        session.vanish();
        assertThat(source.isClosed()).isTrue();
        assertThat(SinkFixture.end(session)).isEqualTo("vanished");
    }

    @Test
    void aSourceThatClosesAfterItsTriggerHasEndedTheSession() throws Exception {
        SinkSession session = playing();
        source.set("wfd_trigger_method: TEARDOWN");
        source.socket.close();
        assertThat(SinkFixture.end(session)).isEqualTo("the source ended the session");
    }

    @Test
    void complainsOfASessionHeaderWithTimeout() throws Exception {
        SinkSession session = playing();
        source.send("GET_PARAMETER", "rtsp://localhost/wfd1.0", "Session: " + TestSource.SESSION + ";timeout=60\r\n")
                .read();
        assertThat(complaints(session))
                .containsExactly("GET_PARAMETER has Session '31415926;timeout=60', expected the id alone");
    }

    @Test
    void complainsOfAnotherSession() throws Exception {
        SinkSession session = playing();
        source.send("GET_PARAMETER", "rtsp://localhost/wfd1.0", "Session: 1\r\n")
                .read();
        assertThat(complaints(session)).containsExactly("GET_PARAMETER has Session '1', expected 31415926");
    }

    @Test
    void complainsOfARequestThatIsNotForLocalhost() throws Exception {
        SinkSession session = playing();
        source.send("GET_PARAMETER", source.presentationUrl, "").read();
        assertThat(complaints(session))
                .containsExactly(
                        "GET_PARAMETER of rtsp://127.0.0.1/wfd1.0/streamid=0, expected rtsp://localhost/wfd1.0");
    }

    @Test
    void complainsOfANumberThatIsNotTheNext() throws Exception {
        SinkSession session = playing();
        int last = source.number;
        source.number = last + 4;
        source.send("GET_PARAMETER", "rtsp://localhost/wfd1.0", "").read();
        assertThat(complaints(session))
                .containsExactly("GET_PARAMETER has CSeq " + (last + 5) + ", expected " + (last + 1));
    }

    @Test
    void goesDarkWhenTheSourceSaysSoAndIsWokenByItsTrigger() throws Exception {
        SinkSession session = playing();
        assertThat(source.set("wfd_standby").status()).isEqualTo(200);
        await().until(() -> session.state() == SinkSession.State.PAUSED);
        source.set("wfd_trigger_method: PLAY");
        source.play();
        await().until(() -> session.state() == SinkSession.State.PLAYING);
        assertThat(complaints(session)).isEmpty();
    }

    @Test
    void cannotGoDarkBeforeItPlays() throws Exception {
        SinkSession session = asked();
        assertThat(source.set("wfd_standby").status()).isEqualTo(455);
        assertThat(complaints(session)).containsExactly("wfd_standby in state NEGOTIATING");
    }

    @Test
    void refusesWhatCannotBeSetByName() throws Exception {
        SinkSession session = connect(Map.of("wfd_uibc_capability", "none"));
        source.negotiate();
        await().until(() -> session.state() == SinkSession.State.PLAYING);
        TestSource.Message reply = source.set("wfd_standby", "wfd_unheard_of: 1", "wfd_uibc_setting: enable");
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo("wfd_unheard_of: 404\r\nwfd_uibc_setting: 404\r\n");
        assertThat(session.state()).isEqualTo(SinkSession.State.PLAYING);
    }

    @Test
    void ignoresParametersThatItDoesNotKnow() throws Exception {
        SinkSession session = playing();
        assertThat(source.set("intel_overscan_comp: x=0, y=0").status()).isEqualTo(200);
        assertThat(complaints(session)).isEmpty();
    }
}
