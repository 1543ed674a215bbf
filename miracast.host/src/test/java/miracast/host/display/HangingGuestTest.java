// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Fallback;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.Hang;
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

/** Encoders and sources that do not return when they are opened or warmed: the display does without them. */
@Timeout(60)
class HangingGuestTest {
    private static final VideoMode MODE = VideoMode.progressive(320, 240, 50);
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LIMIT_NS = 5 * SECOND_NS;

    private final ManualLoop loop = new ManualLoop();
    private final MediaOffers offers = new MediaOffers(
            new Offers<>("encoder", VideoEncoder.NAME, PATIENCE_NS),
            new Offers<>("source", FrameSource.NAME, PATIENCE_NS),
            new Offers<>("converter", "", PATIENCE_NS),
            new AudioSources(PATIENCE_NS),
            new Offers<>("audio encoder", AudioEncoder.NAME, PATIENCE_NS));
    private final FakeEncoder encoder = new FakeEncoder("a");
    private final FakeEncoder better = new FakeEncoder("b");
    private final FakeSource source = new FakeSource();
    private final QuietListener told = new QuietListener();
    private final Hang hang = new Hang();
    private Display display;

    @BeforeEach
    void offer() {
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
                1000, SECOND_NS, SECOND_NS / 5, SECOND_NS / 2, PATIENCE_NS, PATIENCE_NS, LIMIT_NS, LIMIT_NS);
        display = new Display(
                stage,
                settings,
                offers,
                null,
                wish("first"),
                new FallbackPlan(Fallback.pattern("back soon"), SECOND_NS / 10, false),
                MODE);
    }

    private void show() {
        display.start();
        display.format(new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1_000_000));
        display.active(true);
    }

    private void showWithTheFirst() {
        show();
        until(() -> encoder.encoded.get() > 0);
    }

    private void offerTheBetterOne() {
        offers.encoders().add(better, Map.of(VideoEncoder.NAME, "b", "service.id", 3L, "service.ranking", 1));
        if (hang.getCount() > 0) {
            until(hang::isEntered);
        }
    }

    @AfterEach
    void stop() {
        hang.letGo();
        display.stop().join();
        until(() -> encoder.sessions() == 0 && better.sessions() == 0 && source.streams() == 0);
        until(() -> loop.untilNext() < 0);
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

    /** Lets the loop's time pass until that is so. */
    private void goOnUntil(Callable<Boolean> condition) {
        until(() -> {
            loop.advance(SECOND_NS);
            return condition.call();
        });
    }

    private void goOnUntilTold(String what) {
        goOnUntil(() -> told.heard.contains(what));
    }

    @Test
    void aFirstEncoderThatHangsWhileItOpensIsLeftForTheNextBest() {
        better.opens = hang;
        offers.encoders().add(better, Map.of(VideoEncoder.NAME, "b", "service.id", 3L, "service.ranking", 1));
        show();
        until(hang::isEntered);

        goOnUntilTold("ENCODER_FAILED b: b failed and is left out: did not open within 5000 ms");

        until(() -> encoder.encoded.get() > 0);
        assertThat(display.encoder()).isEqualTo("a");
    }

    @Test
    void anOutageIsToldWhileTheOnlyEncoderLeftHangsInItsWarmUp() {
        showWithTheFirst();
        better.encodes = hang;
        offerTheBetterOne();

        encoder.fails = true;

        goOnUntil(() -> told.heard.stream().anyMatch(entry -> entry.startsWith("encoder missing: no encoder for")));
        assertThat(told.heard)
                .contains("ENCODER_FAILED a: a failed and is left out: "
                        + "miracast.api.encoder.EncoderException: a failed at frame " + failedAt());
    }

    private String failedAt() {
        return told.heard.stream()
                .filter(entry -> entry.startsWith("ENCODER_FAILED a: a failed"))
                .map(entry -> entry.substring(entry.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneThatHangsIsNotCalledAgainBeforeItHasReturned() {
        showWithTheFirst();
        better.opens = hang;
        offerTheBetterOne();
        goOnUntilTold("ENCODER_FAILED b: b failed and is left out: has still not returned from an earlier call");
        assertThat(better.opened).hasValue(0);

        hang.letGo();

        goOnUntil(() -> display.encoder().equals("b") && better.opened.get() == 2 && better.sessions() == 1);
    }

    @Test
    void oneThatIsWithdrawnWhileItHangsIsInUseUntilItsSessionIsClosed() {
        showWithTheFirst();
        better.opens = hang;
        offerTheBetterOne();
        CompletableFuture<Void> withdrawn =
                CompletableFuture.runAsync(() -> offers.encoders().remove(better));
        until(() -> offers.encoders().ranked().size() == 1);
        goOnUntilTold("ENCODER_FAILED b: b failed and is left out: did not open within 5000 ms");
        assertThat(withdrawn).isNotDone();

        hang.letGo();

        assertThat(withdrawn).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(better.opened).hasValue(1);
        assertThat(better.sessions()).isZero();
    }

    @Test
    void theFallbackIsShownWhileASourceHangsAsItIsOpenedAgain() {
        showWithTheFirst();
        source.opens = hang;

        source.fails = true;

        goOnUntil(hang::isEntered);
        untilTold("FALLBACK pattern:back soon: shown instead of first");
        source.fails = false;
        goOnUntilTold("source failed: first: did not open within 5000 ms");
        goOnUntilTold("source failed: first: has still not returned from an earlier call");
        hang.letGo();

        goOnUntil(() -> told.heard.contains("SOURCE first: first gives pictures again") && source.streams() == 1);
        assertThat(source.opened).hasValue(3);
    }

    @Test
    void anotherSourceIsTakenWhileTheFirstOneHangs() {
        source.opens = hang;
        show();
        until(hang::isEntered);
        FakeSource second = new FakeSource();
        offers.sources().add(second, Map.of(FrameSource.NAME, "second", "service.id", 4L));

        display.useSource(wish("second"), false);

        until(() -> display.source().toString().equals("second") && second.streams() == 1);
        hang.letGo();
        until(() -> source.opened.get() == 1 && source.streams() == 0);
    }

    @Test
    void aDisplayEndsThoughAGuestHangs() {
        source.opens = hang;
        show();
        until(hang::isEntered);
        CompletableFuture<Void> stopped = display.stop();

        goOnUntil(stopped::isDone);

        assertThat(hang.getCount()).isOne();
    }

    @Test
    void aDisplayThatWasLeftBehindUsesItsEncoderUntilItsThreadHasEndedAndEncodesNothingMore() {
        showWithTheFirst();
        source.gives = hang;
        until(hang::isEntered);
        int encoded = encoder.encoded.get();
        display.stop();
        display.abandon();
        CompletableFuture<Integer> sessions = CompletableFuture.supplyAsync(() -> {
            offers.encoders().remove(encoder);
            return encoder.sessions();
        });
        until(() -> offers.encoders().ranked().isEmpty());
        assertThat(sessions).isNotDone();

        hang.letGo();

        assertThat(sessions).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(0);
        assertThat(encoder.encoded).hasValue(encoded);
    }
}
