// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.Fallback;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.ManualLoop;
import miracast.host.fake.QuietListener;
import miracast.host.guest.Conduct;
import miracast.host.parts.AudioSources;
import miracast.host.parts.MediaOffers;
import miracast.host.parts.Offers;
import miracast.host.parts.PartList;
import miracast.host.parts.SourceSpec;
import miracast.host.statistics.CastMeter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts that come and go while another one keeps the encode thread for longer than a hand-over waits. */
@Timeout(60)
class HeldUpDisplayTest {
    private static final VideoMode MODE = VideoMode.progressive(320, 240, 50);
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final ManualLoop loop = new ManualLoop();
    private final MediaOffers offers = new MediaOffers(
            new Offers<>("encoder", VideoEncoder.NAME, PATIENCE_NS),
            new Offers<>("source", FrameSource.NAME, PATIENCE_NS),
            new Offers<>("converter", "", PATIENCE_NS),
            new AudioSources(PATIENCE_NS),
            new Offers<>("audio encoder", AudioEncoder.NAME, PATIENCE_NS));
    private final FakeEncoder encoder = new FakeEncoder("a");
    private final FakeSource source = new FakeSource();
    private final QuietListener told = new QuietListener();
    private final CountDownLatch held = new CountDownLatch(1);
    private Display display;

    @BeforeEach
    void show() {
        offers.encoders().add(encoder, Map.of(VideoEncoder.NAME, "a", "service.id", 1L));
        offers.sources().add(source, Map.of(FrameSource.NAME, "first", "service.id", 2L));
        Stage stage = new Stage(
                "t",
                new ChunkRing(1 << 20),
                new FrameLedger(),
                new CastMeter(),
                System::nanoTime,
                loop,
                told,
                new Conduct());
        DisplaySettings settings = new DisplaySettings(
                1000,
                SECOND_NS,
                SECOND_NS / 5,
                SECOND_NS / 2,
                PATIENCE_NS,
                TimeUnit.MILLISECONDS.toNanos(50),
                PATIENCE_NS,
                PATIENCE_NS);
        display = new Display(
                stage,
                settings,
                offers,
                null,
                wish("first"),
                new FallbackPlan(Fallback.hold(), PATIENCE_NS, true),
                MODE);
        display.start();
        display.format(new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1_000_000));
        display.active(true);
        until(() -> encoder.encoded.get() > 0);
    }

    @AfterEach
    void stop() {
        held.countDown();
        display.stop().join();
        assertThat(encoder.sessions()).isZero();
        assertThat(source.streams()).isZero();
    }

    private SourceWish wish(String name) {
        return new SourceWish(SourceSpec.parse(name, offers.sources(), new PartList()), Map.of());
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private void untilTold(String what) {
        until(() -> told.heard.contains(what));
    }

    private void holdUpInTheEncoder() {
        encoder.encodes = held;
        until(() -> display.stuckIn(0).equals(Optional.of("encoder")));
    }

    private void holdUpInTheSource() {
        source.gives = held;
        until(() -> display.stuckIn(0).equals(Optional.of("source")));
    }

    /** Lets the encode thread go, and the pauses pass that come before the next tries. */
    private void goOnUntil(Callable<Boolean> condition) {
        held.countDown();
        until(() -> {
            loop.advance(SECOND_NS);
            return condition.call();
        });
    }

    @Test
    void aBetterEncoderIsTakenWhenTheEncodeThreadIsBack() {
        holdUpInTheEncoder();
        FakeEncoder better = new FakeEncoder("b");
        offers.encoders().add(better, Map.of(VideoEncoder.NAME, "b", "service.id", 3L, "service.ranking", 1));
        untilTold("ENCODER_FAILED b: b was not taken over, since the encode thread is held up");

        goOnUntil(() -> display.encoder().equals("b") && encoder.sessions() == 0);
        assertThat(better.sessions()).isOne();
    }

    @Test
    void anEncoderThatWasWithdrawnIsLetGoOfWhenTheEncodeThreadIsBack() {
        holdUpInTheEncoder();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> offers.encoders().remove(encoder));
        untilTold("ENCODER_FAILED a: a was not let go of, since the encode thread is held up");
        assertThat(withdrawn).isNotDone();

        goOnUntil(withdrawn::isDone);

        assertThat(encoder.sessions()).isZero();
        assertThat(display.encoder()).isEmpty();
    }

    @Test
    void anotherSourceIsTakenWhenTheEncodeThreadIsBack() {
        FakeSource second = new FakeSource();
        offers.sources().add(second, Map.of(FrameSource.NAME, "second", "service.id", 4L));
        holdUpInTheSource();
        display.useSource(wish("second"), false);
        untilTold("SOURCE_FAILED second: second was not taken over, since the encode thread is held up");

        goOnUntil(() -> display.source().toString().equals("second") && source.streams() == 0);
        assertThat(second.streams()).isOne();
    }

    @Test
    void aFallbackIsShownWhenTheEncodeThreadIsBack() {
        told.aside = kind -> {
            if (kind == CastLogEntry.Kind.SOURCE_STALLED) {
                holdUpInTheSource();
            }
        };
        display.fallback(new FallbackPlan(Fallback.pattern("back soon"), SECOND_NS / 10, false));
        source.stalls = true;
        untilTold("FALLBACK pattern:back soon: not shown yet, since the encode thread is held up");

        goOnUntil(() -> told.heard.contains("FALLBACK pattern:back soon: shown instead of first"));
    }

    @Test
    void aSourceThatWasWithdrawnIsLetGoOfWhenTheEncodeThreadIsBack() {
        holdUpInTheSource();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> offers.sources().remove(source));
        untilTold("SOURCE_FAILED first: first was not let go of, since the encode thread is held up");
        assertThat(withdrawn).isNotDone();

        goOnUntil(withdrawn::isDone);

        assertThat(source.streams()).isZero();
        untilTold("SOURCE_FAILED first: first is gone: its provider was withdrawn");
    }
}
