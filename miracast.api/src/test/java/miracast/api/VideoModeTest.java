// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoModeTest {

    @ParameterizedTest
    @ValueSource(strings = {"1920x1080p30", "1920x1080@30", "1920X1080P30", "  1920x1080p30\n"})
    void readsProgressiveModesInEachSpelling(String text) {
        assertThat(VideoMode.parse(text)).isEqualTo(VideoMode.progressive(1920, 1080, 30));
    }

    @Test
    void readsInterlacedModes() {
        assertThat(VideoMode.parse("1920x1080i60")).isEqualTo(new VideoMode(1920, 1080, 60, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"640x480p60", "1920x1080i50", "4096x2160p24", "1x1p1", "16384x16384p240"})
    void printsWhatItReads(String text) {
        assertThat(VideoMode.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1080p", "1920x1080", "1920x1080p", "1920x1080p30fps", "-1x2p3", "1920x1080p30 x", "1e3x1p1"
            })
    void refusesOtherTextAndQuotesIt(String text) {
        assertThatThrownBy(() -> VideoMode.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0x480p60, width 0",
        "16385x480p60, width 16385",
        "640x0p60, height 0",
        "640x99999p60, height 99999",
        "640x480p0, rate 0",
        "640x480@241, rate 241"
    })
    void refusesNumbersOutOfRangeAndNamesThem(String text, String named) {
        assertThatThrownBy(() -> VideoMode.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named);
    }

    @Test
    void countsPartsOfMacroblocksWhole() {
        assertThat(VideoMode.progressive(1920, 1080, 30).macroblocks()).isEqualTo(120 * 68);
        assertThat(VideoMode.progressive(1366, 768, 30).macroblocks()).isEqualTo(86 * 48);
    }

    @Test
    void anInterlacedModeHasHalfAPicturePerField() {
        VideoMode fields = VideoMode.parse("1920x1080i60");
        VideoMode pictures = VideoMode.parse("1920x1080p30");

        assertThat(fields.macroblocksPerSecond()).isEqualTo(pictures.macroblocksPerSecond());
        assertThat(fields.pixelRate()).isEqualTo(pictures.pixelRate());
        assertThat(fields.frameIntervalNs()).isEqualTo(pictures.frameIntervalNs());
    }

    @Test
    void frameIntervalIsRoundedDown() {
        assertThat(VideoMode.progressive(1, 1, 30).frameIntervalNs()).isEqualTo(33_333_333);
    }
}
