// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FfmpegSettingsTest {

    @Test
    void numberOutOfRangeIsRefusedWithItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FfmpegSettings(-1, 10, 2))
                .withMessage("threads -1 is not in 0 to 64");
    }

    @Test
    void keyIntervalOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FfmpegSettings(0, 0, 2))
                .withMessage("keyIntervalSeconds 0 is not in 1 to 86400");
    }

    @Test
    void rateBufferThatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FfmpegSettings(0, 10, Double.NaN));
    }

    @Test
    void withoutASettingThereIsAThreadPerProcessor() {
        assertThat(new FfmpegSettings(0, 10, 2).threadsOn(6)).isEqualTo(6);
    }
}
