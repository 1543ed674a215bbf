// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
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
        assertThat(frames.tick(now, RATE)).as("no lead for the one after").isEqualTo(tickNs + TICK - now);
    }

    @Test
    void howeverEarlyItIsReadyThatPictureLeavesWhenItIsItsTurn() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        frames.exchangeEncoder(next);
        now += frames.tick(now, RATE);
        frames.tick(now, RATE);

        assertThat(leavesAfter(1000 * MS + 3 * TICK)).isEqualTo(6 * MS);
    }

    /** Lets time go on until the next frame leaves; tells how long after its tick that is, to a millisecond. */
    private long leavesAfter(long tickNs) {
        while (ring.next(reader, chunk, 0) < 0) {
            now += MS;
        }
        long afterNs = now - tickNs;
        pictures();
        return afterNs;
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

    /** How much earlier than the tick an encoder begins that takes over for it. */
    private long leadOfOneThatCosts(long idrNs, int tick) throws Exception {
        SeatedEncoder next = opened(new FakeEncoder("c"));
        next.idrCost(idrNs);
        frames.exchangeEncoder(next);
        return 1000 * MS + tick * TICK - (now + frames.tick(now, RATE));
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
        assertThat(leadOfOneThatCosts(19 * MS, 4)).isEqualTo(13 * MS);
    }

    @Test
    void whereTheEncoderInUseHasShownItsFirstPictureOnlyItIsWhatWasUsualBefore() throws Exception {
        encoder.work = idr -> now += 6 * MS;
        frames.begin(now, RATE, false);
        shows(1);
        seat(new FakeEncoder("b"));
        shows(2);
        assertThat(leadOfOneThatCosts(19 * MS, 3)).isEqualTo(13 * MS);
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
    void roomForAnExchangeHoldsNoPictureOfAStreamThatBeginsAnew() throws Exception {
        dearer(13 * MS);
        room(6);

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

        assertThat(leavesAfter(tickNs)).isEqualTo(6 * MS);
        assertThat(source.askedNs).as("time rises").isGreaterThan(source.askedBeforeNs);
    }

    /** Shows the tick's picture with the encoder in use, and tells how long after the tick it leaves. */
    private long leaves(int tick) {
        long tickNs = 1000 * MS + tick * TICK;
        now = tickNs;
        frames.tick(now, RATE);
        return leavesAfter(tickNs);
    }

    @Test
    void beforeAnExchangePicturesLeaveLaterOneByOneAndLessLateAfterIt() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        assertThat(frames.lacksRoom()).isTrue();

        assertThat(leaves(3)).as("a sixth of an interval").isEqualTo((6 + 7) * MS);
        assertThat(leaves(4)).isEqualTo((6 + 14) * MS);
        assertThat(leaves(5)).isEqualTo((6 + 20) * MS);
        assertThat(frames.lacksRoom()).isTrue();
        assertThat(leaves(6)).as("two thirds of it").isEqualTo((6 + 27) * MS);
        assertThat(frames.lacksRoom()).isFalse();
        assertThat(leaves(7)).as("while it is opened").isEqualTo((6 + 27) * MS);
        assertThat(frames.isTooEarlyFor(next, now)).isTrue();
        frames.exchangeEncoder(next);
        assertThat(leaves(8)).isEqualTo((6 + 27) * MS);
        assertThat(leaves(9)).isEqualTo((6 + 20) * MS);
        assertThat(leaves(10)).isEqualTo((6 + 14) * MS);
        assertThat(leaves(11)).isEqualTo((6 + 7) * MS);
        assertThat(leaves(12)).as("no delay any more").isZero();
    }

    /** Has room for an exchange after the tick of that number. */
    private void room(int tick) {
        for (int i = tick - 3; i <= tick; i++) {
            frames.lacksRoom();
            leaves(i);
        }
        assertThat(frames.lacksRoom()).isFalse();
    }

    @Test
    void nothingThatPicturesCostWhileTwoEncodersAreAtWorkChangesTheirTurn() throws Exception {
        dearer(13 * MS);
        frames.lacksRoom();
        encoder.work = idr -> now += 20 * MS;
        room(6);

        assertThat(leaves(7)).isEqualTo((6 + 27) * MS);
    }

    @Test
    void theFirstPictureIsGivenAsMuchEarlierAsItTakesLongerToSend() throws Exception {
        SeatedEncoder next = dearer(4 * MS);
        sent(1, 2 * MS);
        shows(3);
        frames.requestIdr();
        shows(4);
        sent(4, 7 * MS);
        shows(5);
        shows(6);
        room(10);
        frames.exchangeEncoder(next);

        assertThat(leaves(11)).isEqualTo((6 + 27 - 5) * MS);
    }

    @Test
    void anExchangeThatDoesNotComeWithinTwoSecondsLeavesNoDelay() throws Exception {
        dearer(13 * MS);
        room(6);
        int last = 6 + 2000 / 40;
        for (int i = 7; i <= last; i++) {
            assertThat(leaves(i)).isEqualTo((6 + 27) * MS);
        }

        leaves(last + 1);
        leaves(last + 2);

        assertThat(leaves(last + 3)).isLessThan((6 + 27) * MS);
        leaves(last + 4);
        leaves(last + 5);
        assertThat(leaves(last + 6)).isEqualTo(6 * MS);
    }

    @Test
    void anotherExchangeGoesOnFromTheDelayThatThereIs() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        room(6);
        frames.exchangeEncoder(next);
        leaves(7);
        leaves(8);

        assertThat(frames.lacksRoom()).isTrue();
        leaves(9);

        assertThat(frames.lacksRoom()).isFalse();
    }

    @Test
    void anEncoderWithoutTimeForItsLeadTakesOverAfterOneMorePicture() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        room(6);
        long tickNs = 1000 * MS + 7 * TICK;

        assertThat(frames.isTooEarlyFor(next, tickNs - 13 * MS)).as("with it").isFalse();
        assertThat(frames.isTooEarlyFor(next, tickNs - 13 * MS + 1)).isTrue();
        assertThat(frames.isTooEarlyFor(next, tickNs)).as("up to the tick").isTrue();
        leaves(7);

        assertThat(frames.isTooEarlyFor(next, tickNs + TICK)).isFalse();
    }

    @Test
    void whereOneFrameMayWaitNoneIsDelayed() throws Exception {
        SeatedEncoder old = opened(encoder);
        old.usualCost(5 * MS);
        FrameGrid grid = new FrameGrid();
        grid.start(MODE, 0);
        grid.take();

        assertThat(new TakeOver(grid, ring, ledger, 1).lacksRoom(old)).isFalse();
        assertThat(new TakeOver(grid, ring, ledger, 2).lacksRoom(old)).isTrue();
    }

    @Test
    void howeverSlowTheOldEncoderWasThePictureOfTheNewOneIsNotHeldForLong() throws Exception {
        encoder.work = idr -> now += 500 * MS;
        frames.begin(now, RATE, false);
        now += TICK;
        frames.tick(now, RATE);
        pictures();
        frames.exchangeEncoder(opened(new FakeEncoder("b")));
        now += frames.tick(now, RATE);
        frames.tick(now, RATE);

        assertThat(leavesAfter(ledger.timestampNs(ledger.newest()))).isLessThanOrEqualTo(27 * MS);
        assertThat(meter.snapshot().framesDropped()).isZero();
    }

    @Test
    void whereThereIsMuchTimeBetweenTwoPicturesNoneIsDelayed() throws Exception {
        dearer(13 * MS);
        frames.share(2);
        leaves(4);

        assertThat(frames.lacksRoom()).isFalse();
        assertThat(leaves(6)).isEqualTo(6 * MS);
    }

    @Test
    void aDelayFitsPicturesThatComeFasterByNow() throws Exception {
        SeatedEncoder old = opened(encoder);
        old.usualCost(6 * MS);
        FrameGrid grid = new FrameGrid();
        grid.start(MODE, now);
        grid.take();
        TakeOver takeOver = new TakeOver(grid, ring, ledger, 3);
        while (takeOver.lacksRoom(old)) {
            grid.take();
        }

        now += 10 * TICK;
        grid.start(VideoMode.progressive(320, 240, 50), now);
        long tickNs = grid.take();
        takeOver.shows(0, tickNs, old);
        ring.step(ChunkId.of(0, 0), ChunkType.FRAME_START, tickNs, 0);

        assertThat(leavesAfter(tickNs)).as("two thirds of 20 ms").isEqualTo((6 + 14) * MS);
    }

    @Test
    void noEncoderNeedsTimeForNone() throws Exception {
        dearer(13 * MS);

        assertThat(frames.isTooEarlyFor(null, 1000 * MS + 3 * TICK)).isFalse();
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
