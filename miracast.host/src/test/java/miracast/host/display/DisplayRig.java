// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
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

/** A display with an encoder "a" and a source "first", on a loop whose time is the test's. */
final class DisplayRig {
    static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** Longer than any test. */
    static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);

    private static final VideoMode MODE = VideoMode.progressive(320, 240, 50);

    final ManualLoop loop = new ManualLoop();
    final MediaOffers offers = new MediaOffers(
            new Offers<>("encoder", VideoEncoder.NAME, PATIENCE_NS),
            new Offers<>("source", FrameSource.NAME, PATIENCE_NS),
            new Offers<>("converter", "", PATIENCE_NS),
            new AudioSources(PATIENCE_NS),
            new Offers<>("audio encoder", AudioEncoder.NAME, PATIENCE_NS));
    final FakeEncoder encoder = new FakeEncoder("a");
    final FakeSource source = new FakeSource();
    final QuietListener told = new QuietListener();
    final Display display;

    /**
     * @param takeOverNs how long the encode thread may take to get to a frame boundary
     * @param openNs how long encoders and sources may take to open
     */
    DisplayRig(long takeOverNs, long openNs, FallbackPlan fallback) {
        offers.encoders().add(encoder, Map.of(VideoEncoder.NAME, "a", "service.id", 1L));
        offer("first", source, 2);
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
                1000, SECOND_NS, SECOND_NS / 5, SECOND_NS / 2, PATIENCE_NS, takeOverNs, openNs, openNs);
        display = new Display(stage, settings, offers, null, wish("first"), fallback, MODE);
    }

    void offer(String name, FakeSource another, long id) {
        offers.sources().add(another, Map.of(FrameSource.NAME, name, "service.id", id));
    }

    /** One that ranks above "a". */
    void offerBetter(FakeEncoder better) {
        offers.encoders().add(better, Map.of(VideoEncoder.NAME, better.name(), "service.id", 3L, "service.ranking", 1));
    }

    void show() {
        display.start();
        display.format(new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 1_000_000));
        display.active(true);
    }

    void showWithTheFirst() {
        show();
        until(() -> encoder.encoded.get() > 0);
    }

    SourceWish wish(String name) {
        return new SourceWish(SourceSpec.parse(name, offers.sources(), new PartList()), Map.of());
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    void untilTold(String what) {
        until(() -> told.heard.contains(what));
    }

    /** Lets the loop's time pass until that is so. */
    void goOnUntil(Callable<Boolean> condition) {
        until(() -> {
            loop.advance(SECOND_NS);
            return condition.call();
        });
    }

    void goOnUntilTold(String what) {
        goOnUntil(() -> told.heard.contains(what));
    }
}
