// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Displays that are switched off, in every state. */
@Timeout(120)
class VanishingSinkTest {
    private Rig rig;
    private RawSink sink;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig();
        sink = rig.sink();
        rig.start();
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    /** Goes so far that the start has not returned. */
    private void openUntil(String message) throws Exception {
        sink.expect("OPTIONS");
        if (message.equals("M1")) {
            return;
        }
        sink.send("RTSP/1.0 200 OK\nCSeq: 1\nPublic: org.wfa.wfd1.0\n\n");
        sink.request("OPTIONS", "*", "");
        if (message.equals("M3")) {
            sink.expect("GET_PARAMETER");
            return;
        }
        sink.answerCapabilities();
        sink.expect("SET_PARAMETER");
    }

    /** Goes so far after the start. */
    private void playUntil(String state) throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        if (state.equals("TRIGGERED")) {
            sink.answerTrigger("SETUP");
            return;
        }
        sink.setUp();
        if (!state.equals("READY")) {
            sink.play();
        }
        if (state.equals("PAUSED")) {
            sink.inSession("PAUSE");
        }
        if (state.equals("STANDBY")) {
            sink.set("wfd_standby\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"M1", "M3", "M4"})
    void anEndDuringTheStartFailsIt(String message) throws Exception {
        openUntil(message);
        sink.close();

        MiracastException failure = rig.awaitFailure();

        assertThat(failure.ntStatus()).isIn(NtStatus.STATUS_CONNECTION_DISCONNECTED, NtStatus.STATUS_CONNECTION_RESET);
        assertThat(failure).hasMessageContaining("OPENING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"M1", "M3", "M4"})
    void aResetDuringTheStartFailsIt(String message) throws Exception {
        openUntil(message);
        sink.reset();

        assertThat(rig.awaitFailure().ntStatus()).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRIGGERED", "READY", "PLAYING", "PAUSED", "STANDBY"})
    void anEndInAnyStateIsReported(String state) throws Exception {
        playUntil(state);
        sink.finish();

        TestHost.Report report = rig.host().awaitReport();

        assertThat(report.status()).isEqualTo(MiracastStatus.CRITICAL_ERROR);
        assertThat(report.ntStatus()).isEqualTo(NtStatus.STATUS_CONNECTION_DISCONNECTED);
        assertThat(report.detail()).contains(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRIGGERED", "READY", "PLAYING", "PAUSED", "STANDBY"})
    void aResetInAnyStateIsReported(String state) throws Exception {
        playUntil(state);
        sink.reset();

        TestHost.Report report = rig.host().awaitReport();

        assertThat(report.ntStatus()).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(report.detail()).contains(state);
    }
}
