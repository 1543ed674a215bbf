// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import miracast.api.NtStatus;
import miracast.api.driver.MiracastStatus;
import miracast.driver.RawSink;
import miracast.driver.TestHost.Report;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;

/** M7 to M9. */
class PlayQuirksTest extends QuirkTestCase {
    private void untilPlay() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        sink.setUp();
    }

    private void assertPauses() throws Exception {
        assertThat(sink.inSession("PAUSE").status()).isEqualTo(200);
        screen.awaitActive(false);
    }

    private void assertPlaysAgain() throws Exception {
        assertThat(sink.inSession("PLAY").status()).isEqualTo(200);
        screen.assertShowsFromIdr();
    }

    // PLAY.

    @Test
    void playBeforeSetUpIsRefusedAndChangesNothing() throws Exception {
        sink.negotiate();
        rig.awaitStarted();
        assertThat(sink.request("PLAY", sink.presentationUrl(), "").status()).isEqualTo(455);

        assertPlays();
    }

    @Test
    void playBeforeM3IsRefusedAndChangesNothing() throws Exception {
        sink.exchangeOptions();
        assertThat(sink.request("PLAY", RawSink.URI, "").status()).isEqualTo(455);
        sink.answerCapabilities();
        sink.agree();

        assertPlays();
    }

    /** FoxLost. */
    @Test
    void playMayComeTwice() throws Exception {
        untilPlay();
        assertThat(sink.play().status()).isEqualTo(200);
        assertThat(sink.play().status()).isEqualTo(200);

        screen.assertShowsFromIdr();
    }

    @Test
    void playMayComeAgainMuchLater() throws Exception {
        playing();
        assertThat(sink.play().status()).isEqualTo(200);

        screen.assertGoesOn();
    }

    @Test
    void playMayHaveARangeAndABody() throws Exception {
        untilPlay();
        assertThat(sink.request("PLAY", sink.presentationUrl(), "odd: yes\n", "Range: npt=0.000-", "Scale: 1")
                        .status())
                .isEqualTo(200);

        screen.assertShowsFromIdr();
    }

    @Test
    void aSinkThatNeverPlaysEndsTheSession() throws Exception {
        beginAgain(TestSettings.defaults().requestMs(1000));
        untilPlay();

        assertEnds(NtStatus.STATUS_IO_TIMEOUT, "did not send PLAY", "1000 ms");
    }

    @Test
    void aPortThatNobodyListensAtEndsNothing() throws Exception {
        playing();
        sink.closeRtp();
        // The system tells of each packet only when the next one is sent.
        Screen.soon().until(() -> {
            screen.feed(true);
            return host.refused() > 3;
        });

        assertThat(sink.request("GET_PARAMETER", RawSink.URI, "").status()).isEqualTo(200);
        assertThat(host.pendingReports()).isZero();
    }

    // PAUSE.

    @Test
    void afterEachPauseTheFirstPictureIsAnIdrPicture() throws Exception {
        playing();
        for (int i = 0; i < 5; i++) {
            assertPauses();
            assertPlaysAgain();
        }
    }

    @Test
    void timesAndClocksGoOnAfterAPause() throws Exception {
        playing();
        assertPauses();
        assertPlaysAgain();

        List<Long> times = screen.presentationTimes();
        assertThat(times).hasSize(4).isSorted().doesNotHaveDuplicates();
        assertThat(screen.clocks()).isSorted();
        // Not from 0 again: one clock for both parts.
        assertThat(times.get(3) - times.get(0)).isLessThan(30 * 90_000);
    }

    @Test
    void pauseMayComeTwice() throws Exception {
        playing();
        assertPauses();
        assertPauses();

        assertPlaysAgain();
    }

    @Test
    void pauseMayComeBeforePlay() throws Exception {
        untilPlay();
        assertThat(sink.inSession("PAUSE").status()).isEqualTo(200);

        assertShows();
    }

    @Test
    void nothingComesWhileASinkPauses() throws Exception {
        playing();
        assertPauses();
        Screen.soon().until(() -> sink.isDarkFor(100));
        screen.feed(true);

        assertThat(sink.isDarkFor(100)).isTrue();
    }

    // TEARDOWN.

    @Test
    void aSinkMaySayWhyItLeaves() throws Exception {
        playing();
        assertThat(sink.request(
                                "TEARDOWN",
                                sink.presentationUrl(),
                                "microsoft_teardown_reason: C00D36CB bad stream\n",
                                "Session: " + sink.session())
                        .status())
                .isEqualTo(200);

        Report end = host.awaitReport();
        assertThat(end.status()).isEqualTo(MiracastStatus.SINK_DISCONNECT_REQUEST);
        assertThat(end.detail()).contains("TEARDOWN", "C00D36CB", "bad stream");
    }

    @Test
    void theReasonMayBeNonsense() throws Exception {
        playing();
        assertThat(sink.request("TEARDOWN", sink.presentationUrl(), "microsoft_teardown_reason: because\n")
                        .status())
                .isEqualTo(200);

        assertThat(host.awaitReport().detail()).contains("TEARDOWN", "because");
    }

    @Test
    void aSinkMayCloseWithoutWaitingForTheReplyToTearDown() throws Exception {
        playing();
        sink.send("TEARDOWN " + sink.presentationUrl() + " RTSP/1.0\nCSeq: 99\n\n");
        sink.reset();

        assertThat(host.awaitReport().status())
                .isIn(MiracastStatus.SINK_DISCONNECT_REQUEST, MiracastStatus.CRITICAL_ERROR);
    }

    @Test
    void tearDownEndsASessionThatIsBeingNegotiated() throws Exception {
        sink.exchangeOptions();
        assertThat(sink.request("TEARDOWN", RawSink.URI, "").status()).isEqualTo(200);

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "TEARDOWN");
    }

    @Test
    void tearDownEndsASessionThatIsSetUp() throws Exception {
        untilPlay();
        assertThat(sink.inSession("TEARDOWN").status()).isEqualTo(200);

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "TEARDOWN");
    }

    @Test
    void tearDownEndsAPausedSession() throws Exception {
        playing();
        assertPauses();
        assertThat(sink.inSession("TEARDOWN").status()).isEqualTo(200);

        assertEnds(NtStatus.STATUS_CONNECTION_DISCONNECTED, "TEARDOWN");
    }
}
