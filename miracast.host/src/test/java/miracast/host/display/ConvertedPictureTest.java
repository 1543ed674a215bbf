// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import miracast.api.H264Profile;
import miracast.api.VideoMode;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.host.convert.JavaFrameConverter;
import miracast.host.fake.FakeEncoder;
import miracast.host.parts.Offer;
import org.junit.jupiter.api.Test;

class ConvertedPictureTest extends FrameLoopRig {
    @Test
    void aConversionIsAStepOfItsOwn() throws Exception {
        source.format = PixelFormat.BGRA;
        frames.exchangeSource(open(source));

        frames.begin(now, RATE, false);

        assertThat(steps())
                .containsExactly("FRAME_START 0", "COLOUR_CONVERSION_COMPLETE 0", "ENCODE_COMPLETE 0 idr end");
    }

    @Test
    void aPictureThatTheEncoderTakesIsNotConverted() throws Exception {
        frames.exchangeEncoder(null);
        seat(new FakeEncoder("n", Set.of(PixelFormat.NV12), Set.of(H264Profile.CONSTRAINED_BASELINE)));
        source.format = PixelFormat.NV12;
        frames.exchangeSource(open(source));

        frames.begin(now, RATE, false);

        assertThat(steps()).doesNotContain("COLOUR_CONVERSION_COMPLETE 0");
    }

    @Test
    void aWithdrawnConverterIsNotUsedAnyMore() throws Exception {
        source.format = PixelFormat.BGRA;
        frames.exchangeSource(open(source));
        JavaFrameConverter better = new JavaFrameConverter();
        converters.add(better, Map.of("service.id", 10L, "service.ranking", 1));
        frames.begin(now, RATE, false);

        Offer<FrameConverter> offer = converters.ranked().get(0);
        converters.remove(better);
        conversions.reconsider(offer);
        ticks(1);

        assertThat(meter.snapshot().frames()).isEqualTo(2);
    }

    /** Opens, and throws at each picture. */
    private static final class BrokenConverter implements FrameConverter {
        private int opened;

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Conversion open(PixelFormat format, int width, int height) {
            opened++;
            return new Conversion() {
                @Override
                public void convert(VideoFrame from, VideoFrame to) {
                    throw new IllegalStateException("it is broken");
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void aConverterThatFailsIsReplacedWithinTheFrameAndKeptOutWithGrowingPausesOverDisplays() throws Exception {
        source.format = PixelFormat.BGRA;
        BrokenConverter broken = new BrokenConverter();
        converters.add(broken, Map.of("name", "broken", "service.id", 10L, "service.ranking", 1));
        frames.begin(now, RATE, false);
        ticks(3);
        assertThat(meter.snapshot().frames()).isEqualTo(4);
        assertThat(broken.opened).isOne();
        assertThat(listener.heard)
                .containsExactly("CONVERTER_FAILED broken: broken failed and is left out:"
                        + " java.lang.IllegalStateException: it is broken");

        Conversions next = new Conversions(stage, converters, () -> {});
        VideoFrame picture = new VideoFrame();
        source.open(new FrameRequest("t", "", MODE, Map.of())).next(picture, now);
        assertThat(next.of(picture, opened(new FakeEncoder("b")))).isNotNull();
        assertThat(broken.opened).isOne();

        now += 1000 * MS;
        conversions.reconsider(null);
        ticks(1);
        assertThat(broken.opened).isEqualTo(2);
        now += 1000 * MS;
        conversions.reconsider(null);
        ticks(1);
        assertThat(broken.opened).isEqualTo(2);
    }

    @Test
    void aConverterThatFailedIsTriedWhereThereIsNoOther() throws Exception {
        source.format = PixelFormat.BGRA;
        stage.conduct().fails(9L, now);

        frames.begin(now, RATE, false);

        assertThat(meter.snapshot().frames()).isOne();
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void allocatesNothingForConversionsInSteadyState() throws Exception {
        source.format = PixelFormat.BGRA;
        source.size = VideoMode.progressive(16, 12, 25);
        frames.exchangeSource(open(source));
        frames.begin(now, RATE, false);
        runTicks(500);
        long before = allocated();

        runTicks(1_000);

        assertThat(allocated() - before).isLessThan(10_000);
    }
}
