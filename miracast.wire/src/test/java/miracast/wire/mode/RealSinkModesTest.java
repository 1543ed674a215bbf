// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.VideoFormats;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real sinks offer, and what they get: from a source that prefers 1080p30, one that prefers 1080p60, one for small screens,
 * and over a link of 2 Mbit/s. What counts is pixels a second, and so 960x540p60 comes before 1280x720p30. Offers are from captures and from the sources of open sinks.
 */
class RealSinkModesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Samsung television | 40 00 02 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none, 01 04 0001DEFF 053C7FFF 00000FFF 00 0000 0000 11 none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            LG webOS           | 40 00 01 10 000194FF 155575DF 00000555 00 0000 0000 1F none none, 02 10 000194FF 155575DF 00000555 00 0000 0000 1F none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            Windows            | 40 00 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438 | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            MiracleCast, rdk   | 00 00 03 10 0001ffff 1fffffff 00001fff 00 0000 0000 10 none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            FoxLost            | 00 00 01 10 0001bde1 00300000 000003c0 | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 960x540p60 3.2
            KaihongOS          | 38 00 01 08 000000A1 00000000 00000000 00 0000 0000 00 none none | 1920x1080p30 4   | 1920x1080p30 4   | 1920x1080p25 4  | 1280x720p30 3.1
            Roku               | 40 00 01 08 000101FF 00000000 00000000 00 0000 0000 00 none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1280x720p30 3.1
            Microsoft adapter  | 40 00 01 10 000101FF 051557ff 00000fff 00 0000 0000 00 none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            lazycast           | 40 00 02 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438, 01 10 0001bdeb 051557ff 00000fff 10 0000 001f 11 0780 0438 | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1366x768p30 3.2
            WDS                | 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none | 1920x1080p30 4   | 1920x1080p60 4.2 | 1280x720p60 3.2 | 1280x720p30 3.1
            Android box        | 28 00 01 02 FFFFFFFF FFFFFFFF FFFFFFFF 00 0000 0000 00 none none | 1280x720p30 3.1  | 1280x720p30 3.1  | 1280x720p30 3.1 | 1280x720p30 3.1
            old dongle         | 00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none | 640x480p60 3.1   | 640x480p60 3.1   | 640x480p60 3.1  | 640x480p60 3.1
            """)
    void getsTheBestThatItReallyHas(String sink, String offer, String at30, String at60, String small, String slow)
            throws Exception {
        assertThat(choice(offer, "1920x1080p30", 0)).as("1080p30 preferred").isEqualTo(at30);
        assertThat(choice(offer, "1920x1080p60", 0)).as("1080p60 preferred").isEqualTo(at60);
        assertThat(choice(offer, "1280x720p60", 0)).as("720p60 preferred").isEqualTo(small);
        assertThat(choice(offer, "1920x1080p30", 2_000_000)).as("2 Mbit/s").isEqualTo(slow);
    }

    private static String choice(String offer, String preferred, long link) throws Exception {
        SourceCapabilities source = SourceCapabilities.builder()
                .preferredMode(VideoMode.parse(preferred))
                .profiles(Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_5_2))
                .build();
        ModeChoice choice = ModeChooser.choose(new SinkOffer(VideoFormats.parse(offer), List.of()), source, link);
        assertThat(choice).isInstanceOf(ModeChoice.Agreed.class);
        ModeChoice.Agreed agreed = (ModeChoice.Agreed) choice;
        assertThat(agreed.explanation()).first().asString().contains(" was chosen: it ");
        return agreed.format().mode() + " " + agreed.format().level();
    }
}
