// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import miracast.api.audio.AudioSource;
import miracast.api.encoder.AudioEncoder;
import miracast.host.display.ChunkRing;
import miracast.host.fake.ManualLoop;
import miracast.host.guest.Conduct;
import miracast.host.parts.AudioSources;
import miracast.host.parts.Offers;
import miracast.host.statistics.CastMeter;
import miracast.host.thread.Mailbox;
import miracast.host.thread.Worker;

/** What the seats of sound work with, on a sound thread that is the test's, and held up as long as it likes. */
final class SeatRig {
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    final AudioSources sources = new AudioSources(LONG_NS);
    final Offers<AudioEncoder> encoders = new Offers<>("audio encoder", AudioEncoder.NAME, LONG_NS);
    final ManualLoop timers = new ManualLoop();
    final Mailbox mailbox = new Mailbox(() -> {});
    final Worker worker = new Worker("c1", "audio");
    final SoundTold told = new SoundTold();
    final Conduct conduct;
    final SoundParts parts;
    final HandOver handOver;

    private record Taker(Mailbox mailbox, SoundLoop loop) implements HandOver.Taker {}

    SeatRig() {
        this(new Conduct());
    }

    /** @param conduct of the cast whose session it is */
    SeatRig(Conduct conduct) {
        this.conduct = conduct;
        parts = new SoundParts(
                "c1",
                sources,
                encoders,
                new ChunkRing(1 << 16),
                new CastMeter(),
                timers::nanoTime,
                timers,
                new SoundSettings(true, 128_000),
                conduct,
                5 * SECOND_NS,
                5 * SECOND_NS);
        SoundLoop loop = new SoundLoop(parts, new Presence(), failure -> {}, failure -> {});
        Taker taker = new Taker(mailbox, loop);
        handOver = new HandOver(() -> taker, PATIENCE_NS);
    }

    void offer(AudioSource source, long id, int ranking) {
        sources.add(source, Map.of(AudioSource.NAME, "music", "service.id", id, "service.ranking", ranking));
    }

    void offer(AudioEncoder encoder, String name, long id, int ranking) {
        encoders.add(encoder, Map.of(AudioEncoder.NAME, name, "service.id", id, "service.ranking", ranking));
    }

    /** Runs the sound thread until that is so. No time passes. */
    void runUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> {
                    mailbox.run();
                    return condition.call();
                });
    }

    /** Runs the sound thread, and lets a second pass each time, until that is so. */
    void goOnUntil(Callable<Boolean> condition) {
        runUntil(() -> {
            timers.advance(SECOND_NS);
            return condition.call();
        });
    }

    void goOnUntilTold(String what) {
        goOnUntil(() -> told.heard.contains(what));
    }
}
