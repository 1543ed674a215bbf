// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkerTrackTest {
    private final MarkerTrack track = new MarkerTrack();

    private MarkerTrack.Findings after(int... frames) {
        for (int frame : frames) {
            track.add(frame, 5);
        }
        return track.findings();
    }

    @Test
    void withoutMarkersThereAreNoDelays() {
        assertThat(track.findings().lastMarker()).isEqualTo(-1);
        assertThat(track.findings().delayMedianMs()).isNaN();
        assertThat(track.findings().delay99Ms()).isNaN();
    }

    @Test
    void inOrderNothingIsMissing() {
        MarkerTrack.Findings findings = after(7, 8, 9);
        assertThat(findings.markers()).isEqualTo(3);
        assertThat(findings.missing()).isZero();
        assertThat(findings.outOfOrder()).isZero();
        assertThat(findings.lastMarker()).isEqualTo(9);
    }

    @Test
    void countsThoseInBetween() {
        assertThat(after(7, 9, 12).missing()).isEqualTo(3);
    }

    @Test
    void oneThatComesLateIsOutOfOrderAndNotMissing() {
        MarkerTrack.Findings findings = after(7, 9, 8, 10);
        assertThat(findings.outOfOrder()).isEqualTo(1);
        assertThat(findings.missing()).isZero();
    }

    @Test
    void aPictureThatIsHeldIsInOrder() {
        MarkerTrack.Findings findings = after(7, 8, 8, 8, 9);
        assertThat(findings.markers()).isEqualTo(5);
        assertThat(findings.outOfOrder()).isZero();
        assertThat(findings.missing()).isZero();
    }

    @Test
    void oneThatComesAgainAfterANewerOneIsOutOfOrder() {
        assertThat(after(7, 8, 7, 7, 8).outOfOrder()).isEqualTo(1);
    }

    @Test
    void aPictureThatIsHeldIsNotLate() {
        track.add(7, 5);
        track.add(7, 500);
        track.add(7, 1000);
        assertThat(track.findings().delay99Ms()).isEqualTo(5);
    }

    @Test
    void aJumpBeyondWhatIsRememberedIsMissingForGood() {
        MarkerTrack.Findings findings = after(0, 100, 1);
        assertThat(findings.missing()).isEqualTo(99);
        assertThat(findings.outOfOrder()).isEqualTo(1);
    }

    @Test
    void numbersAreUnsigned() {
        MarkerTrack.Findings findings = after(Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(findings.missing()).isZero();
        assertThat(findings.lastMarker()).isEqualTo(1L << 31);
    }

    @Test
    void quantilesAreThoseOfTheDelays() {
        for (int i = 1; i <= 100; i++) {
            track.add(i, i);
        }
        assertThat(track.findings().delayMedianMs()).isEqualTo(50);
        assertThat(track.findings().delay99Ms()).isEqualTo(99);
    }

    @Test
    void delaysOfClocksThatDisagreeStayInBounds() {
        track.add(1, -5_000);
        assertThat(track.findings().delayMedianMs()).isZero();
        track.add(2, Long.MAX_VALUE);
        assertThat(track.findings().delay99Ms()).isEqualTo(10_000);
    }
}
