// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import miracast.wire.ts.PresentationTime;
import org.junit.jupiter.api.Test;

class SyncTrackTest {
    private static final long SECOND = 90_000;
    private static final long BEGIN = PresentationTime.MODULUS_90K - 5 * SECOND;

    private final SyncTrack track = new SyncTrack();

    private static long wrapped(long time90k) {
        return time90k & PresentationTime.MODULUS_90K - 1;
    }

    private void pair(int second, double offMs) {
        track.flash(wrapped(BEGIN + second * SECOND));
        track.beep(wrapped(BEGIN + second * SECOND + Math.round(offMs * 90)), 0);
    }

    @Test
    void nothingIsKnownBeforeTheFirstBeep() {
        track.flash(BEGIN);

        assertThat(track.findings().pairs()).isZero();
        assertThat(track.findings().medianMs()).isNaN();
        assertThat(track.findings().largestMs()).isNaN();
        assertThat(track.findings().driftMs()).isNaN();
    }

    @Test
    void anOffsetIsMeasuredAlsoAcrossTheWrapOfTimes() {
        for (int i = 0; i < 20; i++) {
            pair(i, 12);
        }
        assertThat(track.findings().pairs()).isEqualTo(20);
        assertThat(track.findings().medianMs()).isCloseTo(12, within(0.06));
        assertThat(track.findings().driftMs()).isCloseTo(0, within(0.01));
    }

    @Test
    void whicheverComesFirstIsWaitedFor() {
        for (int i = 0; i < 3; i++) {
            track.beep(wrapped(BEGIN + i * SECOND), 480);
        }
        for (int i = 0; i < 3; i++) {
            track.flash(wrapped(BEGIN + i * SECOND));
        }
        assertThat(track.findings().pairs()).isEqualTo(3);
        assertThat(track.findings().medianMs()).isCloseTo(10, within(0.06));
    }

    @Test
    void aBeepWithoutItsFlashIsLeftOut() {
        pair(0, -3);
        track.beep(wrapped(BEGIN + SECOND), 0);
        pair(2, -3);
        track.flash(wrapped(BEGIN + 3 * SECOND));
        pair(4, -3);

        assertThat(track.findings().pairs()).isEqualTo(3);
        assertThat(track.findings().largestMs()).isCloseTo(-3, within(0.02));
    }

    @Test
    void theFurthestIsKept() {
        pair(0, 1);
        pair(1, -250);
        pair(2, 2);

        assertThat(track.findings().largestMs()).isCloseTo(-250, within(0.02));
        assertThat(track.findings().medianMs()).isCloseTo(1, within(0.06));
    }

    @Test
    void aDriftIsTheDifferenceOfTheLastMinuteAndTheFirst() {
        for (int i = 0; i < 3600; i++) {
            pair(i, i * 3.0 / 3600);
        }
        // From the middle of the first minute to the middle of the last.
        assertThat(track.findings().driftMs()).isCloseTo(3.0 * 3540 / 3600, within(0.05));
    }

    @Test
    void fewBeepsSayNothingAboutADrift() {
        for (int i = 0; i < 9; i++) {
            pair(i, i);
        }
        assertThat(track.findings().driftMs()).isNaN();
        pair(9, 9);
        assertThat(track.findings().driftMs()).isCloseTo(5, within(0.05));
    }
}
