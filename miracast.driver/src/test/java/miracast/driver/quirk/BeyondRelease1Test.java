// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.RawSink;
import miracast.driver.RawSink.Message;
import miracast.driver.TestHost;
import miracast.driver.TestSettings;
import org.junit.jupiter.api.Test;

/** Casts that want what {@code wfd_video_formats} cannot name, and sinks that have it. */
class BeyondRelease1Test extends QuirkTestCase {
    private static final String RELEASE_2 =
            "wfd2_video_formats: 00 01 01 0080 000001ffbdeb 000155557fff 000000000fff 00 0000 0000 00 00\n";
    private static final String LARGE = "00 01 01 0040 000000080000 000000000000 000000000000 00 0000 0000 00 00";

    private void begin(String... modes) throws Exception {
        beginAgain(
                TestSettings.defaults(),
                new TestHost()
                        .capabilities(SourceCapabilities.builder()
                                .profiles(Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_5_2))
                                .maxSize(4096, 2304)
                                .modes(Stream.of(modes).map(VideoMode::parse).toList())
                                .preferredMode(VideoMode.parse(modes[0]))
                                .build()));
        sink.exchangeOptions();
    }

    private Message answer(String more) throws Exception {
        return sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort()) + more);
    }

    @Test
    void aSinkIsAskedForWhatItHasBeyondRelease1OnlyByACastThatWantsIt() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        assertThat(answer(RELEASE_2).body().split("\r\n"))
                .startsWith(
                        "wfd_video_formats",
                        "wfd2_video_formats",
                        "wfdx_video_formats",
                        "microsoft_video_formats",
                        "wfd_audio_codecs")
                .contains("wfd2_audio_codecs");

        begin("1920x1080p60", "1280x720p25");
        assertThat(answer("").body()).doesNotContain("wfd2_").doesNotContain("microsoft_video_formats");
    }

    @Test
    void aLargePictureIsAgreedOnInRelease2AndShown() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2);
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd2_video_formats")).isEqualTo(LARGE);
        assertThat(m4.body()).doesNotContain("wfd_video_formats:");
        rig.awaitStarted();
        sink.setUp();
        rig.play();
        assertShows();
    }

    @Test
    void soundIsNamedInRelease2BesideAPictureThatIs() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2 + "wfd2_audio_codecs: LPCM 000001ff 00\n");
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd2_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(m4.body()).doesNotContain("wfd_audio_codecs:");
    }

    @Test
    void soundIsNamedInRelease1WhereOnlyThatWasTold() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2 + "wfd2_audio_codecs: AAC 00000008 00\n");
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd2_video_formats")).isEqualTo(LARGE);
        assertThat(m4.parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(m4.body()).doesNotContain("wfd2_audio_codecs");
    }

    @Test
    void soundIsNamedInRelease1BesideAPictureThatIs() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2 + "wfd2_audio_codecs: LPCM 000001ff 00\n");
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd2_video_formats: 415\n");
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd_audio_codecs")).isEqualTo("LPCM 00000002 00");
        assertThat(m4.body()).doesNotContain("wfd2_");
    }

    @Test
    void aSinkThatTellsItsSoundInRelease2AloneIsToldItThere() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        sink.answerCapabilities(
                String.format(RawSink.CAPABILITIES, sink.rtpPort()).replaceAll("wfd_audio_codecs: [^\n]*\n", "")
                        + "wfd2_audio_codecs: LPCM 000001ff 00\n");
        Message m4 = sink.agree();

        assertThat(m4.body()).contains("wfd_video_formats:").doesNotContain("wfd_audio_codecs:");
        assertThat(m4.parameter("wfd2_audio_codecs")).isEqualTo("LPCM 00000002 00");
    }

    @Test
    void aSinkThatRefusesItsSoundOfRelease2ByNameKeepsItsPicture() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2 + "wfd2_audio_codecs: LPCM 000001ff 00\n");
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd2_audio_codecs: 415\n");
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd2_video_formats")).isEqualTo(LARGE);
        assertThat(m4.body()).doesNotContain("audio_codecs");
    }

    @Test
    void aRunningFormatChangesToALargerOneInRelease2() throws Exception {
        begin("1280x720p30", "3840x2160p30");
        answer(RELEASE_2);
        sink.agree();
        rig.awaitStarted();
        sink.setUp();
        rig.play();
        rig.context().handleMessage(new DisplayMessage.SetMode(VideoMode.parse("3840x2160p30")));

        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd2_video_formats")).isEqualTo(LARGE);
        assertThat(m4.body()).contains("wfd_av_format_change_timing: ").doesNotContain("wfd_video_formats:");
        Screen.soon()
                .untilAsserted(() -> assertThat(host.requests(DisplayRequest.SetFormat.class))
                        .extracting(request -> request.format().mode())
                        .endsWith(VideoMode.parse("3840x2160p30")));
    }

    @Test
    void aSinkThatRefusesRelease2IsProposedRelease1() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer(RELEASE_2);
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd2_video_formats: 415\n");

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void aModeOfATabletIsNamedBesideEmptyMasks() throws Exception {
        begin("1920x1280p30");
        sink.answerCapabilities(
                String.format(RawSink.CAPABILITIES, sink.rtpPort()).replace("01 10 000101FF", "01 20 000101FF")
                        + "microsoft_video_formats: 0000001fffff\n");

        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 20 00000000 00000000 00000000 00 0000 0000 00 none none");
        assertThat(m4.parameter("microsoft_video_formats")).isEqualTo("000000000001");
    }

    @Test
    void aSinkThatTellsMicrosoftsFormatsIsToldNothingElse() throws Exception {
        begin("3840x2160p30");
        answer("wfdx_video_formats: 0000 00 0001 0080 00000201FF 0000000000 00000000 00 0000 0000 00 none none\n");

        Message m4 = sink.agree();

        assertThat(m4.parameter("wfdx_video_formats"))
                .isEqualTo("0000 00 0001 0040 0000020000 0000000000 00000000 00 0000 0000 00 none none");
        assertThat(m4.body()).doesNotContain("wfd_video_formats:");
    }

    @Test
    void aSizeThatNoTableHasIsAnnouncedByItsTiming() throws Exception {
        begin("1080x1920p30");
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("40 00 01", "40 01 01")
                .replace("none none", "0780 0780"));
        Message m4 = sink.agree();

        assertThat(m4.parameter("wfd_preferred_display_mode"))
                .isEqualTo("001C39 0438 00A0 8030 0020 0780 001B 0003 000A 00 00 00"
                        + " 01 04 00000000 00000000 00000000 00 0000 0000 00 none none");
        assertThat(m4.body()).doesNotContain("wfd_video_formats:");
        rig.awaitStarted();
        assertThat(host.requests(DisplayRequest.SetFormat.class))
                .extracting(request -> request.format().mode())
                .isEqualTo(List.of(VideoMode.parse("1080x1920p30")));
        sink.setUp();
        rig.play();
        assertShows();
    }

    @Test
    void nonsenseInThemIsAsGoodAsNothing() throws Exception {
        begin("3840x2160p30", "1280x720p30");
        answer("wfd2_video_formats: 00 zz\nwfdx_video_formats: \nmicrosoft_video_formats: 1fffffffffffff\n");

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 01 00000020 00000000 00000000 00 0000 0000 00 none none");
    }

    @Test
    void theRateIsControlledInTheWaysThatTheSinkTakes() throws Exception {
        begin("1920x1080p30");
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("0000 0000 00 none none", "0000 0000 E3 none none"));

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0000 0000 03 none none");
    }

    @Test
    void aSinkThatRefusesTheControlOfTheRateItOffersIsProposedTheSameWithout() throws Exception {
        begin("1920x1080p30");
        sink.answerCapabilities(String.format(RawSink.CAPABILITIES, sink.rtpPort())
                .replace("0000 0000 00 none none", "0000 0000 11 none none"));
        sink.reply(sink.expect("SET_PARAMETER"), "303 See Other", "wfd_video_formats: 415\n");

        assertThat(sink.agree().parameter("wfd_video_formats"))
                .isEqualTo("00 00 01 04 00000080 00000000 00000000 00 0000 0000 00 none none");
    }
}
