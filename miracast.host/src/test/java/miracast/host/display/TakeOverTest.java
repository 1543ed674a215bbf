// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.host.fake.FakeEncoder;
import org.junit.jupiter.api.Test;

/** One encoder in place of another: nothing is lost, and the pictures stay even. */
class TakeOverTest extends FrameLoopRig {
    @Test
    void anEncoderThatThrowsIsGivenUpAndItsPictureIsShownByTheNextOne() throws Exception {
        frames.begin(now, RATE, false);
        pictures();
        encoder.fails = true;
        ticks(1);
        assertThat(failures).containsExactly("a: miracast.api.encoder.EncoderException: a failed at frame 1");
        assertThat(frames.hasEncoderFor(format)).isFalse();

        frames.interrupt();
        seat(new FakeEncoder("b"));
        now += 3 * TICK;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(1);
        assertThat(meter.snapshot().ticksMissed()).isZero();
    }

    @Test
    void anEncoderThatGivesNothingForASecondIsGivenUp() {
        frames.begin(now, RATE, false);
        encoder.isMute = true;

        ticks(25);
        assertThat(failures).isEmpty();
        ticks(1);

        assertThat(failures).containsExactly("a: gave nothing for 1000 ms");
    }

    @Test
    void whatAnEncoderHasNotFinishedEndsTheDisplay() {
        frames.begin(now, RATE, false);
        encoder.keepsItsClaim = true;
        ticks(1);

        frames.exchangeEncoder(null);

        assertThat(listener.heard).containsExactly("display failed: encoder a does not finish a chunk that it began");
        assertThat(ring.isIdle()).isFalse();
    }

    @Test
    void ofAnExchangeNobodySeesMoreThanAnIdrPicture() throws Exception {
        frames.begin(now, RATE, false);
        ticks(1);
        FakeEncoder next = new FakeEncoder("b");
        SeatedEncoder warmed = opened(next);
        warmed.warmUp(ledger.newest(), () -> now);

        assertThat(frames.exchangeEncoder(warmed)).hasToString("a");
        ticks(2);

        assertThat(steps().stream().filter(step -> step.startsWith("ENCODE")))
                .containsExactly(
                        "ENCODE_COMPLETE 0 idr end",
                        "ENCODE_COMPLETE 1 end",
                        "ENCODE_COMPLETE 2 idr end",
                        "ENCODE_COMPLETE 3 end");
    }

    /** One that needs 6 ms for a picture, and is followed by one that needs so much more for its first. */
    private SeatedEncoder dearer(long byNs) throws Exception {
        encoder.work = idr -> now += 6 * MS;
        frames.begin(now, RATE, false);
        ticks(2);
        SeatedEncoder next = opened(new FakeEncoder("b"));
        next.idrCost(6 * MS + byNs);
        pictures();
        return next;
    }

    @Test
    void theDearFirstPictureOfAnEncoderThatTakesOverIsBegunEarlier() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        frames.exchangeEncoder(next);
        long waitNs = frames.tick(now, RATE);
        assertThat(pictures()).isEmpty();
        now += waitNs;
        frames.tick(now, RATE);

