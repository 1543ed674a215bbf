// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaClockTest {
    private static final long INTERVAL = 1000;

    private final MediaClock clock = new MediaClock(INTERVAL);

    @Test
    void theFirstTickIsTheBeginning() {
        assertThat(clock.tick(123_456)).isZero();
    }

    @Test
    void ticksAreMovedToTheGrid() {
        clock.tick(0);

        assertThat(clock.tick(1400)).isBetween(1000L, 1030L);
        assertThat(clock.tick(1700)).isBetween(1950L, 2050L);
    }

    @Test
    void jitterNeverMovesAPictureByHalfAnInterval() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            long media = clock.tick(i * INTERVAL + Math.round(0.35 * INTERVAL * (2 * random.nextDouble() - 1)));

            assertThat(Math.abs(media - i * INTERVAL)).isLessThan(INTERVAL / 2);
        }
    }

    @Test
    void ticksThatAreLeftOutCount() {
        clock.tick(0);

        assertThat(clock.tick(7000)).isEqualTo(7000);
    }

    @Test
    void askingTwiceInATickChangesNothing() {
        clock.tick(0);
        clock.tick(1000);

        assertThat(clock.tick(1010)).isEqualTo(1000);
        assertThat(clock.tick(1010)).isEqualTo(1000);
    }

    @Test
    void followsAClockThatIsALittleFaster() {
        for (int i = 0; i <= 10_000; i++) {
            clock.tick(i * 1003L);
        }

        assertThat(clock.tick(10_001 * 1003L)).isBetween(10_001 * 1003L - 100, 10_001 * 1003L + 100);
    }

    @Test
    void goesOnFromWhereItWasMovedTo() {
        clock.tick(0);
        clock.tick(50_000);
        clock.moveTo(1000);

        assertThat(clock.tick(51_000)).isEqualTo(2000);
        assertThat(clock.timeOf(2500)).isEqualTo(51_500);
    }
}
