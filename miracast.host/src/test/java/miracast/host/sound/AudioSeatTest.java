// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.host.fake.FakeAudio;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The seat of a source, with a sound thread that is the test's, and held up as long as it likes. */
@Timeout(120)
class AudioSeatTest {
    private final FakeAudio music = new FakeAudio(1000);
    private final FakeAudio better = new FakeAudio(2000);
    private final Hang hang = new Hang();
    private final SeatRig rig = new SeatRig();
    private final AudioSeat seat = seat(rig);

    private static AudioSeat seat(SeatRig rig) {
        return new AudioSeat(
                rig.parts,
                rig.handOver,
                rig.worker,
                new AudioWish(Optional.of("music"), "music", "", Map.of()),
                rig.told);
    }

    @BeforeEach
    void hearMusic() {
        rig.offer(music, 1, 0);
        seat.start();
        seat.open();
        rig.goOnUntil(() -> seat.heard().isPresent());
    }

    @AfterEach
    void end() {
        hang.letGo();
        end(rig, seat);
        assertThat(music.streams()).isZero();
        await().until(() -> better.streams() == 0);
    }

    private static void end(SeatRig rig, AudioSeat seat) {
        seat.close();
        rig.mailbox.close();
        rig.worker.execute(seat::free);
        assertThat(rig.worker.close().thenCompose(nothing -> seat.over())).succeedsWithin(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> remove(FakeAudio source) {
        return CompletableFuture.runAsync(() -> rig.sources.remove(source));
    }

    @Test
    void aSourceThatGoesWhileTheSoundThreadIsHeldUpIsLeftLater() {
        CompletableFuture<Void> removing = remove(music);
        // The first try has failed, and another one is planned.
        await().until(() -> rig.timers.untilNext() >= 0);
        assertThat(removing).isNotDone();
        assertThat(music.streams()).isEqualTo(1);

        rig.goOnUntil(removing::isDone);

        assertThat(music.streams()).isZero();
        assertThat(seat.heard()).isEmpty();
    }

    @Test
    void aSourceThatIsHeldUpForLongIsTriedAgainAndAgain() {
        CompletableFuture<Void> removing = remove(music);
        for (int i = 0; i < 3; i++) {
            await().until(() -> rig.timers.untilNext() >= 0);
            rig.timers.advance(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(removing).isNotDone();

        rig.goOnUntil(removing::isDone);
        assertThat(music.streams()).isZero();
    }

    @Test
    void whatTheSoundThreadHadIsFreeOnceThatHasEnded() {
        CompletableFuture<Void> removing = remove(music);
        await().until(() -> rig.timers.untilNext() >= 0);

        seat.close();
        rig.mailbox.close();
        rig.worker.execute(seat::free);

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(music.streams()).isZero();
    }

    @Test
    void aBetterSourceThatHangsWhileItOpensHoldsNobodyUpAndIsKeptOut() {
        better.opens = hang;
        rig.offer(better, 2, 1);
        await().until(hang::isEntered);

        rig.goOnUntilTold("SOUND_FAILED music: music failed: did not open within 5000 ms");

        assertThat(music.streams()).isOne();
        rig.goOnUntilTold("SOUND_FAILED music: music failed: has still not returned from an earlier call");
        assertThat(better.asked).hasValue(1);
        hang.letGo();
        rig.goOnUntil(() -> music.streams() == 0 && better.streams() == 1);
        assertThat(better.asked).hasValue(2);
    }

    @Test
    void aSourceThatHangsWhileItOpensIsLeftForTheNextBest() {
        better.opens = hang;
        music.failsToOpen = true;
        rig.offer(better, 2, 1);
        await().until(hang::isEntered);
        FakeAudio last = new FakeAudio(3000);
        rig.offer(last, 3, -1);
        remove(music);

        rig.goOnUntil(() -> last.streams() == 1);

        assertThat(rig.told.heard).contains("SOUND_FAILED music: music failed: did not open within 5000 ms");
        CompletableFuture<Void> removing = remove(last);
        rig.goOnUntil(removing::isDone);
    }

    @Test
    void aSourceThatFailedIsKeptOutOfTheNextSessionToo() {
        better.failsToOpen = true;
        rig.offer(better, 2, 1);
        rig.runUntil(() -> rig.told.heard.contains("SOUND_FAILED music: music failed: nothing to be heard at ''"));
        SeatRig next = new SeatRig(rig.conduct);
        next.timers.advance(rig.timers.nanoTime() - next.timers.nanoTime());
        next.offer(music, 1, 0);
        next.offer(better, 2, 1);
        AudioSeat nextSeat = seat(next);

        nextSeat.open();
        next.runUntil(() -> nextSeat.heard().isPresent());

        assertThat(better.asked).hasValue(1);
        end(next, nextSeat);
    }

    @Test
    void aSourceThatIsWithdrawnWhileItHangsIsInUseUntilItsStreamIsClosed() {
        better.opens = hang;
        rig.offer(better, 2, 1);
        await().until(hang::isEntered);
        CompletableFuture<Void> removing = remove(better);
        rig.goOnUntilTold("SOUND_FAILED music: music failed: did not open within 5000 ms");
        assertThat(removing).isNotDone();

        hang.letGo();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(better.streams()).isZero();
    }
}