        assertThat(now).isEqualTo(tickNs - 13 * MS);
        assertThat(ledger.timestampNs(ledger.newest())).isEqualTo(tickNs);
        assertThat(pictures()).containsExactly(3);
        assertThat(frames.tick(now, RATE)).as("no lead for the one after").isEqualTo(tickNs + TICK - now);
    }

    private void shows(int tick) {
        now = 1000 * MS + tick * TICK;
        frames.tick(now, RATE);
        pictures();
    }

    /** The frame's last packet leaves that long after all of it was with the driver. */
    private void sent(long frame, long afterNs) {
        ledger.pulled(frame, now);
        ledger.sent(frame, now + afterNs);
    }

    @Test
    void thatItTakesLongerToSendCountsLikeWhatItCosts() throws Exception {
        SeatedEncoder next = dearer(4 * MS);
        sent(1, 2 * MS);
        shows(3);
        frames.requestIdr();
        shows(4);
        sent(4, 11 * MS);
        shows(5);
        shows(6);

        frames.exchangeEncoder(next);

        assertThat(now + frames.tick(now, RATE)).isEqualTo(1000 * MS + 7 * TICK - (4 + 9) * MS);
    }

    @Test
    void whatIsUsualIsWhatTheEncoderInUseTakes() throws Exception {
        encoder.work = idr -> now += 20 * MS;
        frames.begin(now, RATE, false);
        shows(1);
        FakeEncoder quicker = new FakeEncoder("b");
        quicker.work = idr -> now += 6 * MS;
        seat(quicker);
        shows(2);
        shows(3);
        SeatedEncoder next = opened(new FakeEncoder("c"));
        next.idrCost(19 * MS);

        frames.exchangeEncoder(next);

        assertThat(now + frames.tick(now, RATE)).isEqualTo(1000 * MS + 4 * TICK - 13 * MS);
    }

    @Test
    void whereTheEncoderInUseHasShownItsFirstPictureOnlyItIsWhatWasUsualBefore() throws Exception {
        encoder.work = idr -> now += 6 * MS;
        frames.begin(now, RATE, false);
        shows(1);
        seat(new FakeEncoder("b"));
        shows(2);
        SeatedEncoder next = opened(new FakeEncoder("c"));
        next.idrCost(19 * MS);

        frames.exchangeEncoder(next);

        assertThat(now + frames.tick(now, RATE)).isEqualTo(1000 * MS + 3 * TICK - 13 * MS);
    }

    @Test
    void anIdrPictureThatIsLongUnderWayIsLearntWhenItHasLeftAndIsNeverUsual() throws Exception {
        SeatedEncoder next = dearer(0);
        sent(1, 2 * MS);
        frames.requestIdr();
        shows(3);
        frames.requestIdr();
        shows(4);
        sent(3, 30 * MS);
        shows(5);
        shows(6);
        sent(4, 11 * MS);
        shows(7);

        frames.exchangeEncoder(next);

        assertThat(now + frames.tick(now, RATE)).isEqualTo(1000 * MS + 8 * TICK - 9 * MS);
    }

    @Test
    void whatWasPostponedHoldsNoPictureOfAStreamThatBeginsAnew() throws Exception {
        SeatedEncoder next = dearer(TICK * 2 / 3 + 8 * MS);
        assertThat(frames.isTooEarlyFor(next, 1000 * MS + 2 * TICK + 1)).isTrue();

        frames.begin(now, RATE, false);

        assertThat(ring.next(reader, chunk, 0)).isNotNegative();
    }

    @Test
    void itHasTwoThirdsOfAnIntervalAtMost() throws Exception {
        SeatedEncoder next = dearer(35 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        now = tickNs - TICK;
        frames.exchangeEncoder(next);

        assertThat(frames.tick(now, RATE)).isEqualTo(tickNs - TICK * 2 / 3 - now);
    }

    @Test
    void aPictureThatIsNotThereSoEarlyIsWaitedFor() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;
        frames.exchangeEncoder(next);
        source.stalls = true;

        now += frames.tick(now, RATE);
        assertThat(frames.tick(now, RATE)).isEqualTo(13 * MS);
        source.stalls = false;
        now = tickNs;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(3);
        assertThat(source.askedNs).as("time rises").isGreaterThan(source.askedBeforeNs);
    }

    @Test
    void anEncoderWithoutTimeForItsLeadTakesOverAfterOneMorePicture() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        assertThat(frames.isTooEarlyFor(next, tickNs - 13 * MS + 1)).isTrue();
        assertThat(frames.isTooEarlyFor(next, tickNs)).as("up to the tick").isTrue();
        now = tickNs;
        frames.tick(now, RATE);

        assertThat(frames.isTooEarlyFor(next, now)).isFalse();
    }

    @Test
    void oneWithTimeForItTakesOverAtOnce() throws Exception {
        SeatedEncoder next = dearer(13 * MS);

        assertThat(frames.isTooEarlyFor(next, 1000 * MS + 3 * TICK - 13 * MS)).isFalse();
        assertThat(frames.isTooEarlyFor(null, 1000 * MS + 3 * TICK))
                .as("none at all")
                .isFalse();
    }

    @Test
    void whatTheLeadDoesNotCoverDelaysTheTwoPicturesBefore() throws Exception {
        SeatedEncoder next = dearer(TICK * 2 / 3 + 8 * MS);
        long tickNs = 1000 * MS + 3 * TICK;
        assertThat(frames.isTooEarlyFor(next, tickNs - TICK))
                .as("with time for the lead")
                .isTrue();

        assertThat(leavesAfter(tickNs)).isGreaterThanOrEqualTo((6 + 5) * MS);
        assertThat(frames.isTooEarlyFor(next, now)).isTrue();
        assertThat(leavesAfter(tickNs + TICK)).isGreaterThanOrEqualTo((6 + 10) * MS);
        assertThat(frames.isTooEarlyFor(next, now)).isFalse();
    }

    private long leavesAfter(long tickNs) {
        now = tickNs;
        long beganNs = System.nanoTime();
        frames.tick(now, RATE);
        while (ring.next(reader, chunk, MS) < 0) {
            // held
        }
        long ns = System.nanoTime() - beganNs;
        pictures();
        return ns;
    }

    @Test
    void noPictureIsDelayedWhereTheLeadIsEnough() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        assertThat(frames.isTooEarlyFor(next, 1000 * MS + 3 * TICK)).isTrue();

        now = 1000 * MS + 3 * TICK;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(3);
    }

    @Test
    void itWaitsForNoPictureWhereNothingIsShown() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        assertThat(frames.isTooEarlyFor(next, 1000 * MS + 3 * TICK)).isTrue();

        frames.interrupt();

        assertThat(frames.isTooEarlyFor(next, 1000 * MS + 3 * TICK)).isFalse();
    }

    @Test
    void theCostOfAnIdrPictureRisesAtOnceAndFallsSlowly() throws Exception {
        SeatedEncoder next = opened(encoder);
        next.idrCost(30 * MS);
        next.idrCost(50 * MS);
        assertThat(next.idrCostNs()).isEqualTo(50 * MS);
        next.idrCost(30 * MS);
        assertThat(next.idrCostNs()).isEqualTo(45 * MS);
    }

    @Test
    void theCostOfAnIdrPictureIsMeasured() throws Exception {
        frames.begin(now, RATE, false);
        encoder.work = idr -> now += (idr ? 20 : 6) * MS;
        ticks(1);
        frames.requestIdr();
        ticks(1);

        SeatedEncoder old = frames.exchangeEncoder(null);

        assertThat(old.idrCostNs()).isEqualTo(20 * MS);
    }

    @Test
    void theVeryFirstPictureTellsNothingOfWhatAnotherOneCosts() throws Exception {
        encoder.work = idr -> now += 60 * MS;
        frames.begin(now, RATE, false);

        assertThat(frames.exchangeEncoder(null).idrCostNs()).isZero();
    }

    @Test
    void aStreamThatBeginsAnewHasNoHeadStart() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        frames.exchangeEncoder(next);

        frames.begin(now, RATE, false);

        assertThat(frames.tick(now, RATE)).isEqualTo(TICK);
    }
}
