// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class SlicePlanTest {
    private static final int ROW = 120;

    private static VideoFormat hd(int mostSlices, int leastMacroblocks) {
        return new VideoFormat(
                VideoMode.progressive(1920, 1080, 30),
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.LEVEL_4,
                mostSlices,
                leastMacroblocks,
                8_000_000);
    }

    @Test
    void oneSliceIsCodedByOneThread() {
        assertThat(SlicePlan.of(hd(1, 0), 8, 16)).isEqualTo(new SlicePlan(1, 1, 0));
    }

    @Test
    void asManyThreadsAsThereAreSlicesAtMost() {
        assertThat(SlicePlan.of(hd(3, 1), 8, 16)).isEqualTo(new SlicePlan(3, 3, 0));
    }

    @Test
    void bandOfEachThreadIsCutIntoEqualSlices() {
        // 68 rows: two bands of 34, each of two slices of 17.
        assertThat(SlicePlan.of(hd(16, 1), 2, 4)).isEqualTo(new SlicePlan(2, 4, 17 * ROW));
    }

    @Test
    void fewerSlicesAreMadeIfTheyWouldBeTooSmall() {
        assertThat(SlicePlan.of(hd(16, 20 * ROW), 2, 4)).isEqualTo(new SlicePlan(2, 2, 0));
    }

    @Test
    void oneSliceIsMadeIfTwoWouldBeTooSmall() {
        assertThat(SlicePlan.of(hd(16, 40 * ROW), 2, 4)).isEqualTo(new SlicePlan(1, 1, 0));
    }

    @Test
    void lastSliceMayBeSmall() {
        // One thread, four slices of 20, 20, 20 and 8 rows would break no rule, but equal ones of 17 are tried first.
        assertThat(SlicePlan.of(hd(4, 17 * ROW), 1, 4)).isEqualTo(new SlicePlan(1, 4, 17 * ROW));
    }

    @Test
    void bandsHaveFourRowsAtLeast() {
        VideoFormat flat = new VideoFormat(
                VideoMode.progressive(640, 128, 30),
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.LEVEL_3_1,
                8,
                1,
                1_000_000);
        assertThat(SlicePlan.of(flat, 8, 8).threads()).isEqualTo(2);
    }
}
