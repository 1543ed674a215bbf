// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import miracast.api.AudioCoding;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.host.fake.FakeAudio;
import miracast.host.fake.FakeAudioEncoder;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source or an encoder of sound that hangs over a unit. The time is the test's, and passes in steps of less than a unit. */
@Timeout(120)
class HangingSoundTest {
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final AudioWish MUSIC = new AudioWish(Optional.of("music"), "music", "", Map.of());
    private static final int GOOD = 1000;
    private static final int BAD = 2000;

    private final FakeAudio good = new FakeAudio(GOOD);
    private final FakeAudio bad = new FakeAudio(BAD);
    private final FakeAudioEncoder goodCoder = new FakeAudioEncoder();
    private final FakeAudioEncoder badCoder = new FakeAudioEncoder();
    private final Hang hang = new Hang();
    private final AtomicReference<Thread> stuck = new AtomicReference<>();
    private final SeatRig rig = new SeatRig();
    private final List<Sound> begun = new ArrayList<>();
    private final EncodeChunk unit = new EncodeChunk();
    private final List<Integer> levels = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    @AfterEach
    void end() {
        hang.letGo();
        begun.forEach(sound -> assertThat(sound.stop()).succeedsWithin(60, TimeUnit.SECONDS));
        await().until(() -> good.streams() + bad.streams() == 0);
        await().until(() -> goodCoder.opened.get() == goodCoder.closed.get());
        await().until(() -> badCoder.opened.get() == badCoder.closed.get());
    }

    /** The sound of a session that plays. */
    private Sound begin(AudioCoding coding) {
        Sound sound = new Sound(rig.parts, MUSIC, rig.told);
        begun.add(sound);
        sound.start();
        sound.attach(this);
        sound.coding(Optional.of(coding));
        sound.active(true);
        return sound;
    }

    private Sound hearBadSource() {
        rig.offer(good, 1, 0);
        rig.offer(bad, 2, 1);
        Sound sound = begin(AudioCoding.LPCM);
        untilHeard(BAD);
        return sound;
    }

    private Sound hearBadCoder() {
        rig.offer(good, 1, 0);
        rig.offer(badCoder, "bad", 11, 1);
        rig.offer(goodCoder, "good", 12, 0);
        Sound sound = begin(AudioCoding.AAC_LC);
        untilHeard(GOOD);
        return sound;
    }

