// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
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
import org.junit.jupiter.api.Test;

class FrameLoopTest {
    private static final long MS = 1_000_000L;
    private static final long TICK = 40 * MS;
    private static final VideoMode MODE = VideoMode.progressive(320, 240, 25);
    private static final long RATE = 2_000_000;
    private static final long SILENCE = 5000 * MS;

    private long now = 1000 * MS;
    private final ChunkRing ring = new ChunkRing(1 << 16);
    private final FrameLedger ledger = new FrameLedger();
    private final CastMeter meter = new CastMeter();
    private final QuietListener listener = new QuietListener();
    private final Stage stage =
            new Stage("t", ring, ledger, meter, () -> now, new ManualLoop(), listener, new Conduct());
    private final Offers<FrameConverter> converters = new Offers<>("converter", "name", 1);
    private final List<String> failures = new ArrayList<>();
    private final Conversions conversions = new Conversions(stage, converters, () -> {});
    private final FrameLoop frames = new FrameLoop(
            stage,
            new DisplaySettings(3, 1000 * MS, 200 * MS, 500 * MS, 1000 * MS, 3000 * MS, 5000 * MS, 20_000 * MS),
            new Failed(),
            new Pictures(conversions),
            SILENCE);
    private final FakeSource source = new FakeSource();
    private final VideoFormat format =
            new VideoFormat(MODE, H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, RATE);
    private final FakeEncoder encoder = new FakeEncoder("a");
    private final Object reader = new Object();
    private final EncodeChunk chunk = new EncodeChunk();

    @BeforeEach
    void begin() throws Exception {
        converters.add(new JavaFrameConverter(), Map.of("service.id", 9L));
        ring.attach(reader);
        seat(encoder);
        frames.exchangeSource(open(source));
    }

    @Test
    void aFrameTravelsWithAllItsSteps() {
        frames.begin(now, RATE, false);

        assertThat(steps()).containsExactly("FRAME_START 0", "ENCODE_COMPLETE 0 idr end");
    }

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
    void theTimestampIsThatOfTheTick() {
        frames.begin(now, RATE, false);
        pull();
        now += TICK + 7 * MS;
        frames.tick(now, RATE);

        pull();
        pull();
        pull();

        assertThat(chunk.timestampNs()).isEqualTo(1000 * MS + TICK);
    }

    @Test
    void aFrameBeginsWithTheAgeOfItsPicture() {
        frames.begin(now, RATE, false);
        steps();
        now += TICK + 7 * MS;
        frames.tick(now, RATE);
        pull();

        assertThat(chunk.type()).isEqualTo(ChunkType.FRAME_START);
        assertThat(chunk.processingTimeUs()).isEqualTo(7000);
    }

    @Test
    void anOldPictureThatIsShownAgainHasNoAge() {
        frames.begin(now, RATE, false);
        steps();
        source.stalls = true;
        do {
            now += TICK;
            frames.tick(now, RATE);
        } while (ring.next(reader, chunk, 0) < 0);

        assertThat(chunk.type()).isEqualTo(ChunkType.FRAME_START);
        assertThat(chunk.processingTimeUs()).isZero();
    }

    @Test
    void beforeATickNothingHappens() {
        frames.begin(now, RATE, false);
        now += 10 * MS;

        assertThat(frames.tick(now, RATE)).isEqualTo(30 * MS);
        assertThat(encoder.encoded).hasValue(1);
    }

    @Test
    void ticksThatPassedUnusedAreCounted() {
        frames.begin(now, RATE, false);
        now += 5 * TICK;

        frames.tick(now, RATE);

        assertThat(meter.snapshot().ticksMissed()).isEqualTo(4);
        assertThat(encoder.encoded).hasValue(2);
    }

    /** As {@link #ticks}, with a network that keeps up. */
    private void flow(long ns) {
        for (long end = now + ns; now < end; now += TICK) {
            frames.tick(now, RATE);
            steps();
            pictures();
        }
    }

