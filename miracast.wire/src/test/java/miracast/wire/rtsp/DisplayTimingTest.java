// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTimingTest {
    private static final String CODEC = " 00 00 00 01 10 00000000 00000000 00000000 00 0000 0000 00 none none";

    /** Pixel clock in 10 kHz, and lines in all: as VESA's list of coordinated timings has them. */
    @ParameterizedTest
    @CsvSource({
        "1920x1080p60, 13850, 1111, 5",
        "1920x1200p60, 15400, 1235, 6",
        "1680x1050p60, 11900, 1080, 6",
        "1400x1050p60, 10100, 1080, 4",
        "2560x1600p60, 26850, 1646, 6"
    })
    void reducedBlankingIsThatOfVesa(String mode, int clock, int lines, int sync) {
        DisplayTiming timing =
                DisplayTiming.reducedBlanking(VideoMode.parse(mode)).orElseThrow();

        assertThat(timing.pixelClock()).isEqualTo(clock);
        assertThat(timing.vertical().active() + timing.vertical().blank()).isEqualTo(lines);
        assertThat(timing.vertical().syncWidth()).isEqualTo(sync);
        assertThat(timing.mode()).isEqualTo(VideoMode.parse(mode));
    }

    @ParameterizedTest
    @CsvSource({"1920x1080i60", "16x16p1"})
    void someModesHaveNone(String mode) {
        assertThat(DisplayTiming.reducedBlanking(VideoMode.parse(mode))).isEmpty();
    }

    @Test
    void isPartOfAPreferredDisplayMode() throws Exception {
        DisplayTiming timing =
                DisplayTiming.reducedBlanking(VideoMode.parse("1080x1920p30")).orElseThrow();
        PreferredDisplayMode mode = PreferredDisplayMode.of(
                timing,
                H264Codec.of(TableMode.MANDATORY, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4)
                        .choose(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4));

        assertThat(mode)
                .hasToString("001C39 0438 00A0 8030 0020 0780 001B 0003 000A 00 00 00"
                        + " 01 04 00000000 00000000 00000000 00 0000 0000 00 none none");
        assertThat(PreferredDisplayMode.parse(mode.toString()).choice().mode()).isEqualTo(timing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            000000 0780 00A0 8030 0020 0438 001F 0003 0005 | rate 0 is not in 1 to 240
            00361A 0000 00A0 8030 0020 0438 001F 0003 0005 | size 0x1080
            00361A 0780 00A0 8030 0020 FFFF 001F 0003 0005 | size 1920x65535
            00361A 0780 00A0 8030 0020 0438 001F 0003 5g   | V sync width '5g'
            """)
    void refusesWhatIsNoMode(String timing, String reason) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> PreferredDisplayMode.parse(timing + CODEC))
                .withMessageContaining(reason);
    }

    @Test
    void picturesForTwoEyesAreNoChoice() throws Exception {
        PreferredDisplayMode mode = PreferredDisplayMode.parse(
                "00361A 0780 00A0 8030 0020 0438 001F 0003 0005" + CODEC.replaceFirst("00 00", "00 01"));

        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(mode::choice)
                .withMessageContaining("two eyes");
    }
}
