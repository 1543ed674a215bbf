// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.util.List;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.ReceivedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions of Microsoft and Intel, for sinks that have them. */
class ExtensionsTest extends QuirkTestCase {
    private void negotiate(String extensions) throws Exception {
        sink.exchangeOptions();
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort()) + extensions);
        sink.agree();
        rig.awaitStarted();
    }

    private void playing(String extensions) throws Exception {
        negotiate(extensions);
        sink.setUp();
        rig.play();
    }

    // microsoft_latency_management_capability.

    @Test
    void aSinkThatManagesItsLatencyIsToldOnceHowMuchItMayBuffer() throws Exception {
        playing("microsoft_latency_management_capability: supported\n");

        Message told = sink.agree();

        // Presentation is 80 ms ahead of the clock.
        assertThat(told.body()).isEqualTo("microsoft_latency_management_capability: normal\r\n");
        assertThat(told.header("Session")).isEqualTo(sink.session());
        sink.inSession("PAUSE");
        rig.play();
        assertThat(sink.isSilentFor(100)).isTrue();
    }

    @Test
    void aSinkThatDoesNotTakeItAfterAllGoesOn() throws Exception {
        playing("microsoft_latency_management_capability: supported\n");
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "microsoft_latency_management_capability: 415\n");

        assertShows();
    }

    @ParameterizedTest
    @CsvSource({"none", "nonsense", "Supported by nobody"})
    void aSinkThatDoesNotManageItsLatencyIsToldNothing(String value) throws Exception {
        playing("microsoft_latency_management_capability: " + value + "\n");

        assertThat(sink.isSilentFor(100)).isTrue();
    }

    // microsoft_format_change_capability.

    @Test
    void aSinkThatFollowsTheStreamGetsAnotherModeWithoutM4() throws Exception {
        playing("microsoft_format_change_capability: supported\n");
        assertShows();

        rig.context().handleMessage(new DisplayMessage.SetMode(VideoMode.progressive(1280, 720, 30)));

        await().untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .endsWith(VideoMode.progressive(1280, 720, 30)));
        assertThat(sink.isSilentFor(100)).isTrue();
        assertShows();
    }

    // microsoft_rtcp_capability.

    @Test
    void aSinkThatReportsGetsTwoPortsThoughItNamesOne() throws Exception {
        negotiate("microsoft_rtcp_capability: supported\n");

        assertThat(sink.setUp().header("Transport")).matches(".*;server_port=[0-9]{5}-[0-9]{5}");
    }

    @Test
    void aSinkThatDoesNotReportGetsOnePort() throws Exception {
        negotiate("microsoft_rtcp_capability: none\n");

        assertThat(sink.setUp().header("Transport")).matches(".*;server_port=[0-9]{5}");
    }

    // microsoft_max_bitrate.

    @Test
    void theSinksHighestBitRateIsKept() throws Exception {
        negotiate("microsoft_max_bitrate: 5000000\n");

        assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().bitRate(), DisplayRequest.SetFormat::maxBitRate)
                .containsExactly(tuple(5_000_000L, 5_000_000L));
    }

    // wfd_standby_resume_capability.

    @Test
    void aDisplayThatCanSleepIsLetToAndWokenByATrigger() throws Exception {
        playing("wfd_standby_resume_capability: supported\n");
        rig.context().handleMessage(new DisplayMessage.Standby());

        assertThat(sink.agree().body()).isEqualTo("wfd_standby\r\n");
        screen.awaitActive(false);
        assertThat(sink.isDarkFor(50)).isTrue();

        rig.context().handleMessage(new DisplayMessage.Power(true));
        sink.answerTrigger("PLAY");
        assertShows();
    }

    @Test
    void aDisplayThatDoesNotSleepAfterAllIsPaused() throws Exception {
        playing("wfd_standby_resume_capability: supported\n");
        rig.context().handleMessage(new DisplayMessage.Standby());
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd_standby: 404\n");

        sink.answerTrigger("PAUSE");
        sink.inSession("PAUSE");
        screen.awaitActive(false);
    }

    @Test
    void aDisplayThatCannotSleepIsPaused() throws Exception {
        playing("wfd_standby_resume_capability: none\n");
        rig.context().handleMessage(new DisplayMessage.Standby());

        sink.answerTrigger("PAUSE");
    }

    // Any of Microsoft's.

    @Test
    void theMarkerEndsEachPictureForASinkThatKnowsOne() throws Exception {
        playing("microsoft_diagnostics_capability: supported\n");
        ReceivedStream stream = new ReceivedStream(sink);
        host.feed(true, 20_000);
        host.feed(false, 3000);
        stream.untilPictures(2, 3000);

        for (ReceivedStream.Pes picture : stream.pes(0x1011)) {
            List<ReceivedStream.Rtp> packets = picture.packets().stream()
                    .map(ReceivedStream.Ts::rtp)
                    .distinct()
                    .toList();
            assertThat(packets).extracting(ReceivedStream.Rtp::marker).last().isEqualTo(true);
            assertThat(packets.subList(0, packets.size() - 1))
                    .extracting(ReceivedStream.Rtp::marker)
                    .doesNotContain(true);
        }
    }

    // intel_.

    @ParameterizedTest
    @CsvSource({
        "intel_friendly_name: Living room, Living room",
        "intel_sink_manufacturer_name: ACME, ACME",
        "'intel_sink_manufacturer_name: ACME|intel_sink_model_name: TV 3', ACME TV 3",
        "'intel_friendly_name: none|intel_sink_model_name: TV 3', TV 3",
        "intel_friendly_name: none, display at 127.0.0.1"
    })
    void aSinkWithoutADescriptionIsCalledWhatItCallsItself(String extensions, String name) throws Exception {
        negotiate(extensions.replace('|', '\n') + "\n");

        assertThat(host.requests(DisplayRequest.MonitorArrived.class))
                .extracting(DisplayRequest.MonitorArrived::name)
                .containsExactly(name);
    }
}
