// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(8);

    @Test
    void writesThePcrOfTheProtocolText() {
        ProgramClockReference.put(buffer, 1, 90_000 * 300L);

        assertThat(Octets.hex(buffer, 1, 6)).isEqualTo("00 00 af c8 7e 00");
    }

    @Test
    void writesThePtsOfTheProtocolText() {
        PresentationTime.put(buffer, 1, PresentationTime.PREFIX_PTS_ONLY, 90_000);

        assertThat(Octets.hex(buffer, 1, 5)).isEqualTo("21 00 05 bf 21");
    }

    @Test
    void readsEveryPcrItWrites() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long pcr = random.nextLong(ProgramClockReference.MODULUS_27M);
            ProgramClockReference.put(buffer, 0, pcr);
            assertThat(ProgramClockReference.get(buffer, 0)).isEqualTo(pcr);
        }
    }

    @Test
    void readsEveryPtsItWrites() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 10_000; i++) {
            long pts = random.nextLong(PresentationTime.MODULUS_90K);
            PresentationTime.put(buffer, 0, 2, pts);
            assertThat(PresentationTime.get(buffer, 0)).isEqualTo(pts);
        }
    }

    @Test
    void turnsNanosecondsIntoTicks() {
        assertThat(ProgramClockReference.ofNanoseconds(1_000_000_000)).isEqualTo(27_000_000);
        assertThat(PresentationTime.ofNanoseconds(1_000_000_000)).isEqualTo(90_000);
    }

    @Test
    void takesClocksOfAnyAgeAndSign() {
        assertThat(PresentationTime.ofNanoseconds(Long.MAX_VALUE)).isBetween(0L, PresentationTime.MODULUS_90K - 1);
        assertThat(ProgramClockReference.ofNanoseconds(Long.MIN_VALUE))
                .isBetween(0L, ProgramClockReference.MODULUS_27M - 1);
        assertThat(PresentationTime.ofNanoseconds(-1)).isEqualTo(PresentationTime.MODULUS_90K - 1);
    }

    @Test
    void agreesOnTheBaseOfBothClocks() {
        long ns = 123_456_789_012_345L;

        assertThat(ProgramClockReference.base90k(ProgramClockReference.ofNanoseconds(ns)))
                .isEqualTo(PresentationTime.ofNanoseconds(ns));
    }

    @Test
    void measuresDistancesAcrossTheWrap() {
        assertThat(PresentationTime.distance(PresentationTime.MODULUS_90K - 1, 2))
                .isEqualTo(3);
        assertThat(PresentationTime.distance(2, PresentationTime.MODULUS_90K - 1))
                .isEqualTo(-3);
        assertThat(ProgramClockReference.distance(ProgramClockReference.MODULUS_27M - 1, 2))
                .isEqualTo(3);
        assertThat(ProgramClockReference.distance(2, ProgramClockReference.MODULUS_27M - 1))
                .isEqualTo(-3);
    }
}
