// SPDX-License-Identifier: Apache-2.0
package miracast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VideoFormatTest {
    private static final VideoMode MODE = VideoMode.progressive(1280, 720, 30);

    private static VideoFormat format(int maxSlices, int minSliceMacroblocks, long bitRate) {
        return new VideoFormat(
                MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, maxSlices, minSliceMacroblocks, bitRate);
    }

    @Test
    void hasOneSliceUnlessSaid() {
        VideoFormat format = new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 8_000_000);

        assertThat(format).isEqualTo(format(1, 0, 8_000_000));
    }

    @Test
    void anotherBitRateChangesNothingElse() {
        assertThat(format(4, 90, 8_000_000).withBitRate(2_000_000)).isEqualTo(format(4, 90, 2_000_000));
    }

    @Test
    void refusesNoSlices() {
        assertThatThrownBy(() -> format(0, 0, 1)).hasMessage("maxSlices 0 is less than 1");
    }

    @Test
    void refusesNegativeSlices() {
        assertThatThrownBy(() -> format(2, -1, 1)).hasMessage("minSliceMacroblocks -1 is negative");
    }

    @Test
    void refusesNoBitRate() {
        assertThatThrownBy(() -> format(1, 0, 0)).hasMessage("bitRate 0 bit/s is less than 1");
    }
}
