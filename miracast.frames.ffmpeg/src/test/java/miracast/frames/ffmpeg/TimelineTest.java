// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times in ms here, for reading; the class does not care. */
class TimelineTest {
    private final Timeline timeline = new Timeline(40, false, Timeline.NONE);

    @Test
    void beginsWithZeroWhateverTheInputBeginsWith() {
        assertThat(timeline.place(7000, 40)).isZero();
        assertThat(timeline.place(7040, 40)).isEqualTo(40);
    }

    @Test
    void theNextRoundFollowsTheLastPicture() {
        timeline.place(80, 40);
        timeline.place(120, 40);

        assertThat(timeline.wrap()).isEqualTo(2);
        assertThat(timeline.place(80, 40)).isEqualTo(80);
        assertThat(timeline.place(120, 40)).isEqualTo(120);
    }

    @Test
    void roundedTimesDoNotAddUpOverManyRounds() {
        Timeline rounded = new Timeline(16_666, false, Timeline.NONE);
        long place = 0;
        for (int round = 0; round < 1000; round++) {
            place = rounded.place(0, 17_000);
            rounded.place(17_000, 17_000);
            rounded.place(33_000, 17_000);
            rounded.wrap();
        }

        assertThat(place).isEqualTo(999 * 3 * 16_666);
    }

    @Test
    void lengthsThatAreNotThoseOfTheRateAreKept() {
        timeline.place(0, 40);
        timeline.place(40, 1000);
        timeline.wrap();

        assertThat(timeline.place(0, 40)).isEqualTo(1040);
    }

    @Test
    void picturesWithoutTimeFollowTheOneBefore() {
        timeline.place(100, 30);

        assertThat(timeline.place(Timeline.NONE, 0)).isEqualTo(30);
        assertThat(timeline.place(Timeline.NONE, 0)).isEqualTo(70);
    }

    @Test
    void timesThatGoBackAreTakenForANewBeginning() {
        timeline.place(5000, 40);
        timeline.place(5040, 40);

        assertThat(timeline.place(100, 40)).isEqualTo(80);
        assertThat(timeline.place(140, 40)).isEqualTo(120);
    }

    @Test
    void timesThatRepeatStillRise() {
        timeline.place(0, 40);

        assertThat(timeline.place(0, 40)).isEqualTo(40);
        assertThat(timeline.place(0, 40)).isEqualTo(80);
    }

    @Test
    void longPausesAreKeptWhereTheClockCannotJump() {
        timeline.place(0, 40);

        assertThat(timeline.place(60_000_000_000L, 40)).isEqualTo(60_000_000_000L);
    }

    @Test
    void jumpsOfATransportStreamAreClosed() {
        Timeline jumping = new Timeline(40, true, Timeline.NONE);
        jumping.place(0, 40);

        assertThat(jumping.place(60_000_000_000L, 40)).isEqualTo(40);
    }

    @Test
    void whatIsBeforeTheStartIsLeftOut() {
        Timeline late = new Timeline(40, false, 1000);

        assertThat(late.place(960, 40)).isEqualTo(Timeline.LEFT_OUT);
        assertThat(late.place(990, 40)).isZero();
        assertThat(late.place(1030, 40)).isEqualTo(40);
    }

    @Test
    void anInputThatIsFoundAgainFollowsWithNewTimes() {
        timeline.place(5000, 40);
        timeline.restart();

        assertThat(timeline.place(77, 40)).isEqualTo(40);
    }

    @Test
    void anInputThatGoesOnLeavesOutWhatWasThere() {
        timeline.place(0, 40);
        timeline.place(40, 40);
        timeline.resume();

        assertThat(timeline.place(0, 40)).isEqualTo(Timeline.LEFT_OUT);
        assertThat(timeline.place(40, 40)).isEqualTo(Timeline.LEFT_OUT);
        assertThat(timeline.place(80, 40)).isEqualTo(80);
    }

    @Test
    void aRoundWithoutPicturesHasNoLength() {
        assertThat(timeline.wrap()).isZero();
        assertThat(timeline.place(0, 40)).isZero();
    }
}
