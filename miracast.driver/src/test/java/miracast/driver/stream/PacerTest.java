// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long INTERVAL_NS = 40_000_000;
    private static final long SPREAD_NS = 20_000_000;

    private final Pacer pacer = new Pacer(32, 0.5);

    @BeforeEach
    void begin() {
        pacer.frameInterval(INTERVAL_NS);
        pacer.frame(0, 0);
    }

    @Test
    void aSmallPictureGoesAtOnce() {
        pacer.chunk(32, 0);

        assertThat(pacer.due(0)).isZero();
        assertThat(pacer.due(31)).isZero();
    }

    @Test
    void whatIsBeyondTheBurstWaits() {
        pacer.chunk(40, 0);

        assertThat(pacer.due(31)).isZero();
        assertThat(pacer.due(32)).isPositive();
    }

    @Test
    void theLastPacketGoesWithinTheShareOfTheInterval() {
        pacer.chunk(300, 0);

        assertThat(pacer.due(299)).isBetween(SPREAD_NS * 9 / 10, SPREAD_NS);
    }

    @Test
    void aPictureThatTookLongToEncodeIsOutWhenOthersAre() {
        long lateNs = SPREAD_NS / 2;
        pacer.frame(INTERVAL_NS + lateNs, INTERVAL_NS);
        pacer.chunk(300, INTERVAL_NS + lateNs);

        assertThat(pacer.due(299)).isBetween(INTERVAL_NS + SPREAD_NS * 9 / 10, INTERVAL_NS + SPREAD_NS);
    }

    @Test
    void aPictureThatComesMuchTooLateIsSpreadAllTheSame() {
        long nowNs = 3 * INTERVAL_NS;
        pacer.frame(nowNs, INTERVAL_NS);
        pacer.chunk(132, nowNs);

        assertThat(pacer.due(131)).isBetween(nowNs + SPREAD_NS / 5, nowNs + SPREAD_NS / 4);
    }

    @Test
    void whatAllPicturesTakeIsNotLate() {
        long longerNs = SPREAD_NS / 2;
        int frame = 1;
        for (; frame < 200; frame++) {
            pacer.frame(frame * INTERVAL_NS + longerNs, frame * INTERVAL_NS);
        }
        long nowNs = frame * INTERVAL_NS + longerNs;
        pacer.frame(nowNs, frame * INTERVAL_NS);
        pacer.chunk(300, nowNs);

        assertThat(pacer.due(299)).isBetween(nowNs + SPREAD_NS * 9 / 10, nowNs + SPREAD_NS);
    }

    @Test
    void noMoreThanABurstGoesAtATime() {
        pacer.chunk(300, 0);

        for (int i = 0; i + 33 < 300; i++) {
            assertThat(pacer.due(i + 33)).as("packet %d", i + 33).isGreaterThan(pacer.due(i));
        }
    }

    @Test
    void manySlicesAtOnceAreOneBurst() {
        pacer.chunk(20, 0);
        pacer.chunk(20, 0);

        assertThat(pacer.due(11)).isZero();
        assertThat(pacer.due(12)).isPositive();
    }

    @Test
    void theNextPictureHasItsOwnBurst() {
        pacer.chunk(32, 0);
        pacer.frame(INTERVAL_NS, INTERVAL_NS);
        pacer.chunk(32, INTERVAL_NS);

        assertThat(pacer.due(31)).isEqualTo(INTERVAL_NS);
    }

    @Test
    void aPictureThatIsTooLateIsStillNoFlood() {
        pacer.chunk(32, 0);
        pacer.chunk(80, 10 * INTERVAL_NS);

        assertThat(pacer.due(79) - pacer.due(0)).isGreaterThanOrEqualTo(6 * Pacer.MIN_STEP_NS);
    }

    @Test
    void aThreadThatWakesUpLateMakesUpForOneBurst() {
        pacer.chunk(300, 0);
        long late = 15_000_000;
        int next = 40;

        int atOnce = 0;
        for (int i = next; pacer.due(i) <= late; i++) {
            pacer.leaves(i, late);
            atOnce++;
        }

        assertThat(atOnce).isBetween(25, 32);
    }

    @Test
    void aThreadThatIsInTimeKeepsThePlan() {
        pacer.chunk(300, 0);
        long last = pacer.due(299);

        for (int i = 0; i < 300; i++) {
            pacer.leaves(i, pacer.due(i) + 50_000);
        }

        assertThat(pacer.due(299)).isEqualTo(last);
    }

    @Test
    void noShareMeansNoPacing() {
        Pacer hasty = new Pacer(32, 0);
        hasty.frameInterval(INTERVAL_NS);
        hasty.frame(0, 0);
        hasty.chunk(300, 0);

        assertThat(hasty.due(299)).isZero();
    }

    @Test
    void aBurstOfPacketsOfAnyKindIsFollowedByARest() {
        for (int i = 0; i < 32; i++) {
            assertThat(pacer.mayLeaveNs()).as("packet %d", i).isNegative();
            pacer.left(i * 1000);
        }

        assertThat(pacer.mayLeaveNs()).isEqualTo(pacer.burstNs());
        pacer.left(pacer.burstNs());
        assertThat(pacer.mayLeaveNs()).isEqualTo(1000 + pacer.burstNs());
    }

    @Test
    void aBurstOfThePresetLastsAMillisecond() {
        assertThat(pacer.burstNs()).isEqualTo(1_000_000);
    }
}
