// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SessionInfo;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** M1 to M9, with a display that does everything right. */
@Timeout(120)
class DialogueTest {
    private Rig rig;
    private RawSink sink;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        sink = rig.sink();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    @Test
    void theSourceSpeaksFirst() throws Exception {
        rig.start();

        Message options = sink.expect("OPTIONS");

        assertThat(options.startLine()).isEqualTo("OPTIONS * RTSP/1.0");
        assertThat(options.header("CSeq")).isEqualTo("1");
        assertThat(options.header("Require")).isEqualTo("org.wfa.wfd1.0");
    }

    @Test
    void theSourceNamesItsSevenMethods() throws Exception {
        rig.start();
        sink.answerOptions();

        Message reply = sink.request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Public"))
                .isEqualTo("org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER");
    }

    @Test
    void capabilitiesAreAskedForByName() throws Exception {
        rig.start();
        sink.exchangeOptions();

        Message request = sink.answerCapabilities();

        assertThat(request.startLine()).isEqualTo("GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0");
        assertThat(request.header("CSeq")).isEqualTo("2");
        assertThat(request.header("Content-Type")).isEqualTo("text/parameters");
        assertThat(request.body().split("\r\n"))
                .containsExactly(
                        "wfd_video_formats",
                        "wfd_audio_codecs",
                        "wfd_client_rtp_ports",
                        "wfd_content_protection",
                        "wfd_display_edid",
                        "wfd_connector_type",
                        "wfd_idr_request_capability",
                        "wfd_uibc_capability",
                        "wfd_standby_resume_capability",
                        "intel_friendly_name",
                        "intel_sink_manufacturer_name",
                        "intel_sink_model_name",
                        "microsoft_latency_management_capability",
                        "microsoft_format_change_capability",
                        "microsoft_diagnostics_capability",
                        "microsoft_rtcp_capability",
                        "microsoft_max_bitrate");
    }

    @Test
    void oneFormatIsProposed() throws Exception {
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities();

        Message proposal = sink.agree();

        assertThat(proposal.body().split("\r\n"))
                .containsExactly(
                        "wfd_video_formats: 00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none",
                        "wfd_audio_codecs: LPCM 00000002 00",
                        "wfd_presentation_URL: " + sink.presentationUrl() + " none",
                        "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sink.rtpPort() + " 0 mode=play");
    }

    @Test
    void startReturnsWhenAFormatIsAgreed() throws Exception {
        CompletableFuture<SessionInfo> started = rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities();
        Message proposal = sink.expect("SET_PARAMETER");
        assertThat(started).isNotDone();

        sink.reply(proposal, "");

        assertThat(rig.awaitStarted().monitorConnected()).isTrue();
    }

    @Test
    void theHostIsToldTheFormatBeforeStartReturns() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        assertThat(rig.host().requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .containsExactly(VideoMode.progressive(1920, 1080, 30));
    }

    @Test
    void setUpTellsThePortThatPacketsComeFrom() throws Exception {
        rig.ready();
        Message reply = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());
        sink.play();

        int from = sink.receiveRtp().getPort();

        assertThat(reply.header("Transport"))
                .isEqualTo("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort() + ";server_port=" + from);
    }

    @Test
    void theTimeOutIsToldInTheReplyToSetUpOnly() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        Message setUp = sink.setUp();
        Message play = sink.play();

        assertThat(setUp.header("Session")).matches("[1-9][0-9]{7,8};timeout=60");
        assertThat(play.header("Session")).isEqualTo(sink.session());
    }

    @Test
    void nothingIsSentBeforePlay() throws Exception {
        rig.ready();

        assertThat(sink.isDarkFor(150)).isTrue();
    }

    @Test
    void framesFlowFromPlayOn() throws Exception {
        rig.playing();

        await().untilAsserted(() -> assertThat(rig.host().requests()).contains(new DisplayRequest.SetActive(true)));
    }

    @Test
    void aSinkThatPausesGetsNothing() throws Exception {
        rig.playing();
        sink.receiveRtp();

        assertThat(sink.inSession("PAUSE").status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(sink.isDarkFor(100)).isTrue());
        assertThat(rig.host().requests()).endsWith(new DisplayRequest.SetActive(false));
    }
}
