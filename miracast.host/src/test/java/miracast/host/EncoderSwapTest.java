// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.H264Profile;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastState;
import miracast.api.driver.DisplayRequest;
import miracast.api.frames.PixelFormat;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Encoders are exchanged under a running picture. */
@Timeout(120)
class EncoderSwapTest {
    private final HostRig rig;
    private final Cast cast;
    private final TestDriver driver;
    private final FakeEncoder better = new FakeEncoder("b");

    EncoderSwapTest() throws Exception {
        rig = new HostRig();
        cast = rig.playing(rig.listen());
        driver = rig.driver();
    }

    @AfterEach
    void stopTheHost() throws Exception {
        rig.close();
        assertThat(rig.encoder.sessions()).isZero();
        assertThat(better.sessions()).isZero();
    }

    private void untilEncodedBy(FakeEncoder encoder) {
        HostRig.until(() ->
                encoderOfLast() == encoder.name().charAt(0) && cast.encoder().equals(encoder.name()));
    }

    private char encoderOfLast() {
        List<TestDriver.Shown> shown = driver.shown;
        return shown.get(shown.size() - 1).encoder();
    }

    /** Each change of encoder begins with an IDR picture, and frame and picture numbers run on without a gap. */
    private void nothingIsLost() {
        TestDriver.Shown before = null;
        for (TestDriver.Shown shown : driver.shown) {
            if (before != null) {
                assertThat(shown.frame()).isEqualTo(before.frame() + 1);
                assertThat(shown.picture()).isEqualTo(before.picture() + 1);
                assertThat(shown.timestampNs()).isGreaterThan(before.timestampNs());
                assertThat(shown.idr()).isEqualTo(shown.encoder() != before.encoder());
            }
            before = shown;
        }
    }

    @Test
    void aBetterRankedEncoderTakesOver() {
        rig.offer(better, 5);

        untilEncodedBy(better);

        nothingIsLost();
        assertThat(cast.statistics().encoderSwaps()).isEqualTo(1);
        HostRig.until(() -> rig.encoder.sessions() == 0);
    }

    @Test
    void oneThatTakesOverIsOpenedOnlyWhenPicturesLeaveSoMuchLaterThatNobodySeesIt() {
        AtomicLong calledNs = new AtomicLong();
        better.work = idr -> calledNs.compareAndSet(0, System.nanoTime());
        long offeredNs = System.nanoTime();

        rig.offer(better, 5);

        untilEncodedBy(better);
        assertThat(TimeUnit.NANOSECONDS.toMillis(calledNs.get() - offeredNs))
                .as("four pictures, of which the first comes within 20 ms")
                .isGreaterThanOrEqualTo(60);
    }

    @Test
    void picturesThatTheOldOneHasStillInsideAreShownBeforeThoseOfTheNext() {
        better.delay = 3;
        rig.offer(better, 5);
        untilEncodedBy(better);

        cast.useEncoder("a");

        untilEncodedBy(rig.encoder);
        nothingIsLost();
        assertThat(cast.statistics().framesDropped()).isZero();
    }

    @Test
    void picturesThatTheOldOneDoesNotGiveBackAreCountedAsLost() {
        better.delay = 3;
        better.failsToFlush = true;
        rig.offer(better, 5);
        untilEncodedBy(better);

        cast.useEncoder("a");

        untilEncodedBy(rig.encoder);
        assertThat(cast.statistics().framesDropped()).isEqualTo(3);
    }

    @Test
    void oneThatIsOutOfMemoryIsLeftForTheNextBest() {
        rig.offer(better, 5);
        untilEncodedBy(better);
        better.work = idr -> {
            throw new OutOfMemoryError("Cannot reserve 3110400 bytes of direct buffer memory");
        };

        untilEncodedBy(rig.encoder);

        assertThat(cast.statistics().sessions()).isEqualTo(1);
        HostRig.until(() -> cast.log().stream()
                .anyMatch(entry -> entry.kind() == CastLogEntry.Kind.ENCODER_FAILED
                        && entry.detail().contains("Cannot reserve 3110400 bytes")));
    }

    @Test
    void aLesserOneDoesNot() {
        rig.offer(better, -5);
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 10);

