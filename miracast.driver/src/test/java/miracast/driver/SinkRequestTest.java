// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.driver.RawSink.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a display may ask, in which state, and what it is answered. */
@Timeout(120)
class SinkRequestTest {
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

    // Order.

    @Test
    void setUpBeforeAFormatIsAgreedIsTooEarly() throws Exception {
        rig.start();

        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=19000").status()).isEqualTo(455);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAY", "PAUSE"})
    void nothingPlaysBeforeItIsSetUp(String method) throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        assertThat(sink.inSession(method).status()).isEqualTo(455);
    }

    @Test
    void aSecondSetUpGetsTheSameReply() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();
        Message first = sink.setUp();

        Message second = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort());

        assertThat(second.header("Transport")).isEqualTo(first.header("Transport"));
        assertThat(second.header("Session")).isEqualTo(first.header("Session"));
    }

    @Test
    void setUpWhilePlayingIsRefused() throws Exception {
        rig.playing();

        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=19000").status()).isEqualTo(459);
    }

    @Test
    void playTwiceIsHarmlessAndBringsAnIdrPicture() throws Exception {
        rig.playing();

        assertThat(sink.play().status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(rig.host().requests()).contains(new DisplayRequest.RequestIdr()));
        assertThat(rig.host().requests()).containsOnlyOnce(new DisplayRequest.SetActive(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENING", "AGREED", "READY", "PLAYING", "PAUSED"})
    void tearDownIsTakenInEveryState(String state) throws Exception {
        rig.start();
        if (!state.equals("OPENING")) {
            sink.negotiate();
            rig.awaitStarted();
        }
        if (state.equals("READY") || state.startsWith("P")) {
            sink.setUp();
        }
        if (state.startsWith("P")) {
            sink.play();
        }
        if (state.equals("PAUSED")) {
            sink.inSession("PAUSE");
        }

        assertThat(sink.inSession("TEARDOWN").status()).isEqualTo(200);

        if (state.equals("OPENING")) {
            assertThat(rig.awaitFailure()).hasMessageContaining("TEARDOWN");
        } else {
            assertThat(rig.host().awaitReport().status()).isEqualTo(MiracastStatus.SINK_DISCONNECT_REQUEST);
        }
    }

    @Test
    void theReasonOfATearDownIsTold() throws Exception {
        rig.playing();

        sink.request("TEARDOWN", sink.presentationUrl(), "microsoft_teardown_reason: C00D4278 no media\n");

        assertThat(rig.host().awaitReport().detail()).contains("C00D4278 no media");
    }

    // What is refused.

    @Test
    void anUnknownMethodIsNotImplemented() throws Exception {
        rig.playing();

        assertThat(sink.request("DESCRIBE", sink.presentationUrl(), "").status())
                .isEqualTo(501);
    }

    @Test
    void anotherVersionIsNotSupported() throws Exception {
        rig.playing();
        sink.send("OPTIONS * RTSP/2.0\nCSeq: 9\n\n");

        assertThat(sink.receiveReply().status()).isEqualTo(505);
    }

    @Test
    void httpIsNotSupported() throws Exception {
        rig.playing();
        sink.send("OPTIONS * HTTP/1.1\nCSeq: 9\n\n");

        assertThat(sink.receiveReply().status()).isEqualTo(505);
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        rig.playing();

        Message reply = sink.request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0, org.example.more");

        assertThat(reply.status()).isEqualTo(551);
        assertThat(reply.header("Unsupported")).isEqualTo("org.example.more");
    }

    @Test
    void aUriThatIsNoSessionIsNotFound() throws Exception {
        rig.playing();

        assertThat(sink.request("PAUSE", "rtsp://127.0.0.1/elsewhere", "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTP/AVP/TCP;unicast;client_port=19000",
                "RTP/AVP/TCP;interleaved=0-1",
                "RTP/AVP/UDP;multicast",
                "RTP/AVP/UDP;unicast;client_port=70000",
                "RTP/AVP/UDP;unicast;client_port=0",
                "something"
            })
    void aTransportThatWeDoNotHaveIsRefusedAndMayBeCorrected(String transport) throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        assertThat(sink.setUp(transport).status()).isEqualTo(461);
        assertThat(sink.setUp("RTP/AVP/UDP;unicast;client_port=" + sink.rtpPort())
                        .status())
                .isEqualTo(200);
    }

    // Transport.

    @Test
    void aPairIsAnsweredByAPair() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();
        String pair = sink.rtpPort() + "-" + (sink.rtpPort() + 1);

        String transport = sink.setUp("RTP/AVP/UDP;unicast;client_port=" + pair).header("Transport");

        assertThat(transport).startsWith("RTP/AVP/UDP;unicast;client_port=" + pair + ";server_port=");
        String[] ports = transport.replaceAll(".*server_port=", "").split("-");
        assertThat(Integer.parseInt(ports[0])).isBetween(10_000, 65_534).isEven();
        assertThat(Integer.parseInt(ports[1])).isEqualTo(Integer.parseInt(ports[0]) + 1);
    }

    @Test
    void aSinkThatNamesNoPortIsSentToThatOfM3() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        sink.setUp("RTP/AVP/UDP;unicast");
        sink.play();

        assertThat(sink.receiveRtp().getLength()).isPositive();
    }

    @Test
    void theSinksPortIsTakenInShortAndLongForms() throws Exception {
        rig.start();
        sink.negotiate();
        rig.awaitStarted();

        Message reply = sink.setUp("RTP/AVP;unicast;client_port=" + sink.rtpPort() + ";mode=play");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Transport")).contains("client_port=" + sink.rtpPort());
    }

    // Parameters.

    @Test
    void aVolleyOfIdrRequestsMakesOnePictureAndAsManyReplies() throws Exception {
        rig.playing();
        for (int i = 0; i < 7; i++) {
            assertThat(sink.set("wfd_idr_request\n").status()).isEqualTo(200);
        }

        await().untilAsserted(() -> assertThat(rig.host().events())
                .filteredOn(ProtocolEvent.IDR_REQUESTED::equals)
                .hasSize(7));
        assertThat(rig.host().requests(DisplayRequest.RequestIdr.class)).hasSizeBetween(1, 2);
    }

    @Test
    void anIdrRequestBeforePlayChangesNothing() throws Exception {
        rig.ready();

        assertThat(sink.set("wfd_idr_request\n").status()).isEqualTo(200);
        assertThat(rig.host().requests(DisplayRequest.RequestIdr.class)).isEmpty();
    }

    @Test
    void aSinkMayAskForASignOfLife() throws Exception {
        rig.playing();

        assertThat(sink.request("GET_PARAMETER", RawSink.URI, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "wfd_route: primary, 200",
        "wfd_route: secondary, 200",
        "wfd_uibc_setting: disable, 200",
        "wfd_uibc_capability: none, 200",
        "wfd_standby, 200",
        "wfd_sec_rotation: 90, 200",
        "microsoft_audio_mute: 1, 200"
    })
    void knownParametersAreTaken(String parameter, int status) throws Exception {
        rig.playing();

        assertThat(sink.set(parameter + "\n").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "wfd_route: sideways, wfd_route: 415",
        "wfd_uibc_setting: enable, wfd_uibc_setting: 415",
        "wfd_uibc_setting: perhaps, wfd_uibc_setting: 451",
        "wfd_connector_type: 06, wfd_connector_type: 457",
        "wfd_uibc_capability: nonsense, wfd_uibc_capability: 451",
        "wfd_uibc_capability: port=70000, wfd_uibc_capability: 457",
        "wfd_preferred_display_mode: 1, wfd_preferred_display_mode: 404",
        "wfd_I2C: 1000, wfd_I2C: 404",
        "wfd_coupled_sink: 00 none, wfd_coupled_sink: 404",
        "wfd_3d_video_formats: none, wfd_3d_video_formats: 404",
        "wfd2_video_formats: none, wfd2_video_formats: 404",
        "wfd_trigger_method: PLAY, wfd_trigger_method: 404",
        "wfd_unheard_of: 1, wfd_unheard_of: 404"
    })
    void whatCannotBeTakenIsNamedWithItsCode(String parameter, String error) throws Exception {
        rig.playing();

        Message reply = sink.set(parameter + "\n");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo(error + "\r\n");
    }

    @Test
    void ifOneParameterFailsNothingOfItAllTakesEffect() throws Exception {
        rig.playing();

        assertThat(sink.set("wfd_standby\nwfd_route: sideways\n").status()).isEqualTo(303);

        assertThat(rig.host().requests()).doesNotContain(new DisplayRequest.SetActive(false));
    }

    @Test
    void eachParameterThatFailsIsNamedWithItsOwnCode() throws Exception {
        rig.playing();

        Message reply = sink.set("wfd_route: sideways\nwfd_unheard_of: 1\nwfd_idr_request\nwfd_connector_type: 06\n");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo("wfd_route: 415\r\nwfd_unheard_of: 404\r\nwfd_connector_type: 457\r\n");
    }

    @Test
    void parametersOfOursThereAreNone() throws Exception {
        rig.playing();

        Message reply = sink.request("GET_PARAMETER", RawSink.URI, "wfd_video_formats\n");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo("wfd_video_formats: 404\r\n");
    }

    @Test
    void standbyLastsUntilPlay() throws Exception {
        rig.playing();

        sink.set("wfd_standby\n");
        await().untilAsserted(() -> assertThat(rig.host().requests()).endsWith(new DisplayRequest.SetActive(false)));
        sink.play();

        await().untilAsserted(() -> assertThat(rig.host().requests()).endsWith(new DisplayRequest.SetActive(true)));
    }

    @Test
    void aConnectorThatComesBringsAMonitor() throws Exception {
        rig.playing();

        sink.set("wfd_connector_type: 05\n");
        sink.answerCapabilities("wfd_connector_type: 05\nwfd_display_edid: none\n");

        await().untilAsserted(() -> assertThat(rig.host().events())
                .filteredOn(ProtocolEvent.MONITOR_ARRIVED::equals)
                .hasSize(2));
    }

    @Test
    void aConnectorThatChangesWhileItIsAskedForIsAskedForOnceMore() throws Exception {
        rig.playing();
        sink.set("wfd_connector_type: 05\n");
        Message question = sink.expect("GET_PARAMETER");
        sink.set("wfd_connector_type: none\n");
        sink.set("wfd_connector_type: 05\n");
        sink.set("wfd_connector_type: none\n");

        sink.reply(question, "wfd_connector_type: 05\n");
        sink.answerCapabilities("wfd_connector_type: none\n");

        await().untilAsserted(() -> assertThat(rig.host().requests()).endsWith(new DisplayRequest.MonitorDeparted()));
        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void aConnectorThatGoesTakesTheMonitorAlong() throws Exception {
        rig.playing();

        sink.set("wfd_connector_type: none\n");
        sink.answerCapabilities("wfd_connector_type: none\n");

        await().untilAsserted(() -> assertThat(rig.host().requests()).endsWith(new DisplayRequest.MonitorDeparted()));
    }
}
