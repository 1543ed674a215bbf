// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import miracast.api.AudioCoding;
import miracast.host.fake.FakeAudioEncoder;
import miracast.host.fake.Hang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The seat of an audio encoder, with a sound thread that is the test's. */
@Timeout(120)
class CoderSeatTest {
    private final FakeAudioEncoder good = new FakeAudioEncoder();
    private final FakeAudioEncoder bad = new FakeAudioEncoder();
    private final Hang hang = new Hang();
    private final SeatRig rig = new SeatRig();

    private static CoderSeat seat(SeatRig rig) {
        CoderSeat seat = new CoderSeat(rig.parts, rig.handOver, rig.worker, rig.told);
        seat.start();
        seat.coding(AudioCoding.AAC_LC);
        return seat;
    }

    private static void end(SeatRig rig, CoderSeat seat) {
        seat.close();
        rig.mailbox.close();
        rig.worker.execute(seat::free);
        assertThat(rig.worker.close().thenCompose(nothing -> seat.over())).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        hang.letGo();
        await().until(() -> good.opened.get() == good.closed.get() && bad.opened.get() == bad.closed.get());
    }

    @Test
    void oneThatHangsWhileItOpensIsLeftForTheNextBest() {
        bad.opens = hang::await;
        rig.offer(bad, "bad", 1, 1);
        rig.offer(good, "good", 2, 0);
        CoderSeat seat = seat(rig);
        await().until(hang::isEntered);

        rig.goOnUntil(() -> good.opened.get() == 1);

        assertThat(rig.told.heard)
                .containsExactly("SOUND_FAILED bad: bad failed and is left out: did not open within 5000 ms");
        end(rig, seat);
    }

    @Test
    void whenTheOnlyOneHangsOtherSoundIsAgreedAndItIsNotCalledAgainBeforeItHasReturned() {
        bad.opens = hang::await;
        rig.offer(bad, "bad", 1, 0);
        CoderSeat seat = seat(rig);
        await().until(hang::isEntered);

        rig.goOnUntilTold("codings [LPCM]");
        rig.goOnUntilTold("SOUND_FAILED bad: bad failed and is left out: has still not returned from an earlier call");
        assertThat(bad.asked).hasValue(1);
        hang.letGo();

        rig.goOnUntil(() -> bad.opened.get() == 2 && bad.closed.get() == 1);
        end(rig, seat);
    }

    @Test
    void oneThatFailedIsKeptOutOfTheNextSessionTooWithGrowingPauses() {
        bad.failsToOpen = true;
        rig.offer(bad, "bad", 1, 0);
        CoderSeat seat = seat(rig);
        rig.goOnUntil(() -> bad.asked.get() == 4);
        end(rig, seat);
        SeatRig next = new SeatRig(rig.conduct);
        next.timers.advance(rig.timers.nanoTime() - next.timers.nanoTime());
        next.offer(bad, "bad", 1, 0);

        // Nobody is to agree on what can not be made now.
        assertThat(next.parts.settings().codings(next.encoders, rig.conduct, next.timers.nanoTime()))
                .containsExactly(AudioCoding.LPCM);
        CoderSeat nextSeat = seat(next);
        next.goOnUntil(() -> bad.asked.get() == 5);

        // After pauses of 1, 2 and 4 seconds, this was one of 8.
        long waitedNs = next.timers.nanoTime() - rig.timers.nanoTime();
        assertThat(waitedNs).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(7));
        end(next, nextSeat);
    }
}
