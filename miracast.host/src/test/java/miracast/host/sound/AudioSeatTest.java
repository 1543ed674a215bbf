// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.audio.AudioSource;
import miracast.api.encoder.AudioEncoder;
import miracast.host.display.ChunkRing;
import miracast.host.fake.FakeAudio;
import miracast.host.fake.ManualLoop;
import miracast.host.parts.AudioSources;
import miracast.host.parts.Offers;
import miracast.host.statistics.CastMeter;
import miracast.host.thread.Mailbox;
import miracast.host.thread.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The seat of a source, with a sound thread that is the test's, and held up as long as it likes. */
@Timeout(60)
class AudioSeatTest {
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(30);

    private final FakeAudio music = new FakeAudio(1000);
    private final AudioSources sources = new AudioSources(LONG_NS);
    private final ManualLoop timers = new ManualLoop();
    private final Mailbox mailbox = new Mailbox(() -> {});
    private final Worker worker = new Worker("c1", "audio");
    private final SoundParts parts = new SoundParts(
            "c1",
            sources,
            new Offers<>("audio encoder", AudioEncoder.NAME, LONG_NS),
            new ChunkRing(1 << 16),
            new CastMeter(),
            System::nanoTime,
            timers,
            new SoundSettings(true, 128_000));
    private final SoundLoop loop = new SoundLoop(parts, failure -> {}, failure -> {});
    private final AudioSeat seat = new AudioSeat(
            parts,
            new HandOver(mailbox, loop, PATIENCE_NS),
            worker,
            new AudioWish(Optional.of("music"), "music", "", Map.of()));

    @BeforeEach
    void hearMusic() {
        sources.add(music, Map.of(AudioSource.NAME, "music", "service.id", 1L));
        seat.start();
        seat.open();
        soundThreadRunsUntil(() -> seat.heard().isPresent());
    }

    @AfterEach
    void end() {
        seat.close();
        mailbox.close();
        worker.execute(seat::free);
        assertThat(worker.close()).succeedsWithin(30, TimeUnit.SECONDS);
        seat.over();
        assertThat(music.streams()).isZero();
    }

    private void soundThreadRunsUntil(java.util.concurrent.Callable<Boolean> condition) {
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> {
            mailbox.run();
            timers.advance(TimeUnit.SECONDS.toNanos(1));
            return condition.call();
        });
    }

    @Test
    void aSourceThatGoesWhileTheSoundThreadIsHeldUpIsLeftLater() {
        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> sources.remove(music));
        // The first try has failed, and another one is planned.
        await().until(() -> timers.untilNext() >= 0);
        assertThat(removing).isNotDone();
        assertThat(music.streams()).isEqualTo(1);

        soundThreadRunsUntil(removing::isDone);

        assertThat(music.streams()).isZero();
        assertThat(seat.heard()).isEmpty();
    }

    @Test
    void aSourceThatIsHeldUpForLongIsTriedAgainAndAgain() {
        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> sources.remove(music));
        for (int i = 0; i < 3; i++) {
            await().until(() -> timers.untilNext() >= 0);
            timers.advance(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(removing).isNotDone();

        soundThreadRunsUntil(removing::isDone);
        assertThat(music.streams()).isZero();
    }

    @Test
    void whatTheSoundThreadHadIsFreeOnceThatHasEnded() {
        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> sources.remove(music));
        await().until(() -> timers.untilNext() >= 0);

        seat.close();
        mailbox.close();
        worker.execute(seat::free);

        assertThat(removing).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(music.streams()).isZero();
    }
}
