// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class EncoderCapabilitiesTest {
    private final EncoderCapabilities capabilities = EncoderCapabilities.builder()
            .profiles(Map.of(H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4))
            .maxSize(1920, 1088)
            .build();

    private static VideoFormat format(String mode, H264Profile profile, H264Level level) {
        return new VideoFormat(VideoMode.parse(mode), profile, level, 8_000_000);
    }

    @Test
    void refusesNothingWithinItsLimits() {
        assertThat(capabilities.refusal(format("1920x1080p30", H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4)))
                .isEmpty();
    }

    @Test
    void refusesAProfileThatItLacks() {
        assertThat(capabilities.refusal(format("1920x1080p30", H264Profile.CONSTRAINED_HIGH, H264Level.LEVEL_4)))
                .contains("profile CONSTRAINED_HIGH is not among [CONSTRAINED_BASELINE]");
    }

    @Test
    void refusesALevelAboveItsOwn() {
        assertThat(capabilities.refusal(format("1920x1080p30", H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4_2)))
                .contains("level 4.2 is above 4");
    }

    @Test
    void refusesALargerPicture() {
        assertThat(capabilities.refusal(format("1920x1200p30", H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4)))
                .contains("mode 1920x1200p30 is larger than 1920x1088");
    }

    @Test
    void refusesInterlacedModes() {
        assertThat(capabilities.refusal(format("1920x1080i60", H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4)))
                .contains("mode 1920x1080i60 is interlaced");
    }

    @Test
    void cannotBeMadeWithoutAProfile() {
        assertThatThrownBy(
                        () -> EncoderCapabilities.builder().profiles(Map.of()).build())
                .hasMessage("profiles are empty");
    }

    @Test
    void cannotBeMadeWithoutAPixelFormat() {
        assertThatThrownBy(() ->
                        EncoderCapabilities.builder().pixelFormats(Set.of()).build())
                .hasMessage("pixelFormats are empty");
    }

    @Test
    void cannotBeMadeWithAnEmptySize() {
        assertThatThrownBy(() -> EncoderCapabilities.builder().maxSize(0, 9))
                .hasMessage("maxSize 0x9 is less than 1x1");
    }
}
