// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected levels are those that the Wi-Fi Display tables pair with these modes. */
class H264LevelTest {

    @ParameterizedTest
    @CsvSource({
        "640x480p60, 3.1", "1280x720p30, 3.1", "1280x720p60, 3.2", "1920x1080p30, 4", "1920x1080i60, 4",
        "1920x1080p50, 4.2", "1920x1080p60, 4.2", "1920x1200p30, 5", "1920x1200p60, 5", "3840x2160p30, 5.1",
        "3840x2160p60, 5.2"
    })
    void lowestLevelHoldsPictureSizeAndMacroblockRate(String mode, String level) {
        assertThat(H264Level.lowestFor(VideoMode.parse(mode)).orElseThrow()).hasToString(level);
    }

    @Test
    void noLevelHoldsMoreThanTheHighestOne() {
        assertThat(H264Level.lowestFor(VideoMode.progressive(7680, 4320, 30))).isEmpty();
    }

    @Test
    void aLevelHoldsAllThatThoseBelowHold() {
        VideoMode mode = VideoMode.parse("1280x720p60");

        assertThat(H264Level.values())
                .filteredOn(level -> level.compareTo(H264Level.LEVEL_3_2) >= 0)
                .allMatch(level -> level.holds(mode));
        assertThat(H264Level.LEVEL_3_1.holds(mode)).isFalse();
    }

    @Test
    void highProfileMayHaveAQuarterMoreBits() {
        assertThat(H264Level.LEVEL_3_1.maxBitRate(H264Profile.CONSTRAINED_BASELINE))
                .isEqualTo(14_000_000);
        assertThat(H264Level.LEVEL_3_1.maxBitRate(H264Profile.CONSTRAINED_HIGH)).isEqualTo(17_500_000);
        assertThat(H264Level.LEVEL_5.maxBitRate(H264Profile.CONSTRAINED_HIGH)).isEqualTo(168_750_000);
    }

    @Test
    void levelIdcIsTenTimesTheNumber() {
        assertThat(H264Level.LEVEL_4_1.levelIdc()).isEqualTo(41);
    }
}