    @Test
    void aSourceThatHasNothingNewIsToldOnce() {
        frames.begin(now, RATE, false);
        source.stalls = true;

        flow(SILENCE - TICK);
        assertThat(failures).isEmpty();
        flow(3 * SILENCE);

        assertThat(failures).containsExactly("silent");
    }

    @Test
    void soIsOneThatFailed() {
        frames.begin(now, RATE, false);
        source.fails = true;

        flow(3 * SILENCE);

        assertThat(failures).containsExactly("fake: no further picture", "silent");
    }

    @Test
    void aSourceThatIsBackIsToldOnce() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(2 * SILENCE);
        source.stalls = false;

        flow(2 * SILENCE);

        assertThat(failures).containsExactly("silent", "back");
    }

    @Test
    void timeInWhichNothingIsShownIsNoSilence() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE - TICK);

        frames.interrupt();
        now += 10 * SILENCE;
        flow(SILENCE - TICK);

        assertThat(failures).isEmpty();
    }

    @Test
    void timeInWhichTheNetworkIsTooSlowToAskIsNoSilence() {
        frames.begin(now, RATE, false);
        for (long end = now + 2 * SILENCE; now < end; now += TICK) {
            frames.tick(now, RATE);
        }
        steps();
        source.stalls = true;

        flow(SILENCE - TICK);

        assertThat(failures).isEmpty();
    }

    @Test
    void insteadOfASilentSourceAnotherPictureIsShownUntilItIsBack() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE + TICK);
        VideoFrame picture = KeptPicture.black(PixelFormat.I420, 320, 240).frame();
        picture.plane(0).putInt(0, 777);

        assertThat(frames.substitute(picture)).isTrue();
        frames.tick(now, RATE);
        assertThat(pictures()).containsExactly(777);
        source.stalls = false;
        now += TICK;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(1);
    }

    @Test
    void theOtherPictureComesTooLateForASourceThatIsBack() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE + TICK);
        source.stalls = false;
        flow(TICK);

        assertThat(frames.substitute(
                        KeptPicture.black(PixelFormat.I420, 320, 240).frame()))
                .isFalse();
    }

    @Test
    void aSourceMayChangeSizeAndFormatFromPictureToPicture() {
        frames.begin(now, RATE, false);
        steps();
        for (PixelFormat changed : new PixelFormat[] {PixelFormat.BGRA, PixelFormat.NV12, PixelFormat.I420}) {
            source.format = changed;
            source.size = VideoMode.progressive(64 + 32 * changed.ordinal(), 48, 25);
            now += TICK;
            frames.tick(now, RATE);
            assertThat(steps()).anyMatch(step -> step.startsWith("ENCODE_COMPLETE"));
        }
        source.size = null;
        now += TICK;
        frames.tick(now, RATE);

        assertThat(steps()).hasSize(2);
        assertThat(failures).isEmpty();
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void withoutAPictureNothingBegins() {
        source.stalls = true;

        assertThat(frames.begin(now, RATE, false)).isFalse();
        assertThat(steps()).isEmpty();
    }

    @Test
    void blackIsShownWhereThereIsNothingElse() {
        source.stalls = true;

        assertThat(frames.begin(now, RATE, true)).isTrue();

        assertThat(pictures()).containsExactly(0x10101010);
    }

    @Test
    void aSourceThatMovesSlowlyIsRepeatedAtFullRate() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(10);

        assertThat(meter.snapshot().repeated()).isEqualTo(10);
        assertThat(pictures()).hasSize(11).containsOnly(0);
    }

    @Test
    void aSourceThatStandsStillIsRepeatedSlowly() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(25);
        pictures();

        ticks(25);

        assertThat(pictures()).hasSize(5);
    }

    @Test
    void aSourceThatMovesAgainIsShownAtTheNextTick() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(51);
        pictures();
        source.stalls = false;

        ticks(1);

        assertThat(pictures()).containsExactly(1);
    }

    @Test
    void whenTooManyFramesWaitTheNextIsDroppedAndTheOneAfterIsAnIdrPicture() {
        frames.begin(now, RATE, false);
        for (int i = 0; i < 3; i++) {
            now += TICK;
            frames.tick(now, RATE);
        }
        assertThat(meter.snapshot().framesDropped()).isEqualTo(1);
        assertThat(steps()).contains("FRAME_DROPPED 3");

        now += TICK;
        frames.tick(now, RATE);

        assertThat(steps()).containsExactly("FRAME_START 4", "ENCODE_COMPLETE 4 idr end");
    }

    @Test
    void aFrameThatFindsNoRoomIsDroppedAndTheNextIsAnIdrPicture() {
        frames.begin(now, RATE, false);
        steps();
        encoder.octets = 1 << 16;
        ticks(1);
        assertThat(steps()).containsExactly("FRAME_START 1", "FRAME_DROPPED 1");
        encoder.octets = FakeEncoder.OCTETS;

        ticks(1);

        assertThat(steps()).containsExactly("FRAME_START 2", "ENCODE_COMPLETE 2 idr end");
        assertThat(meter.snapshot().framesDropped()).isEqualTo(1);
    }

    @Test
    void anIdrRequestIsMetByTheNextFrame() {
        frames.begin(now, RATE, false);
        ticks(1);
        steps();

        frames.requestIdr();
        ticks(2);

        assertThat(steps())
                .containsExactly(
                        "FRAME_START 2", "ENCODE_COMPLETE 2 idr end", "FRAME_START 3", "ENCODE_COMPLETE 3 end");
    }

    @Test
    void anotherBitRateIsSetBeforeTheNextFrame() {
        frames.begin(now, RATE, false);
        now += TICK;

        frames.tick(now, 500_000);

        assertThat(encoder.bitRate).isEqualTo(500_000);
    }

    @Test
    void anEncoderThatThrowsIsGivenUpAndItsPictureIsShownByTheNextOne() throws Exception {
        frames.begin(now, RATE, false);
        pictures();
        encoder.fails = true;
        ticks(1);
        assertThat(failures).containsExactly("a: miracast.api.encoder.EncoderException: a failed at frame 1");
        assertThat(frames.hasEncoderFor(format)).isFalse();

        frames.interrupt();
        seat(new FakeEncoder("b"));
        now += 3 * TICK;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(1);
        assertThat(meter.snapshot().ticksMissed()).isZero();
    }

    @Test
    void anEncoderThatGivesNothingForASecondIsGivenUp() {
        frames.begin(now, RATE, false);
        encoder.isMute = true;

        ticks(25);
        assertThat(failures).isEmpty();
        ticks(1);

        assertThat(failures).containsExactly("a: gave nothing for 1000 ms");
    }

    @Test
    void whatAnEncoderHasNotFinishedEndsTheDisplay() {
        frames.begin(now, RATE, false);
        encoder.keepsItsClaim = true;
        ticks(1);

        frames.exchangeEncoder(null);

        assertThat(listener.heard).containsExactly("display failed: encoder a does not finish a chunk that it began");
        assertThat(ring.isIdle()).isFalse();
    }

    @Test
    void ofAnExchangeNobodySeesMoreThanAnIdrPicture() throws Exception {
        frames.begin(now, RATE, false);
        ticks(1);
        FakeEncoder next = new FakeEncoder("b");
        SeatedEncoder warmed = opened(next);
        warmed.warmUp(ledger.newest(), () -> now);

        assertThat(frames.exchangeEncoder(warmed)).hasToString("a");
        ticks(2);

        assertThat(steps().stream().filter(step -> step.startsWith("ENCODE")))
                .containsExactly(
                        "ENCODE_COMPLETE 0 idr end",
                        "ENCODE_COMPLETE 1 end",
                        "ENCODE_COMPLETE 2 idr end",
                        "ENCODE_COMPLETE 3 end");
    }

    /** One that needs 6 ms for a picture, and is followed by one that needs so much more for its first. */
    private SeatedEncoder dearer(long byNs) throws Exception {
        encoder.work = idr -> now += 6 * MS;
        frames.begin(now, RATE, false);
        ticks(2);
        SeatedEncoder next = opened(new FakeEncoder("b"));
        next.idrCost(6 * MS + byNs);
        pictures();
        return next;
    }

    @Test
    void theDearFirstPictureOfAnEncoderThatTakesOverIsBegunEarlier() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        frames.exchangeEncoder(next);
        long waitNs = frames.tick(now, RATE);
        assertThat(pictures()).isEmpty();
        now += waitNs;
        frames.tick(now, RATE);

        assertThat(now).isEqualTo(tickNs - 13 * MS);
        assertThat(ledger.timestampNs(ledger.newest())).isEqualTo(tickNs);
        assertThat(pictures()).containsExactly(3);
        assertThat(frames.tick(now, RATE)).as("no lead for the one after").isEqualTo(tickNs + TICK - now);
    }

    @Test
    void itHasAThirdOfAnIntervalAtMost() throws Exception {
        SeatedEncoder next = dearer(35 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        frames.exchangeEncoder(next);

        assertThat(frames.tick(now, RATE)).isEqualTo(tickNs - TICK / 3 - now);
    }

    @Test
    void aPictureThatIsNotThereSoEarlyIsWaitedFor() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;
        frames.exchangeEncoder(next);
        source.stalls = true;

        now += frames.tick(now, RATE);
        assertThat(frames.tick(now, RATE)).isEqualTo(13 * MS);
        source.stalls = false;
        now = tickNs;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(3);
        assertThat(source.askedNs).as("time rises").isGreaterThan(source.askedBeforeNs);
    }

    @Test
    void anEncoderWithoutTimeForItsLeadTakesOverAfterOneMorePicture() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        long tickNs = 1000 * MS + 3 * TICK;

        assertThat(frames.isTooLateFor(next, tickNs - 13 * MS + 1)).isTrue();
        assertThat(frames.isTooLateFor(next, tickNs)).as("up to the tick").isTrue();
        now = tickNs;
        frames.tick(now, RATE);

        assertThat(frames.isTooLateFor(next, now)).isFalse();
    }

    @Test
    void oneWithTimeForItTakesOverAtOnce() throws Exception {
        SeatedEncoder next = dearer(13 * MS);

        assertThat(frames.isTooLateFor(next, 1000 * MS + 3 * TICK - 13 * MS)).isFalse();
        assertThat(frames.isTooLateFor(null, 1000 * MS + 3 * TICK))
                .as("none at all")
                .isFalse();
    }

    @Test
    void itWaitsForNoPictureWhereNothingIsShown() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        assertThat(frames.isTooLateFor(next, 1000 * MS + 3 * TICK)).isTrue();

        frames.interrupt();

        assertThat(frames.isTooLateFor(next, 1000 * MS + 3 * TICK)).isFalse();
    }

    @Test
    void theCostOfAnIdrPictureIsThatOfTheLastOne() throws Exception {
        encoder.work = idr -> now += (idr ? 20 : 6) * MS;
        frames.begin(now, RATE, false);
        ticks(2);

        SeatedEncoder old = frames.exchangeEncoder(null);

        assertThat(old.idrCostNs()).isEqualTo(20 * MS);
    }

    @Test
    void aSourceThatThrowsIsGivenUpAndItsLastPictureStays() {
        frames.begin(now, RATE, false);
        pictures();
        source.fails = true;

        ticks(1);

        assertThat(failures).containsExactly("fake: no further picture");
        assertThat(pictures()).containsExactly(0);
    }

    @Test
    void noEncoderIsGivenAPictureWhosePlanesAreTooSmall() {
        frames.begin(now, RATE, false);
        pictures();
        source.givesTooLittle = true;
        source.size = VideoMode.progressive(640, 480, 25);

        ticks(2);

        assertThat(failures)
                .containsExactly("fake: source fake gave a picture of 640x480 I420"
                        + " whose planes are too small, or no direct buffers");
        assertThat(pictures()).containsOnly(0x10101010);
    }

    @Test
    void aStreamThatBeginsAnewHasNoHeadStart() throws Exception {
        SeatedEncoder next = dearer(13 * MS);
        frames.exchangeEncoder(next);

        frames.begin(now, RATE, false);

        assertThat(frames.tick(now, RATE)).isEqualTo(TICK);
    }

    @Test
    void aSourceWhosePlanesAreTooSmallIsGivenUp() throws Exception {
        source.givesTooLittle = true;
        frames.exchangeSource(open(source));

        frames.begin(now, RATE, true);

        assertThat(failures)
                .containsExactly(
                        "fake: source fake gave a picture of 320x240 I420"
                                + " whose planes are too small, or no direct buffers",
                        "silent");
        assertThat(pictures()).containsExactly(0x10101010);
    }

    @Test
    void afterAnExchangeOfTheSourceItsLastPictureStaysUpToTheFirstNewOne() throws Exception {
        frames.begin(now, RATE, false);
        FakeSource other = new FakeSource();
        other.first = 100;
        other.stalls = true;

        SeatedSource old = frames.exchangeSource(open(other));
        old.stream().close();
        ticks(1);
        other.stalls = false;
        ticks(2);

        assertThat(pictures()).containsExactly(0, 0, 100, 101);
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
    void allocatesNothingInSteadyState() {
        frames.begin(now, RATE, false);
        encoder.slices = 3;
        runTicks(5_000);
        long before = allocated();

        runTicks(10_000);

        assertThat(allocated() - before).isLessThan(10_000);
        assertThat(meter.snapshot().frames()).isEqualTo(15_001);
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

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private void runTicks(int count) {
        for (int i = 0; i < count; i++) {
            now += TICK;
            frames.tick(now, RATE);
            while (ring.next(reader, chunk, 0) >= 0) {
                // as a driver would
            }
        }
    }

    private void ticks(int count) {
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

    private final List<String> pulled = new ArrayList<>();
    private final List<Integer> shown = new ArrayList<>();

    private void drain(List<String> into) {
        while (ring.next(reader, chunk, 0) >= 0) {
            into.add(chunk.type() + " " + ChunkId.frame(chunk.id()) + (chunk.idr() ? " idr" : "")
                    + (chunk.endOfAccessUnit() ? " end" : ""));
            if (chunk.type() == ChunkType.ENCODE_COMPLETE) {
                shown.add(chunk.memory().getInt(chunk.offset()));
            }
        }
    }

    private List<String> steps() {
        drain(pulled);
        List<String> steps = List.copyOf(pulled);
        pulled.clear();
        return steps;
    }

    private List<Integer> pictures() {
        drain(pulled);
        List<Integer> pictures = List.copyOf(shown);
        shown.clear();
        return pictures;
    }

    private void pull() {
        assertThat(ring.next(reader, chunk, 0)).isNotNegative();
    }

    private void seat(FakeEncoder next) throws Exception {
        frames.exchangeEncoder(opened(next));
    }

    private SeatedEncoder opened(FakeEncoder next) throws Exception {
        Offer<VideoEncoder> offer = new Offer<>(next, next.name(), 0, 1, Map.of());
        return SeatedEncoder.open(offer, format, RATE, ring, ledger, () -> now);
    }

    private static SeatedSource open(FakeSource source) throws Exception {
        SourceWish wish = new SourceWish(new SourceSpec("fake", "fake", ""), Map.of());
        Offer<FrameSource> offer = new Offer<>(source, "fake", 0, 2, Map.of());
        return new SeatedSource(offer, wish, MODE, source.open(new FrameRequest("t", "", MODE, Map.of())));
    }

    private final class Failed implements FrameLoop.Failures {
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