    /** Lets time pass, as long as it takes, until that is so; takes the units that come meanwhile. */
    private void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> {
                    rig.timers.advance(STEP_NS);
                    take();
                    return condition.call();
                });
    }

    private void take() {
        while (begun.get(begun.size() - 1).next(this, unit) != MiracastCallbacks.NO_CHUNK) {
            boolean isCoded = unit.audioCoding() == AudioCoding.AAC_LC;
            int at = unit.offset();
            levels.add(isCoded ? unit.memory().getInt(at) : unit.memory().getShort(at + unit.length() - 2));
            times.add(unit.timestampNs());
        }
    }

    private void untilHeard(int level) {
        int from = levels.size();
        until(() -> levels.lastIndexOf(level) >= from);
    }

    private void hangInSource() {
        bad.aside = this::hangHere;
        until(hang::isEntered);
    }

    private void hangHere() {
        stuck.set(Thread.currentThread());
        hang.await();
    }

    /** Time for whoever keeps the sound thread to be left. */
    private void leave(Sound sound) {
        rig.timers.advance(LIMIT_NS);
        sound.leaveWhoHangs(LIMIT_NS);
    }

    private void letGoUntilItIsGone() {
        hang.letGo();
        until(() -> !stuck.get().isAlive());
    }

    @Test
    void aSourceIsLeftForTheNextBestAndToldWithItsReason() {
        Sound sound = hearBadSource();
        hangInSource();

        leave(sound);
        untilHeard(GOOD);

        assertThat(rig.told.heard)
                .filteredOn(line -> line.startsWith("SOUND_FAILED"))
                .containsExactly("SOUND_FAILED music: music failed: did not return for 5 s");
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(good.streams()).isOne();
    }

    @Test
    void aSourceThatIsSlowerThanUsualButWithinTheLimitIsHeardOn() {
        Sound sound = hearBadSource();
        hangInSource();

        rig.timers.advance(LIMIT_NS / 2);
        sound.leaveWhoHangs(LIMIT_NS);
        hang.letGo();
        untilHeard(BAD);

        assertThat(rig.told.heard).noneMatch(line -> line.startsWith("SOUND_FAILED"));
        assertThat(good.asked).hasValue(0);
    }

    @Test
    void whatASourceGivesAfterItWasLeftIsNotHeardAndItIsClosed() {
        Sound sound = hearBadSource();
        hangInSource();
        leave(sound);
        untilHeard(GOOD);
        bad.failsToOpen = true;
        assertThat(bad.streams()).isOne();
        levels.clear();

        letGoUntilItIsGone();
        untilHeard(GOOD);

        assertThat(bad.closed).hasValue(1);
        assertThat(levels).doesNotContain(BAD);
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aSourceThatWasLeftIsNotCalledBeforeItHasReturnedHoweverOftenItsPauseEnds() {
        Sound sound = hearBadSource();
        hangInSource();
        leave(sound);
        untilHeard(GOOD);

        until(() -> {
            // Pauses of 1, 2 and 4 s.
            rig.timers.advance(TimeUnit.SECONDS.toNanos(1));
            return rig.told.heard.stream()
                            .filter(line -> line.endsWith("has still not returned from an earlier call"))
                            .count()
                    >= 3;
        });
        assertThat(bad.asked).hasValue(1);
        bad.aside = () -> {};
        letGoUntilItIsGone();

        until(() -> {
            rig.timers.advance(TimeUnit.SECONDS.toNanos(1));
            return bad.asked.get() == 2;
        });
        untilHeard(BAD);
    }

    @Test
    void aSourceThatIsWithdrawnWhileItHangsIsInUseUntilItIsClosed() {
        Sound sound = hearBadSource();
        hangInSource();
        leave(sound);
        untilHeard(GOOD);
        CompletableFuture<Integer> closedThen =
                CompletableFuture.runAsync(() -> rig.sources.remove(bad)).thenApply(nothing -> bad.closed.get());
        until(() -> rig.sources.offers().ranked().size() == 1);
        untilHeard(GOOD);
        assertThat(closedThen).isNotDone();

        hang.letGo();

        assertThat(closedThen).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(1);
    }

    @Test
    void theOnlySourceThatHangsLeavesSilence() {
        rig.offer(bad, 2, 1);
        Sound sound = begin(AudioCoding.LPCM);
        untilHeard(BAD);
        hangInSource();

        leave(sound);
        untilHeard(0);

        assertThat(sound.heard()).isEmpty();
    }

    @Test
    void anEncoderIsLeftForTheNextBestAndToldWithItsReason() {
        Sound sound = hearBadCoder();
        badCoder.aside = this::hangHere;
        until(hang::isEntered);

        leave(sound);
        untilHeard(GOOD);

        assertThat(rig.told.heard)
                .contains("SOUND_FAILED bad: bad failed and is left out: did not return for 5 s")
                .noneMatch(line -> line.startsWith("codings [LPCM]"));
        assertThat(goodCoder.opened).hasValue(1);
        assertThat(good.asked).as("the source goes on").hasValue(1);
    }

    @Test
    void anEncoderThatHangsOverAUnitThatItBeganKeepsNothingOfTheRingAndItsUnitIsNotHeard() {
        Sound sound = hearBadCoder();
        badCoder.begun = this::hangHere;
        until(hang::isEntered);
        leave(sound);
        untilHeard(GOOD);
        badCoder.failsToOpen = true;

        letGoUntilItIsGone();
        untilHeard(GOOD);

        assertThat(badCoder.closed).hasValue(1);
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whenTheOnlyEncoderHangsOtherSoundIsAgreed() {
        rig.offer(good, 1, 0);
        rig.offer(badCoder, "bad", 11, 0);
        Sound sound = begin(AudioCoding.AAC_LC);
        untilHeard(GOOD);
        badCoder.aside = this::hangHere;
        until(hang::isEntered);

        leave(sound);
        until(() -> rig.told.heard.contains("codings [LPCM]"));
        sound.coding(Optional.of(AudioCoding.LPCM));

        untilHeard(GOOD);
        assertThat(badCoder.asked).hasValue(1);
    }

    @Test
    void oneThatHangsUntilTheSessionHasEndedIsKeptOutOfTheNextOne() {
        Sound sound = hearBadSource();
        hangInSource();
        CompletableFuture<Void> stopping = sound.stop();
        rig.timers.advance(LIMIT_NS);
        assertThat(stopping).isNotDone();

        sound.abandon();
        assertThat(stopping).succeedsWithin(60, TimeUnit.SECONDS);
        begin(AudioCoding.LPCM);
        untilHeard(GOOD);

        assertThat(rig.told.heard).contains("SOUND_FAILED music: music failed: did not return for 5 s");
        assertThat(bad.asked).hasValue(1);
        letGoUntilItIsGone();
        assertThat(bad.closed).hasValue(1);
    }
}
