// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import miracast.wire.ts.ProgramClockReference;
import org.junit.jupiter.api.Test;

class ClockTrackTest {
    private static final long BEGIN_NS = 7_000_000_000_000L;

    private final ClockTrack track = new ClockTrack();

    /** Values every 30 ms that the network delays by up to 20 ms. */
    private void play(int seconds, double rate) {
        Random jitter = new Random(1);
        for (long ns = 0; ns < seconds * 1_000_000_000L; ns += 30_000_000) {
            track.add(
                    ProgramClockReference.ofNanoseconds(BEGIN_NS + Math.round(ns * rate)),
                    BEGIN_NS + ns + jitter.nextInt(20_000_000));
        }
    }

    @Test
    void aClockThatIsAsFastAsOursDoesNotDrift() {
        play(300, 1);

        assertThat(track.driftMs()).isCloseTo(0, within(0.5));
    }

    @Test
    void aClockThatIsSlowerComesLater() {
        play(300, 1 - 50e-6);

        // 50 millionths of 280 s: from the first window to the last.
        assertThat(track.driftMs()).isCloseTo(14, within(1.0));
    }

    @Test
    void itIsNotKnownAtTheBeginning() {
        play(9, 1);

        assertThat(track.driftMs()).isNaN();
    }

    @Test
    void aClockThatIsSetAnewBeginsAnew() {
        play(30, 1);
        track.discontinuity();

        assertThat(track.driftMs()).isNaN();
    }
}
