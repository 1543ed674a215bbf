// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.driver.DisplayRequest.RequestIdr;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be met are answered with the protocol's own error, and the picture goes on. */
class RefusedRequestQuirksTest extends QuirkTestCase {
    @BeforeEach
    void play() throws Exception {
        playing();
    }

    private Message assertRefused(int status, String request) throws Exception {
        sink.send(request);
        Message reply = sink.receiveReply();
        assertThat(reply.status()).isEqualTo(status);
        screen.assertGoesOn();
        return reply;
    }

    @ParameterizedTest
    @ValueSource(strings = {"DESCRIBE", "ANNOUNCE", "RECORD", "REDIRECT", "GET", "nonsense", "PLAY2"})
    void unknownMethodsAreRefused(String method) throws Exception {
        assertRefused(501, method + " rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: 70\n\n");
    }

    @Test
    void anUnknownRequiredOptionIsRefusedByName() throws Exception {
        Message reply = assertRefused(
                551,
                "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: 70\nRequire: org.wfa.wfd1.0, com.odd.one\n\n");

        assertThat(reply.header("Unsupported")).isEqualTo("com.odd.one");
    }

    @Test
    void anotherVersionIsRefused() throws Exception {
        assertRefused(505, "OPTIONS * RTSP/2.0\nCSeq: 70\n\n");
    }

    @Test
    void theVersionOfAnotherProtocolIsRefused() throws Exception {
        assertRefused(505, "GET / HTTP/1.1\nHost: kiosk\nCSeq: 70\n\n");
    }

    @Test
    void aRequestWithoutNumberIsRefusedWithoutOne() throws Exception {
        Message reply = assertRefused(400, "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\n\n");

        assertThat(reply.headers()).doesNotContainKey("CSeq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "-1", "1 2", "1.5", "123456789012345678901"})
    void aNumberThatIsNoneIsRefused(String number) throws Exception {
        assertRefused(400, "GET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: " + number + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://localhost/other", "rtsp://localhost/", "http://localhost/wfd1.0", "wfd1.0", "/"})
    void aUriOfSomethingElseIsRefused(String uri) throws Exception {
        assertRefused(404, "GET_PARAMETER " + uri + " RTSP/1.0\nCSeq: 70\n\n");
    }

    @Test
    void setUpIsRefusedWhilePlaying() throws Exception {
        assertRefused(
                459,
                "SETUP rtsp://localhost/wfd1.0 RTSP/1.0\nCSeq: 70\nTransport: RTP/AVP/UDP;unicast;client_port=5\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "wfd_odd_parameter: 1, wfd_odd_parameter: 404",
        "wfd_uibc_setting: enable, wfd_uibc_setting: 415",
        "wfd_uibc_setting: perhaps, wfd_uibc_setting: 451",
        "wfd_route: tertiary, wfd_route: 415",
        "wfd_connector_type: nonsense, wfd_connector_type: 451"
    })
    void aParameterThatCannotBeSetIsRefusedByName(String line, String error) throws Exception {
        int before = host.requests(RequestIdr.class).size();
        Message reply = sink.set(line + "\nwfd_idr_request\n");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo(error + "\r\n");
        screen.assertGoesOn();
        // Nothing in it has taken effect.
        assertThat(host.requests(RequestIdr.class)).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wfd_uibc_setting: disable",
                "wfd_uibc_capability: none",
                "wfd_route: primary",
                "microsoft_latency_management_capability: low",
                "microsoft_audio_mute: 1",
                "intel_odd: yes",
                "wfd_sec_framerate: 30"
            })
    void whatOtherDisplaysSetIsTaken(String line) throws Exception {
        assertThat(sink.set(line + "\n").status()).isEqualTo(200);
        screen.assertGoesOn();
    }

    @Test
    void aSetParameterWithoutParametersIsTaken() throws Exception {
        assertThat(sink.set("").status()).isEqualTo(200);
        screen.assertGoesOn();
    }

    @Test
    void aBodyThatIsNoParametersIsRefused() throws Exception {
        assertThat(sink.set("= = =\n").status()).isEqualTo(400);
        screen.assertGoesOn();
    }

    @Test
    void parametersOfOursThereAreNone() throws Exception {
        Message reply = sink.request("GET_PARAMETER", RawSink.URI, "wfd_video_formats\nwfd_odd\n");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo("wfd_video_formats: 404\r\nwfd_odd: 404\r\n");
        screen.assertGoesOn();
    }

    @Test
    void playIsRefusedBeforeSetUp() throws Exception {
        beginAgain(TestSettings.defaults());
        sink.negotiate();
        rig.awaitStarted();
        assertThat(sink.request("PLAY", RawSink.URI, "").status()).isEqualTo(455);
        assertThat(sink.request("PAUSE", RawSink.URI, "").status()).isEqualTo(455);

        assertPlays();
    }
}
