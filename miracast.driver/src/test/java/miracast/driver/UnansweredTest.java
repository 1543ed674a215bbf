// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SourceCapabilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Displays that play, and then leave a request of the source unanswered, or say no to it. What is a courtesy ends nothing. */
@Timeout(120)
class UnansweredTest {
    private static final DisplayMessage HD = new DisplayMessage.SetMode(VideoMode.progressive(1280, 720, 30));

    private Rig rig;
    private RawSink sink;
    private TestHost host;

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    /** @param more lines of the reply to M3 that come before the usual ones, and so count instead of them */
    private void playing(String more) throws Exception {
        rig = new Rig(TestSettings.defaults().replyMs(1500).requestMs(1500));
        sink = rig.sink();
        host = rig.host();
        host.capabilities(SourceCapabilities.builder().input(true).build());
        rig.start();
        sink.exchangeOptions();
        sink.answerCapabilities(more + String.format(RawSink.CAPABILITIES, sink.rtpPort()));
        sink.agree();
        rig.awaitStarted();
        sink.setUp();
        rig.play();
    }

    private void paused() throws Exception {
        playing("");
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.answerTrigger("PAUSE");
        sink.inSession("PAUSE");
        awaitDark();
    }

    private void awaitDark() {
        await().untilAsserted(() -> assertThat(host.requests()).endsWith(new DisplayRequest.SetActive(false)));
    }

    /** The session is as it was: it answers, and nobody was told of an end. */
    private void assertGoesOn() throws Exception {
        assertThat(sink.request("GET_PARAMETER", RawSink.URI, "").status()).isEqualTo(200);
        assertThat(host.pendingReports()).isZero();
    }

