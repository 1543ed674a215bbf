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

/** M5 and M6: where sinks receive, and how they say it. */
class SetUpQuirksTest extends QuirkTestCase {
    private static final String UDP = "RTP/AVP/UDP;unicast;client_port=";

    private void untilSetUp() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
    }

    /** Answers M3 with another port than the one it receives at. */
    private void untilSetUpWithAnotherPort() throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, 19000));
        sink.agree();
        rig.awaitStarted();
        sink.answerTrigger("SETUP");
    }

    private String port() {
        return Integer.toString(sink.rtpPort());
    }

    /** Sets up with this header, and plays; returns the reply's header. */
    private String plays(String transport) throws Exception {
        Message reply = sink.setUp(transport);
        assertThat(reply.status()).isEqualTo(200);
        assertShows();
        return reply.header("Transport");
    }

    // The Transport header.

    @Test
    void oneClientPortGetsOneServerPort() throws Exception {
        untilSetUp();

        assertThat(plays(UDP + port()))
                .matches("RTP/AVP/UDP;unicast;client_port=" + port() + ";server_port=[0-9]{4}[02468]");
    }

    /** LG, FoxLost, HuntCode. */
    @Test
    void aPairOfClientPortsGetsAPairOfServerPorts() throws Exception {
        untilSetUp();
        String pair = port() + "-" + (sink.rtpPort() + 1);

        assertThat(plays(UDP + pair))
                .matches("RTP/AVP/UDP;unicast;client_port=" + pair + ";server_port=[0-9]{4}[02468]-[0-9]{4}[13579]");
    }

    /** Old LG dongles. */
    @Test
    void aMissingClientPortIsTheOneOfM3() throws Exception {
        untilSetUp();

        assertThat(plays("RTP/AVP/UDP;unicast")).startsWith(UDP + port());
    }

    @Test
    void aMissingTransportIsTheOneOfM3() throws Exception {
        untilSetUp();
        Message reply = sink.inSession("SETUP");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Transport")).startsWith(UDP + port());

        assertShows();
    }

    @Test
    void theClientPortOfSetUpBeatsTheOneOfM3() throws Exception {
        untilSetUpWithAnotherPort();

        plays(UDP + port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTP/AVP/UDP;unicast;client_port=%s;mode=play",
                "RTP/AVP/UDP;unicast;client_port=%s;mode=\"PLAY\"",
                "RTP/AVP/UDP;client_port=%s",
                "RTP/AVP;unicast;client_port=%s",
                "RTP/AVP/UDP;unicast; client_port=%s ",
                "rtp/avp/udp;UNICAST;CLIENT_PORT=%s",
                "RTP/AVP/UDP;unicast;client_port=%s-0",
                "RTP/AVP/TCP;unicast;interleaved=0-1,RTP/AVP/UDP;unicast;client_port=%s",
                "RTP/AVP/UDP;unicast;client_port=%s,RTP/AVP/TCP;unicast;interleaved=0-1",
                "RTP/AVP/UDP;unicast;client_port=%s;ssrc=12345678;blocksize=1456;;odd"
            })
    void theTransportMayBeWrittenInManyWays(String transport) throws Exception {
        untilSetUpWithAnotherPort();

        plays(String.format(transport, port()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTP/AVP/TCP;unicast;client_port=19000",
                "RTP/AVP/TCP;interleaved=0-1",
                "RTP/AVP/TCP;unicast;interleaved=0-1",
                "RTP/SAVP;unicast;client_port=19000",
                "RTP/AVP;multicast;client_port=19000",
                "RTP/AVP/UDP;unicast;client_port=0",
                "RTP/AVP/UDP;unicast;client_port=65536",
                "RTP/AVP/UDP;unicast;client_port=-5",
                "RTP/AVP/UDP;unicast;client_port=nonsense",
                "nonsense",
                ";;;",
                ",,,"
            })
    void aTransportThatWeDoNotHaveIsRefusedAndTheNextOneTaken(String transport) throws Exception {
        untilSetUp();
        assertThat(sink.setUp(transport).status()).isEqualTo(461);

        plays(UDP + port());
    }

    @Test
    void packetsComeFromTheServerPort() throws Exception {
        untilSetUp();
        String transport = sink.setUp(UDP + port()).header("Transport");
        sink.play();

        assertThat(transport).endsWith(";server_port=" + sink.receiveRtp().getPort());
    }

    // The request.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://localhost/wfd1.0",
                "rtsp://localhost/wfd1.0/streamid=0",
                "rtsp://127.0.0.1/wfd1.0",
                "rtsp://127.0.0.1/wfd1.0/",
                "rtsp://127.0.0.1/wfd1.0/streamid=0",
                "rtsp://127.0.0.1/wfd1.0/streamid=0/",
                "rtsp://127.0.0.1:7236/wfd1.0/streamid=0",
                "rtsp://192.168.49.1:554/wfd1.0/streamid=0",
                "rtsp://[fe80::1]/wfd1.0/streamid=0",
                "RTSP://KIOSK/WFD1.0/STREAMID=0",
                "*"
            })
    void theUriMayBeAnyOfTheSession(String uri) throws Exception {
        untilSetUp();
        sink.speak(Dialect.requests(request -> request.replaceFirst("^(\\S+) \\S+ ", "$1 " + uri + " ")));

        plays(UDP + port());
    }

    /** WDS. */
    @Test
    void setUpAndPlayMayRequireWifiDisplay() throws Exception {
        untilSetUp();
        sink.speak(Dialect.requests(Dialect.head(head -> head + "Require: org.wfa.wfd1.0\r\n")));

        plays(UDP + port());
    }

    // Its time.

    @Test
    void setUpMayComeBeforeItsTrigger() throws Exception {
        sink.negotiate();
        Message reply = sink.setUp(UDP + port());
        rig.awaitStarted();

        assertThat(reply.status()).isEqualTo(200);
        assertShows();
    }

    @Test
    void setUpMayComeBeforeTheReplyToItsTrigger() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        Message trigger = sink.expect("SET_PARAMETER");
        assertThat(sink.setUp(UDP + port()).status()).isEqualTo(200);
        sink.reply(trigger, "");

        assertShows();
    }

    @Test
    void setUpMayComeThoughItsTriggerWasRefused() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        Message trigger = sink.expect("SET_PARAMETER");
        assertThat(sink.setUp(UDP + port()).status()).isEqualTo(200);
        sink.reply(trigger, "455 Method Not Valid in This State", "");

        assertShows();
    }

    @Test
    void aRefusedTriggerEndsTheSession() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        sink.reply(sink.expect("SET_PARAMETER"), "406 Not Acceptable", "");

        assertEnds(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "M5", "406");
    }

    @Test
    void aMissingSetUpEndsTheSession() throws Exception {
        beginAgain(TestSettings.defaults().requestMs(100));
        untilSetUp();

        assertEnds(NtStatus.STATUS_IO_TIMEOUT, "did not send SETUP", "100 ms");
    }

    @Test
    void setUpAgainGetsTheSameReply() throws Exception {
        untilSetUp();
        Message first = sink.setUp(UDP + port());
        Message second = sink.setUp(UDP + port());

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("Session")).isEqualTo(first.header("Session"));
        assertThat(second.header("Transport")).isEqualTo(first.header("Transport"));
        assertShows();
    }

    @Test
    void setUpWhilePlayingIsRefusedAndChangesNothing() throws Exception {
        playing();
        String session = sink.session();

        assertThat(sink.request("SETUP", sink.presentationUrl(), "", "Transport: " + UDP + "1025")
                        .status())
                .isEqualTo(459);
        assertThat(sink.session()).isEqualTo(session);
        screen.assertGoesOn();
    }
}