        assertThat(better.opened).hasValue(0);
    }

    @Test
    void theOneThatIsNamedTakesOver() {
        rig.offer(better, -5);

        cast.useEncoder("b");

        untilEncodedBy(better);
        nothingIsLost();
    }

    @Test
    void theOneInUseIsExchangedForAnotherSessionOfItsOwn() {
        int before = driver.shown.size();

        cast.useEncoder("a");

        HostRig.until(() -> rig.encoder.opened.get() == 2 && rig.encoder.sessions() == 1);
        HostRig.until(() -> driver.shown.size() > before + 10);
        assertThat(cast.statistics().encoderSwaps()).isEqualTo(1);
        assertThat(driver.shown.stream().filter(TestDriver.Shown::idr)).hasSize(2);
        assertThat(cast.statistics().framesDropped()).isZero();
    }

    @Test
    void oneThatHasNoSecondSessionStays() {
        rig.encoder.failsToOpen = true;
        int before = driver.shown.size();

        cast.useEncoder("a");

        HostRig.until(() -> cast.log().stream()
                .anyMatch(entry -> entry.detail().startsWith("a stays, since it gives no second session")));
        HostRig.until(() -> driver.shown.size() > before + 10);
        assertThat(cast.encoder()).isEqualTo("a");
        nothingIsLost();
    }

    @Test
    void anUnknownNameChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cast.useEncoder("z"))
                .withMessage("encoder 'z' is not there; there are: a");
        assertThat(cast.encoder()).isEqualTo("a");
    }

    @Test
    void aHundredExchangesLoseNothing() {
        rig.offer(better, -5);
        for (int i = 0; i < 50; i++) {
            cast.useEncoder("b");
            untilEncodedBy(better);
            cast.useEncoder("a");
            untilEncodedBy(rig.encoder);
        }

        nothingIsLost();
        assertThat(cast.statistics().encoderSwaps()).isEqualTo(100);
        assertThat(cast.statistics().framesDropped()).isZero();
        HostRig.until(() -> better.sessions() == 0 && rig.encoder.sessions() == 1);
    }

    @Test
    void oneThatGoesIsLetGoBeforeItIsGone() {
        rig.offer(better, -5);

        rig.host.media().encoders().remove(rig.encoder);
        rig.encoder.gone = true;

        assertThat(rig.encoder.sessions()).isZero();
        untilEncodedBy(better);
        nothingIsLost();
        assertThat(rig.encoder.usedWhenGone).isFalse();
    }

    @Test
    void oneThatGoesWhileTheCastEndsIsLetGoBeforeItIsGone() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch encodes = new CountDownLatch(1) {
            @Override
            public void await() throws InterruptedException {
                inside.countDown();
                super.await();
            }
        };
        rig.encoder.encodes = encodes;
        inside.await();
        cast.stop();
        HostRig.until(() -> driver.calls.contains("close")
                && HostRig.threads().stream().noneMatch(name -> name.endsWith("-driver")));

        CompletableFuture<Void> removing =
                CompletableFuture.runAsync(() -> rig.host.media().encoders().remove(rig.encoder));
        HostRig.until(() -> rig.host.media().encoders().ranked().isEmpty());
        assertThat(removing).isNotDone();
        encodes.countDown();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(rig.encoder.sessions()).isZero();
        rig.end(cast);
    }

    @Test
    void oneThatComesBackTakesOverAgain() {
        rig.offer(better, 5);
        untilEncodedBy(better);
        rig.host.media().encoders().remove(better);
        untilEncodedBy(rig.encoder);

        rig.offer(better, 5);

        untilEncodedBy(better);
        nothingIsLost();
    }

    @Test
    void anotherRankingIsFollowed() {
        rig.offer(better, -5);

        rig.offer(better, 5);

        untilEncodedBy(better);
    }

    @Test
    void oneThatFailsIsLeftForTheNextBestAndItsPictureIsNotLost() {
        rig.offer(better, 5);
        untilEncodedBy(better);

        better.fails = true;
        untilEncodedBy(rig.encoder);

        List<Integer> pictures = driver.pictures();
        for (int i = 1; i < pictures.size(); i++) {
            assertThat(pictures.get(i)).isEqualTo(pictures.get(i - 1) + 1);
        }
        HostRig.until(() -> better.sessions() == 0);
    }

    @Test
    void oneThatFailedIsTriedAgainAfterAPause() {
        rig.offer(better, 5);
        untilEncodedBy(better);
        better.fails = true;
        untilEncodedBy(rig.encoder);

        better.fails = false;

        untilEncodedBy(better);
    }

    @Test
    void oneThatCannotBeOpenedIsLeftForTheNextBest() {
        better.failsToOpen = true;
        rig.offer(better, 5);
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 10);

        assertThat(cast.encoder()).isEqualTo("a");
        nothingIsLost();
    }

    @Test
    void oneThatGivesNothingIsLeftForTheNextBest() {
        better.isMute = true;
        rig.offer(better, 5);
        HostRig.until(() -> cast.encoder().equals("b"));

        untilEncodedBy(rig.encoder);
    }

    @Test
    void oneThatTakesLongToOpenDisturbsNobody() {
        better.opens = new CountDownLatch(1);
        rig.offer(better, 5);
        int before = driver.shown.size();
        HostRig.until(() -> driver.shown.size() > before + 20);
        assertThat(cast.encoder()).isEqualTo("a");

        better.opens.countDown();

        untilEncodedBy(better);
        nothingIsLost();
    }

    @Test
    void oneForAnotherFormatIsNotTaken() {
        FakeEncoder other = new FakeEncoder("h", Set.of(PixelFormat.I420), Set.of(H264Profile.CONSTRAINED_HIGH));
        rig.offer(other, 5);
        int before = driver.shown.size();

        HostRig.until(() -> driver.shown.size() > before + 10);

        assertThat(other.opened).hasValue(0);
    }

    @Test
    void oneThatTakesOtherPicturesGetsThemConverted() {
        FakeEncoder other = new FakeEncoder(
                "n", Set.of(PixelFormat.NV12), Set.of(H264Profile.CONSTRAINED_BASELINE, H264Profile.CONSTRAINED_HIGH));
        rig.offer(other, 5);

        HostRig.until(() -> cast.encoder().equals("n") && cast.statistics().conversionMedianMs() > 0);
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
    }

    @Test
    void theNewOneHasTheBitRateOfTheOldOne() throws Exception {
        driver.callbacks.ioControl(new DisplayRequest.SetBitRate(1_234_000));

        rig.offer(better, 5);
        untilEncodedBy(better);

        assertThat(better.bitRate).isEqualTo(1_234_000);
    }

    @Test
    void withoutAnyTheSessionWaitsForTheNextOne() {
        rig.host.media().encoders().remove(rig.encoder);
        assertThat(rig.encoder.sessions()).isZero();
        assertThat(cast.state()).isEqualTo(CastState.PLAYING);
        int before = driver.shown.size();

        rig.offer(better, 0);

        HostRig.until(() -> driver.shown.size() > before + 10);
        assertThat(driver.shown.get(before).idr()).isTrue();
        assertThat(driver.shown.get(before).encoder()).isEqualTo('b');
    }

    @Test
    void withoutAnyTheSessionEndsAfterItsGrace() throws Exception {
        rig.close();
        HostRig again = new HostRig();
        try (again) {
            Cast once = again.playing(again.listen().once(true));

            again.host.media().encoders().remove(again.encoder);

            CastEnd end = again.end(once);
            assertThat(end.ntStatus()).isEqualTo(NtStatus.STATUS_NOT_FOUND);
            assertThat(end.detail()).isEqualTo("no encoder for 320x240p50");
        }
    }

    @Test
    void anOutageIsToldOnceAndHasOneGracePeriodHoweverOftenEncodersComeThatDoNotFit() throws Exception {
        rig.close();
        try (HostRig again = new HostRig()) {
            Cast once = again.playing(again.listen().once(true));
            FakeEncoder unfit = new FakeEncoder("u", Set.of(PixelFormat.I420), Set.of(H264Profile.CONSTRAINED_HIGH));

            again.host.media().encoders().remove(again.encoder);
            while (!once.ended().toCompletableFuture().isDone()) {
                again.offer(unfit, 0);
                again.host.media().encoders().remove(unfit);
            }

            assertThat(once.log())
                    .filteredOn(entry -> entry.kind() == CastLogEntry.Kind.ENCODER_MISSING)
                    .hasSize(1);
        }
    }

    @Test
    void oneThatHangsEndsTheSessionAndLeavesTheCastAlive() throws Exception {
        Cast other = rig.playing(rig.listen());
        TestDriver otherDriver = rig.driver();
        CountDownLatch hang = new CountDownLatch(1);
        rig.offer(better, -5);
        cast.useEncoder("b");
        untilEncodedBy(better);

        better.encodes = hang;
        HostRig.until(() -> cast.state() == CastState.BACKING_OFF || cast.state() == CastState.AWAITING_SINK);
        int before = otherDriver.shown.size();
        HostRig.until(() -> otherDriver.shown.size() > before + 10);

        assertThat(other.state()).isEqualTo(CastState.PLAYING);
        // By now its display is left behind, or soon will be: it is freed all the same when it comes back.
        HostRig.until(() -> HostRig.threads().stream().noneMatch(name -> name.equals("cast-c1-driver")));
        hang.countDown();
        HostRig.until(() -> better.sessions() == 0);
    }

    @Test
    void removingDoesNotWaitForOneThatHangsWhileItOpens() {
        better.opens = new CountDownLatch(1);
        rig.offer(better, 5);

        CompletableFuture<Void> removing =
                CompletableFuture.runAsync(() -> rig.host.media().encoders().remove(better));

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        better.opens.countDown();
        HostRig.until(() -> better.sessions() == 0);
    }
}
