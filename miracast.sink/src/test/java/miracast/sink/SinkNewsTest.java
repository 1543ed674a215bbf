// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** M10 to M15 from the sink, seen from a source of raw sockets. */
@Timeout(120)
class SinkNewsTest {
    private static final String LOCALHOST = "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0";
    private static final Map<String, String> UNPLUGGED =
            Map.of("wfd_connector_type", "none", "wfd_display_edid", "none");

    private SinkFixture fixture;
    private TestSource source;
    private SinkSession session;

    @BeforeEach
    void play() throws Exception {
        fixture = new SinkFixture();
        source = fixture.source;
        session = fixture.sink.connect(fixture.request().decode(false).build());
        source.negotiate();
        awaitState(SinkSession.State.PLAYING);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private void awaitState(SinkSession.State state) {
        await().until(() -> session.state() == state);
    }

    /** The next message of the sink, which is one parameter of the session; it is answered with yes. */
    private String told() throws Exception {
        TestSource.Message message = source.read();
        assertThat(message.start()).isEqualTo(LOCALHOST);
        assertThat(message.headers()).containsEntry("session", TestSource.SESSION);
        source.ok(message, "Session: " + TestSource.SESSION + "\r\n");
        return message.body();
    }

    /** Answers with an error; what the sink says next comes after that. */
    private void refuse(String body) throws Exception {
        TestSource.Message message = source.read();
        assertThat(message.body()).isEqualTo(body);
        source.write("RTSP/1.0 406 Not Acceptable\r\nCSeq: " + message.headers().get("cseq") + "\r\n\r\n");
    }

    @Test
    void theSoundIsWantedElsewhere() throws Exception {
        session.route(SinkSession.Route.SECONDARY);
        assertThat(told()).isEqualTo("wfd_route: secondary\r\n");

        session.route(SinkSession.Route.PRIMARY);
        assertThat(told()).isEqualTo("wfd_route: primary\r\n");
    }

    @Test
    void anotherMonitorIsToldByItsConnectorAndByTheNextReplyToM3() throws Exception {
        session.change(UNPLUGGED);
        assertThat(told()).isEqualTo("wfd_connector_type: none\r\n");
        assertThat(source.ask("wfd_display_edid", "wfd_connector_type"))
                .contains("wfd_display_edid: none\r\n", "wfd_connector_type: none\r\n");

        session.change(Map.of());
        assertThat(told()).isEqualTo("wfd_connector_type: 05\r\n");
        assertThat(source.ask("wfd_display_edid", "wfd_connector_type"))
                .contains("wfd_display_edid: 0001 00FFFFFFFFFFFF00", "wfd_connector_type: 05\r\n");
    }

    @Test
    void theSameMonitorIsNoNews() throws Exception {
        session.change(Map.of("WFD_CONNECTOR_TYPE", "05"));
        session.change(Map.of("wfd_friendly", ""));
        session.requestIdr();

        assertThat(told()).isEqualTo("wfd_idr_request\r\n");
    }

    @Test
    void inputOfAnotherKindIsToldWithoutAnotherMonitor() throws Exception {
        String none = "none";
        session.change(Map.of("wfd_uibc_capability", none));
        assertThat(told()).isEqualTo("wfd_uibc_capability: none\r\n");

        session.change(Map.of("wfd_uibc_capability", ""));
        session.requestIdr();
        assertThat(told()).as("left out is none, too").isEqualTo("wfd_idr_request\r\n");
    }

    @Test
    void aParameterThatCannotBeSentIsTheCallersMistake() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.change(Map.of("wfd_display_edid", "none\r\nwfd_route: primary")))
                .withMessageContaining("wfd_display_edid");

        session.requestIdr();
        assertThat(told()).isEqualTo("wfd_idr_request\r\n");
        assertThat(source.ask("wfd_connector_type")).isEqualTo("wfd_connector_type: 05\r\n");
    }

    @Test
    void whatChangedWhileTheStreamWasSetUpIsToldThen() throws Exception {
        fixture.close();
        fixture = new SinkFixture();
        source = fixture.source;
        session = fixture.sink.connect(fixture.request().decode(false).build());
        source.accept().options().ask("wfd_video_formats", "wfd_client_rtp_ports");

        session.change(UNPLUGGED);
        source.choose(TestSource.M4_FORMATS);
        source.setUp().play();

        assertThat(told()).isEqualTo("wfd_connector_type: none\r\n");
    }

    @Test
    void aSinkThatChangedBeforeItWasAskedHasNoNews() throws Exception {
        fixture.close();
        fixture = new SinkFixture();
        source = fixture.source;
        session = fixture.sink.connect(fixture.request().decode(false).build());
        source.accept().options();

        session.change(UNPLUGGED);
        // The answer to this tells that the sink has changed.
        source.send("GET_PARAMETER", "rtsp://localhost/wfd1.0", "").read();
        assertThat(source.ask("wfd_client_rtp_ports", "wfd_connector_type")).contains("wfd_connector_type: none\r\n");
        source.choose(TestSource.M4_FORMATS);
        source.setUp().play();
        awaitState(SinkSession.State.PLAYING);

        session.requestIdr();
        assertThat(told()).isEqualTo("wfd_idr_request\r\n");
    }

    @Test
    void aSinkThatGoesDarkSaysSoAndWakesByPlay() throws Exception {
        session.standby();
        assertThat(told()).isEqualTo("wfd_standby\r\n");
        awaitState(SinkSession.State.PAUSED);
        session.standby();

        session.play();
        TestSource.Message m7 = source.read();
        assertThat(m7.start()).startsWith("PLAY rtsp://");
        source.ok(m7, "Session: " + TestSource.SESSION + "\r\n");
        awaitState(SinkSession.State.PLAYING);
    }

    @Test
    void aSinkThatCannotGoDarkDoesNot() throws Exception {
        session.change(Map.of("wfd_standby_resume_capability", "none"));
        assertThat(told()).isEqualTo("wfd_connector_type: 05\r\n");

        session.standby();
        session.requestIdr();

        assertThat(told()).isEqualTo("wfd_idr_request\r\n");
    }

    @Test
    void whatTheSourceRefusesIsComplainedOfAndLeavesThingsAsTheyAre() throws Exception {
        session.standby();
        refuse("wfd_standby\r\n");
        session.route(SinkSession.Route.PRIMARY);
        refuse("wfd_route: primary\r\n");
        session.change(UNPLUGGED);
        refuse("wfd_connector_type: none\r\n");

        await().untilAsserted(() -> assertThat(session.statistics().complaints())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("M12 was answered with 406"),
                        second -> assertThat(second).startsWith("M10 was answered with 406"),
                        third -> assertThat(third).startsWith("M11 was answered with 406")));
        assertThat(session.state()).isEqualTo(SinkSession.State.PLAYING);
    }
}
