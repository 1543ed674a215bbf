// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.SinkCapabilities;
import org.junit.jupiter.api.Test;

/** Modes that {@code wfd_video_formats} cannot name, and which parameter of M4 names them. Offers are those of real sinks. */
class BeyondRelease1Test {
    private static final String WINDOWS =
            "wfd_video_formats: 40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438\r\n"
                    + "wfd2_video_formats: 40 01 04 0080 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11,"
                    + " 01 01 0080 000001ffbdeb 0001555557ff 000000000fff 10 0000 001f 11 00\r\n"
                    + "microsoft_video_formats: 0000001fffff\r\n";

    private final SourceCapabilities.Builder source = SourceCapabilities.builder()
            .profiles(Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_5_2))
            .maxSize(4500, 3000)
            .maxBitRate(60_000_000);

    private ModeChoice.Agreed agreed(String reply) throws Exception {
        ModeChoice choice =
                ModeChooser.choose(SinkOffer.of(SinkCapabilities.of(Parameters.parse(reply))), source.build(), 0);
        assertThat(choice).isInstanceOf(ModeChoice.Agreed.class);
        return (ModeChoice.Agreed) choice;
    }

    private String m4(String reply) throws Exception {
        return agreed(reply).m4().toString();
    }

    @Test
    void aLargePictureIsAnnouncedInRelease2() throws Exception {
        source.modes(List.of(VideoMode.parse("3840x2160p30")));

        assertThat(m4(WINDOWS))
                .isEqualTo("{wfd2_video_formats=00 01 01 0040 000000080000 000000000000 000000000000"
                        + " 00 0000 0000 11 00}");
    }

    @Test
    void whatRelease1HasIsAnnouncedThereToo() throws Exception {
        source.preferredMode(VideoMode.parse("1920x1080p60"));

        assertThat(m4(WINDOWS))
                .isEqualTo("{wfd_video_formats=00 00 01 10 00000100 00000000 00000000 00 0000 0000 11 none none}");
    }

    @Test
    void restrictedHighStandsForTheConstrainedHighThatIsSent() throws Exception {
        source.profiles(Map.of(H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_5_2))
                .modes(List.of(VideoMode.parse("3840x2160p60")));

        ModeChoice.Agreed choice = agreed(WINDOWS);

        assertThat(choice.format().profile()).isEqualTo(H264Profile.CONSTRAINED_HIGH);
        assertThat(choice.m4().toString()).startsWith("{wfd2_video_formats=00 01 04 0080 000000200000 ");
    }

    @Test
    void aModeOfATabletIsNamedBesideEmptyMasks() throws Exception {
        source.preferredMode(VideoMode.parse("2160x1440p30")).modes(List.of(VideoMode.parse("2160x1440p30")));

        assertThat(m4("wfd_video_formats: 40 00 01 20 0001bdeb\r\nmicrosoft_video_formats: 0000001fffff\r\n"))
                .isEqualTo("{wfd_video_formats=00 00 01 20 00000000 00000000 00000000 00 0000 0000 00 none none,"
                        + " microsoft_video_formats=000000000008}");
    }

    @Test
    void aSinkThatToldMicrosoftsFormatsIsToldNothingElse() throws Exception {
        String reply = "wfd_video_formats: 40 00 01 10 000001ff\r\n"
                + "wfdx_video_formats: 0040 00 0001 0080 00000401FF 0000000000 00000000 00 0000 0000 00 none none\r\n";
        source.modes(List.of(VideoMode.parse("3840x2160p60")));
        assertThat(m4(reply))
                .isEqualTo("{wfdx_video_formats=0000 00 0001 0080 0000040000 0000000000 00000000"
                        + " 00 0000 0000 00 none none}");

        source.modes(List.of(VideoMode.parse("1920x1080p30")));
        assertThat(m4(reply)).startsWith("{wfdx_video_formats=0000 00 0001 0004 0000000080 ");
    }

    @Test
    void aSizeThatNoTableHasIsAnnouncedByItsTimingWhereTheSinkTakesThat() throws Exception {
        source.preferredMode(VideoMode.parse("1080x1920p30"))
                .modes(List.of(VideoMode.parse("1080x1920p30"), VideoMode.parse("1280x720p30")));

        ModeChoice.Agreed choice =
                agreed("wfd_video_formats: 40 01 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0780\r\n");

        assertThat(choice.format().mode()).isEqualTo(VideoMode.parse("1080x1920p30"));
        assertThat(choice.m4().toString()).startsWith("{wfd_preferred_display_mode=001C39 0438 00A0 ");
        assertThat(choice.m4().toString()).endsWith(" 01 04 00000000 00000000 00000000 00 0000 0000 11 none none}");
    }

    @Test
    void aSizeBeyondWhatTheSinkTakesIsNotAnnounced() throws Exception {
        source.preferredMode(VideoMode.parse("1080x1920p30"));

        assertThat(m4("wfd_video_formats: 40 01 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438\r\n"))
                .startsWith("{wfd_video_formats=");
        assertThat(m4("wfd_video_formats: 40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0780\r\n"))
                .startsWith("{wfd_video_formats=");
    }

    @Test
    void aSinkOfH265AloneGetsWhatItHasOfH264() throws Exception {
        source.preferredMode(VideoMode.parse("3840x2160p30"));

        assertThat(
                        m4(
                                "wfd_video_formats: 40 00 01 10 000001ff\r\n"
                                        + "wfd2_video_formats: 40 02 01 0010 000001ffbdeb 000155557fff 000000000fff 10 0000 001f 11 00\r\n"))
                .startsWith("{wfd_video_formats=00 00 01 10 00000100 ");
    }

    @Test
    void theRateIsControlledOnlyInTheWaysThatTheSinkTakes() throws Exception {
        assertThat(m4("wfd_video_formats: 00 00 01 10 000001ff 00000000 00000000 00 0000 0000 F7 none none\r\n"))
                .contains(" 17 none none");
        assertThat(m4("wfd_video_formats: 00 00 01 10 000001ff 00000000 00000000 00 0000 0000 00 none none\r\n"))
                .contains(" 00 none none");
    }
}
