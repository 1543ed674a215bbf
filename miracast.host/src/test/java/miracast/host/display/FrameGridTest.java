// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;

class FrameGridTest {
    private static final long SECOND = 1_000_000_000L;
    private final FrameGrid grid = new FrameGrid();

    @Test
    void theFirstTickIsAtOnce() {
        grid.start(VideoMode.progressive(1920, 1080, 30), 777);

        assertThat(grid.untilNext(777)).isZero();
        assertThat(grid.take()).isEqualTo(777);
    }

    @Test
    void ticksDoNotDrift() {
        grid.start(VideoMode.progressive(1920, 1080, 30), 5);

        long last = 0;
        for (int tick = 0; tick <= 30 * 3600; tick++) {
            last = grid.take();
        }

        assertThat(last).isEqualTo(5 + 3600 * SECOND);
    }

    @Test
    void ofAnInterlacedModeTwoFieldsMakeATick() {
        grid.start(new VideoMode(1920, 1080, 50, true), 0);
        grid.take();

        assertThat(grid.take()).isEqualTo(SECOND / 25);
    }

    @Test
    void ofASharedGridOneOfSoManyTicksIsTakenAndNoneIsMissed() {
        grid.start(VideoMode.progressive(1920, 1080, 50), 0);
        grid.share(2);

        assertThat(grid.take()).isZero();
        assertThat(grid.skip(2 * SECOND / 50)).isZero();
        assertThat(grid.take()).isEqualTo(2 * SECOND / 50);
        grid.share(1);
        assertThat(grid.take()).isEqualTo(4 * SECOND / 50);
        assertThat(grid.take()).isEqualTo(5 * SECOND / 50);
    }

    @Test
    void aTickThatIsLateByLessThanAnIntervalIsNotMissed() {
        grid.start(VideoMode.progressive(1920, 1080, 50), 0);

        assertThat(grid.skip(SECOND / 50 - 1)).isZero();
        assertThat(grid.take()).isZero();
    }

    @Test
    void afterAStallOnlyTheNewestTickIsTaken() {
        grid.start(VideoMode.progressive(1920, 1080, 50), 0);
        grid.take();
        long late = 10 * SECOND / 50 + 5;

        assertThat(grid.skip(late)).isEqualTo(9);
        assertThat(grid.take()).isEqualTo(10 * SECOND / 50);
        assertThat(grid.untilNext(late)).isEqualTo(SECOND / 50 - 5);
    }
}
