// SPDX-License-Identifier: Apache-2.0
package miracast.host.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CastMeterTest {
    private static final long MS = 1_000_000L;
    private final CastMeter meter = new CastMeter();

    @Test
    void quantilesAreWithinAPercent() {
        for (int us = 1000; us <= 100_000; us += 1000) {
            meter.lastPacket(us * 1000L, us);
        }

        assertThat(meter.snapshot().lastPacketMedianMs()).isCloseTo(50, within(0.6));
        assertThat(meter.snapshot().lastPacket99Ms()).isCloseTo(99, within(1.0));
    }

    @Test
    void askingTwiceCountsNothingTwice() {
        meter.firstPacket(1000);
        meter.snapshot();
        meter.firstPacket(3000);
        meter.firstPacket(3000);

        assertThat(meter.snapshot().firstPacketMedianMs()).isCloseTo(3, within(0.05));
    }

    @Test
    void aNewSessionForgetsTheQuantilesOfTheOldOne() {
        meter.lastPacket(5, 1000);

        meter.session();

        assertThat(meter.snapshot().lastPacketMedianMs()).isNaN();
        assertThat(meter.snapshot().framesSent()).isEqualTo(1);
        assertThat(meter.snapshot().sessions()).isEqualTo(1);
    }

    @Test
    void impossibleTimesAreLeftOut() {
        meter.firstPacket(-1);
        meter.firstPacket(Long.MAX_VALUE);

        assertThat(meter.snapshot().firstPacketMedianMs()).isNaN();
    }

    @Test
    void eachStepHasTimesOfItsOwn() {
        meter.captured(1000);
        meter.converted(2000);
        meter.encoded(3000);
        meter.queued(4000);
        meter.sent(5000);

        assertThat(meter.snapshot().captureMedianMs()).isCloseTo(1, within(0.02));
        assertThat(meter.snapshot().conversionMedianMs()).isCloseTo(2, within(0.03));
        assertThat(meter.snapshot().encodeMedianMs()).isCloseTo(3, within(0.04));
        assertThat(meter.snapshot().queueMedianMs()).isCloseTo(4, within(0.05));
        assertThat(meter.snapshot().send99Ms()).isCloseTo(5, within(0.06));
    }

    @Test
    void lossIsThatOfAllSessions() {
        meter.session();
        meter.lost(5);
        meter.lost(7);
        meter.session();
        meter.lost(-1);
        meter.lost(3);

        assertThat(meter.snapshot().packetsLost()).isEqualTo(10);
    }

    @Test
    void ratesAreThoseOfTheLastSecond() {
        meter.second(1000 * MS);
        meter.packets(10, 10_000, 1);
        for (int i = 0; i < 30; i++) {
            meter.lastPacket(1000 * MS + i, 10);
        }

        meter.second(3000 * MS);

        assertThat(meter.snapshot().framesPerSecond()).isEqualTo(15);
        assertThat(meter.snapshot().bitRate()).isEqualTo(40_000);
        assertThat(meter.snapshot().packetsRefused()).isEqualTo(1);
    }

    @Test
    void beforeAFrameHasLeftThereAreNoRates() {
        meter.second(1000 * MS);
        meter.second(2000 * MS);

        assertThat(meter.snapshot().framesPerSecond()).isNaN();
        assertThat(meter.snapshot().bitRate()).isZero();
    }

    @Test
    void theFirstRatesAreThoseSinceTheFirstFrameLeft() {
        meter.second(1000 * MS);
        for (int i = 0; i <= 15; i++) {
            meter.lastPacket((1500 + i * 33) * MS, 10);
        }
        meter.packets(10, 5_000, 0);

        meter.second(2000 * MS);

        assertThat(meter.snapshot().framesPerSecond()).isEqualTo(30);
        assertThat(meter.snapshot().bitRate()).isEqualTo(80_000);
    }

    @Test
    void aMomentIsTooShortForARate() {
        meter.second(1000 * MS);
        meter.lastPacket(1990 * MS, 10);
        meter.second(2000 * MS);
        assertThat(meter.snapshot().framesPerSecond()).isNaN();

        meter.lastPacket(2500 * MS, 10);
        meter.second(3000 * MS);

        assertThat(meter.snapshot().framesPerSecond()).isEqualTo(1);
    }

    @Test
    void aStreamThatStandsHasARateOfZero() {
        meter.second(1000 * MS);
        meter.lastPacket(1000 * MS, 10);
        meter.second(2000 * MS);

        meter.second(3000 * MS);

        assertThat(meter.snapshot().framesPerSecond()).isZero();
    }

    @Test
    void theRatesOfASessionAreNotThoseOfTheNext() {
        meter.second(1000 * MS);
        meter.lastPacket(1000 * MS, 10);
        meter.second(2000 * MS);

        meter.session();

        assertThat(meter.snapshot().framesPerSecond()).isNaN();
    }

    @Test
    void theLongestGapLeavesPausesOut() {
        meter.lastPacket(1000 * MS, 1);
        meter.lastPacket(1050 * MS, 1);
        meter.pause();
        meter.lastPacket(9000 * MS, 1);
        meter.lastPacket(9040 * MS, 1);

        assertThat(meter.snapshot().longestGapMs()).isEqualTo(50);
    }

    @Test
    void aGapIsPutDownToAnExchangeOfTheEncoderForHalfASecond() {
        meter.lastPacket(1000 * MS, 1);
        meter.lastPacket(1090 * MS, 1);
        meter.encoderTakesOver();
        meter.lastPacket(1130 * MS, 1);
        meter.lastPacket(1175 * MS, 1);
        meter.lastPacket(1600 * MS, 1);
        meter.lastPacket(1700 * MS, 1);

        assertThat(meter.snapshot().longestSwapGapMs()).isEqualTo(425);
        assertThat(meter.snapshot().longestGapMs()).isEqualTo(425);
    }

    @Test
    void aGapWhileAnEncoderIsOpenedIsPutDownToTheExchange() {
        meter.lastPacket(1000 * MS, 1);
        meter.encoderComes(true);
        meter.lastPacket(1060 * MS, 1);
        meter.encoderComes(false);
        meter.lastPacket(1130 * MS, 1);

        assertThat(meter.snapshot().longestSwapGapMs()).isEqualTo(60);
    }

    @Test
    void withoutAnExchangeNoGapIsPutDownToOne() {
        meter.lastPacket(1000 * MS, 1);
        meter.lastPacket(1090 * MS, 1);

        assertThat(meter.snapshot().longestSwapGapMs()).isZero();
    }
}
