// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class X264SettingsTest {

    @Test
    void unknownPresetIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new X264Settings("turbo", 0, 0, 10, 2))
                .withMessageContaining("preset 'turbo'");
    }

    @Test
    void numberOutOfRangeIsRefusedWithItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new X264Settings("fast", 65, 0, 10, 2))
                .withMessage("threads 65 is not in 0 to 64");
    }

    @Test
    void rateBufferBelowOneFrameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new X264Settings("fast", 0, 0, 10, 0.5))
                .withMessageContaining("vbvFrames 0.5");
    }

    @Test
    void rateBufferThatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new X264Settings("fast", 0, 0, 10, Double.NaN));
    }

    @Test
    void withoutASettingThereIsAThreadPerProcessorAndTwoSlicesPerThread() {
        X264Settings settings = new X264Settings("fast", 0, 0, 10, 2);
        assertThat(settings.threadsOn(6)).isEqualTo(6);
        assertThat(settings.slicesOn(6)).isEqualTo(12);
    }
}
