// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateChangeTest {
    private static final int SECOND = 30;

    private final RateChange change = new RateChange(4_000_000, SECOND, 10 * SECOND);

    /** Frames without an IDR request until the change is due, at most so many. */
    private int framesUntilDue(int most) {
        for (int i = 1; i <= most; i++) {
            if (change.due(false)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void withoutAWishNothingIsEverDue() {
        assertThat(framesUntilDue(1000)).isEqualTo(-1);
    }

    @Test
    void wishForTheSameRateIsNone() {
        change.want(4_000_000);
        assertThat(framesUntilDue(1000)).isEqualTo(-1);
    }

    @Test
    void lowerRateIsDueWithTheNextFrame() {
        framesUntilDue(SECOND);
        change.want(3_900_000);
        assertThat(framesUntilDue(10)).isEqualTo(1);
    }

    @Test
    void clearlyHigherRateIsDueWithTheNextFrame() {
        framesUntilDue(SECOND);
        change.want(5_000_000);
        assertThat(framesUntilDue(10)).isEqualTo(1);
    }

    @Test
    void slightlyHigherRateWaitsForAnIdrPicture() {
        framesUntilDue(SECOND);
        change.want(4_400_000);
        assertThat(framesUntilDue(5 * SECOND)).isEqualTo(-1);
        assertThat(change.due(true)).isTrue();
    }

    @Test
    void slightlyHigherRateWaitsNoLongerThanTheKeyInterval() {
        change.want(4_400_000);
        assertThat(framesUntilDue(20 * SECOND)).isEqualTo(10 * SECOND + 1);
    }

    @Test
    void secondChangeWaitsASecond() {
        framesUntilDue(SECOND);
        change.want(3_000_000);
        assertThat(framesUntilDue(1)).isEqualTo(1);
        change.done();
        change.want(2_000_000);
        assertThat(framesUntilDue(2 * SECOND)).isEqualTo(SECOND + 1);
    }

    @Test
    void secondChangeComesSoonerWithAnIdrPicture() {
        change.want(3_000_000);
        change.done();
        change.want(2_000_000);
        assertThat(change.due(true)).isTrue();
    }

    @Test
    void wishTakenBackIsForgotten() {
        change.want(3_000_000);
        change.want(4_000_000);
        assertThat(framesUntilDue(1000)).isEqualTo(-1);
    }
}
