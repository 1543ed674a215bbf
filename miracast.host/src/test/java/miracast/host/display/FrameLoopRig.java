// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.driver.ChunkId;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.host.convert.JavaFrameConverter;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.ManualLoop;
import miracast.host.fake.QuietListener;
import miracast.host.guest.Conduct;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.parts.SourceSpec;
import miracast.host.statistics.CastMeter;
import org.junit.jupiter.api.BeforeEach;

/** A frame loop with a clock that stands, and the reader of its ring. */
abstract class FrameLoopRig {
    static final long MS = 1_000_000L;
    static final long TICK = 40 * MS;
    static final VideoMode MODE = VideoMode.progressive(320, 240, 25);
    static final long RATE = 2_000_000;
    static final long SILENCE = 5000 * MS;

    long now = 1000 * MS;
    final ChunkRing ring = new ChunkRing(1 << 16, () -> now);
    final FrameLedger ledger = new FrameLedger();
    final CastMeter meter = new CastMeter();
    final QuietListener listener = new QuietListener();
    final Stage stage = new Stage("t", ring, ledger, meter, () -> now, new ManualLoop(), listener, new Conduct());
    final Offers<FrameConverter> converters = new Offers<>("converter", "name", 1);
    final List<String> failures = new ArrayList<>();
    final Conversions conversions = new Conversions(stage, converters, () -> {});
    final FrameLoop frames = new FrameLoop(
            stage,
            new DisplaySettings(3, 1000 * MS, 200 * MS, 500 * MS, 1000 * MS, 3000 * MS, 5000 * MS, 20_000 * MS),
            new Failed(),
            new Pictures(conversions),
            SILENCE);
    final FakeSource source = new FakeSource();
    final VideoFormat format = new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, RATE);
    final FakeEncoder encoder = new FakeEncoder("a");
    final Object reader = new Object();
    final EncodeChunk chunk = new EncodeChunk();

    @BeforeEach
    void begin() throws Exception {
        converters.add(new JavaFrameConverter(), Map.of("service.id", 9L));
        ring.attach(reader);
        seat(encoder);
        frames.exchangeSource(open(source));
    }

    static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    void runTicks(int count) {
        for (int i = 0; i < count; i++) {
            now += TICK;
            frames.tick(now, RATE);
            while (ring.next(reader, chunk, 0) >= 0) {
                // as a driver would
            }
        }
    }

    void ticks(int count) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            now += TICK;
            if (ring.framesWaiting() > 0) {
                drain(kept);
            }
            if (frames.hasEncoderFor(format)) {
                frames.tick(now, RATE);
            }
        }
        drain(kept);
        pulled.addAll(kept);
    }

    final List<String> pulled = new ArrayList<>();
    final List<Integer> shown = new ArrayList<>();

    void drain(List<String> into) {
        while (ring.next(reader, chunk, 0) >= 0) {
            into.add(chunk.type() + " " + ChunkId.frame(chunk.id()) + (chunk.idr() ? " idr" : "")
                    + (chunk.endOfAccessUnit() ? " end" : ""));
            if (chunk.type() == ChunkType.ENCODE_COMPLETE) {
                shown.add(chunk.memory().getInt(chunk.offset()));
            }
        }
    }

    List<String> steps() {
        drain(pulled);
        List<String> steps = List.copyOf(pulled);
        pulled.clear();
        return steps;
    }

    List<Integer> pictures() {
        drain(pulled);
        List<Integer> pictures = List.copyOf(shown);
        shown.clear();
        return pictures;
    }

    void pull() {
        assertThat(ring.next(reader, chunk, 0)).isNotNegative();
    }

    void seat(FakeEncoder next) throws Exception {
        frames.exchangeEncoder(opened(next));
    }

    SeatedEncoder opened(FakeEncoder next) throws Exception {
        Offer<VideoEncoder> offer = new Offer<>(next, next.name(), 0, 1, Map.of());
        return SeatedEncoder.open(offer, format, RATE, ring, ledger, () -> now);
    }

    static SeatedSource open(FakeSource source) throws Exception {
        SourceWish wish = new SourceWish(new SourceSpec("fake", "fake", ""), Map.of());
        Offer<FrameSource> offer = new Offer<>(source, "fake", 0, 2, Map.of());
        return new SeatedSource(offer, wish, MODE, source.open(new FrameRequest("t", "", MODE, Map.of())));
    }

    final class Failed implements FrameLoop.Failures {
        @Override
        public void encoderFailed(SeatedEncoder failed, String reason) {
            failures.add(failed + ": " + reason);
        }

        @Override
        public void sourceFailed(SeatedSource failed, String reason) {
            failures.add(failed.wish() + ": " + reason);
        }

        @Override
        public void sourceSilent() {
            failures.add("silent");
        }

        @Override
        public void sourceBack() {
            failures.add("back");
        }
    }
}