    private void assertEnds(MiracastStatus status, int ntStatus, String words) throws Exception {
        TestHost.Report report = host.awaitReport();

        assertThat(report.detail()).contains(words);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.ntStatus()).isEqualTo(ntStatus);
    }

    // M4 again.

    @Test
    void aChangeOfFormatThatIsNotAnsweredNeedsANewSession() throws Exception {
        playing("");
        rig.context().handleMessage(HD);
        sink.expect("SET_PARAMETER");

        assertEnds(
                MiracastStatus.SINK_FAILED_MODE_CHANGE,
                NtStatus.STATUS_NOT_SUPPORTED,
                "did not answer the change to 1280x720p30");
    }

    @Test
    void aChangeOfFormatWaitsForAPausedSink() throws Exception {
        paused();
        rig.context().handleMessage(HD);
        assertThat(sink.isSilentFor(50)).isTrue();

        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.answerTrigger("PLAY");
        sink.play();

        assertThat(sink.agree().parameter("wfd_av_format_change_timing")).isNotNull();
    }

    @Test
    void aChangeOfFormatDoesNotWaitForASinkThatAnswersNoKeepAlive() throws Exception {
        rig = new Rig(TestSettings.defaults().keepAliveMs(50, 60_000, 120_000)).playing();
        host = rig.host();
        assertThat(rig.sink().receive().method()).isEqualTo("GET_PARAMETER");

        rig.context().handleMessage(HD);

        assertThat(rig.sink().receive().parameter("wfd_av_format_change_timing"))
                .isNotNull();
    }

    // M5.

    @Test
    void aSinkThatNeverPausesGetsNoPicturesAllTheSame() throws Exception {
        playing("");
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.answerTrigger("PAUSE");

        awaitDark();
        assertGoesOn();
    }

    @Test
    void aTriggerToPauseThatIsNotAnsweredEndsThePicturesAlone() throws Exception {
        playing("");
        rig.context().handleMessage(new DisplayMessage.Power(false));
        sink.expect("SET_PARAMETER");

        awaitDark();
        assertGoesOn();
    }

    @Test
    void aSinkThatDoesNotWakeIsGivenUp() throws Exception {
        paused();
        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.answerTrigger("PLAY");

        assertEnds(MiracastStatus.CRITICAL_ERROR, NtStatus.STATUS_IO_TIMEOUT, "did not send PLAY within 1500 ms");
    }

    @Test
    void aSinkThatPlaysGoesOnHoweverItAnswersTheTrigger() throws Exception {
        paused();
        rig.context().handleMessage(new DisplayMessage.Power(true));
        RawSink.Message trigger = sink.expect("SET_PARAMETER");
        rig.play();
        sink.reply(trigger, "403 Forbidden", "");

        assertGoesOn();
    }

    @Test
    void aSinkThatPlaysGoesOnWithoutAnAnswerToTheTrigger() throws Exception {
        paused();
        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.expect("SET_PARAMETER");
        rig.play();
        rig.context().handleMessage(HD);

        // What comes next waited until there could be no answer any more.
        sink.agree();
        assertGoesOn();
    }

    @Test
    void aSinkThatRefusesToWakeIsGivenUp() throws Exception {
        paused();
        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.reply(sink.expect("SET_PARAMETER"), "403 Forbidden", "");

        assertEnds(
                MiracastStatus.CRITICAL_ERROR,
                NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                "did not take the PLAY trigger: 403");
    }

    // M11.

    @Test
    void aSinkThatDoesNotTellOfItsNewMonitorKeepsThePresentOne() throws Exception {
        playing("");
        int monitors = host.requests(DisplayRequest.MonitorArrived.class).size();
        sink.set("wfd_connector_type: 05\n");
        sink.expect("GET_PARAMETER");
        sink.set("wfd_connector_type: 05\n");
        sink.reply(sink.expect("GET_PARAMETER"), "451 Parameter Not Understood", "");

        assertGoesOn();
        assertThat(host.requests(DisplayRequest.MonitorArrived.class)).hasSize(monitors);
    }

    @Test
    void aMonitorThatLacksThePresentModeGetsAnother() throws Exception {
        playing("");
        sink.set("wfd_connector_type: 05\n");
        sink.answerCapabilities(
                "wfd_video_formats: 28 00 01 01 00000021 00000000 00000000 00 0000 0000 00 none none\n");

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .last()
                .satisfies(request -> {
                    assertThat(request.format().mode()).isEqualTo(VideoMode.progressive(1280, 720, 30));
                    assertThat(request.reasons().get(0)).contains("the sink has 1920x1080p30 no more, and it is ");
                }));
    }

    @Test
    void aMonitorThatCameDuringAPauseAndLacksThePresentModeGetsAnotherAfterIt() throws Exception {
        playing("");
        sink.inSession("PAUSE");
        awaitDark();
        sink.set("wfd_connector_type: 05\n");
        sink.answerCapabilities(
                "wfd_video_formats: 28 00 01 01 00000021 00000000 00000000 00 0000 0000 00 none none\n");

        rig.play();

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void aModeThatWasWantedDuringAPauseYieldsToTheMonitorThatLacksIt() throws Exception {
        playing("");
        sink.inSession("PAUSE");
        awaitDark();
        rig.context().handleMessage(new DisplayMessage.SetMode(VideoMode.progressive(1280, 720, 60)));
        sink.set("wfd_connector_type: 05\n");
        sink.answerCapabilities(
                "wfd_video_formats: 28 00 01 01 00000021 00000000 00000000 00 0000 0000 00 none none\n");

        rig.play();

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
    }

    // M12, M14, and what only some sinks know.

    @Test
    void aSinkThatDoesNotAnswerStandbyIsPaused() throws Exception {
        playing("wfd_standby_resume_capability: supported\n");
        rig.context().handleMessage(new DisplayMessage.Standby());
        assertThat(sink.expect("SET_PARAMETER").body()).isEqualTo("wfd_standby\r\n");

        sink.answerTrigger("PAUSE");
        assertGoesOn();
    }

    @Test
    void aSinkThatIsWokenBeforeItRefusedStandbyIsLeftAwake() throws Exception {
        playing("wfd_standby_resume_capability: supported\n");
        rig.context().handleMessage(new DisplayMessage.Standby());
        RawSink.Message standby = sink.expect("SET_PARAMETER");
        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.reply(standby, "403 Forbidden", "");

        // Whichever of the two came first, the last word is to play.
        RawSink.Message trigger = sink.agree();
        if ("PAUSE".equals(trigger.parameter("wfd_trigger_method"))) {
            trigger = sink.agree();
        }
        assertThat(trigger.parameter("wfd_trigger_method")).isEqualTo("PLAY");
        sink.play();
        assertThat(sink.isSilentFor(50)).isTrue();
        assertGoesOn();
    }

    @Test
    void aSinkThatDoesNotAnswerM14SendsNoInput() throws Exception {
        playing(
                "wfd_uibc_capability: input_category_list=GENERIC;generic_cap_list=Mouse;hidc_cap_list=none;port=none\n");
        sink.expect("SET_PARAMETER");
        await().untilAsserted(() ->
                assertThat(sink.set("wfd_uibc_setting: enable\n").body()).isEqualTo("wfd_uibc_setting: 415\r\n"));

        assertGoesOn();
    }

    @Test
    void aSinkThatDoesNotAnswerItsLatencyGoesOn() throws Exception {
        playing("microsoft_latency_management_capability: supported\n");
        sink.expect("SET_PARAMETER");
        rig.context().handleMessage(HD);

        // What comes next was waiting for the answer, or for its time to be over.
        assertThat(sink.agree().parameter("wfd_av_format_change_timing")).isNotNull();
        assertGoesOn();
    }
}
