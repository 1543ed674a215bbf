// SPDX-License-Identifier: Apache-2.0
package miracast.api.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class SourceCapabilitiesTest {

    @Test
    void startsWithWhatEverySinkTakes() {
        SourceCapabilities capabilities = SourceCapabilities.builder().build();

        assertThat(capabilities.level(H264Profile.CONSTRAINED_BASELINE)).contains(H264Level.LEVEL_4_2);
        assertThat(capabilities.level(H264Profile.CONSTRAINED_HIGH)).isEmpty();
        assertThat(capabilities.preferredMode()).hasToString("1920x1080p30");
        assertThat(capabilities.slices()).isFalse();
        assertThat(capabilities.audio()).isTrue();
    }

    @Test
    void doesNotFollowTheListItWasMadeWith() {
        List<VideoMode> modes = new ArrayList<>(List.of(VideoMode.parse("640x480p60")));
        SourceCapabilities capabilities =
                SourceCapabilities.builder().modes(modes).build();

        modes.clear();

        assertThat(capabilities.modes()).containsExactly(VideoMode.parse("640x480p60"));
    }

    @Test
    void refusesNoProfile() {
        assertThatThrownBy(() -> SourceCapabilities.builder().profiles(Map.of()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("profiles are empty");
    }

    @Test
    void refusesAnEmptySize() {
        assertThatThrownBy(() -> SourceCapabilities.builder().maxSize(1920, 0))
                .hasMessage("maxSize 1920x0 is less than 1x1");
    }

    @Test
    void refusesNoBitRate() {
        assertThatThrownBy(() -> SourceCapabilities.builder().maxBitRate(0))
                .hasMessage("maxBitRate 0 bit/s is less than 1");
    }

    @Test
    void aLinkHasNoNegativeBitRates() {
        assertThatThrownBy(() -> new WfdConnectionStats(1, -2, 3)).hasMessage("bit rates are negative: 1, -2, 3");
    }
}
