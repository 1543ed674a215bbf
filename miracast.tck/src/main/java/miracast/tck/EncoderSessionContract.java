// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an encoder's sessions live, fail and end, and what they cost: see {@link EncoderSession}. */
@Timeout(120)
public abstract class EncoderSessionContract {
    private static final int WARM_UP = 200;
    private static final int MEASURED = 300;

    /** What is tested; the same object or another one each time. */
    protected abstract VideoEncoder encoder();

    /** Heap octets that a frame of one slice may cost in steady state, on the thread that calls. */
    protected long octetsPerFrame() {
        return 16;
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
        EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(2);
        run.session.close();
        run.session.close();
        assertThat(run.stream.faults()).isEmpty();
    }

    @Test
    void closingAnUnusedSessionDoesNothing() throws Exception {
        RecordedStream stream = new RecordedStream();
        encoder().open(EncoderRun.small(), stream).close();
        assertThat(stream.chunks()).isEmpty();
    }

    @Test
    void closedSessionEncodesNothingMore() throws Exception {
        EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(2);
        run.session.close();
        long committed = run.stream.committed();
        assertThatThrownBy(() -> run.moving(1)).isInstanceOf(EncoderException.class);
        assertThat(run.stream.committed()).isEqualTo(committed);
    }

    @Test
    void closedSessionChangesNoBitRate() throws Exception {
        EncoderRun run = new EncoderRun(encoder(), EncoderRun.small()).moving(1);
        run.session.close();
        assertThatThrownBy(() -> run.session.setBitRate(1_000_000)).isInstanceOf(EncoderException.class);
    }

    @Test
    void closeBesideAnEncodingThreadEndsItAndCommitsNothingAfterwards() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            EncoderRun run = new EncoderRun(encoder(), EncoderRun.small());
            run.stream.countOnly();
            VideoFrame frame = run.pictures.moving(0);
            CountDownLatch running = new CountDownLatch(20);
            Future<?> encoding = threads.submit(() -> {
                for (long number = 0; ; number++) {
                    run.session.encode(frame, number, false);
                    running.countDown();
                }
            });
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            run.session.close();
            long committed = run.stream.committed();
            assertThatThrownBy(() -> encoding.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(EncoderException.class);
            assertThat(run.stream.committed()).isEqualTo(committed);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void formatBeyondTheCapabilitiesIsRefused() {
        int width = encoder().capabilities().maxWidth() + 16;
        VideoFormat format = new VideoFormat(
                VideoMode.progressive(width, 64, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 2_000_000);
        assertThatThrownBy(() -> encoder().open(format, new RecordedStream()))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(encoder().name());
    }

    @Test
    void interlacedFormatIsRefused() {
        VideoFormat format = new VideoFormat(
                VideoMode.parse("1920x1080i60"), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_4, 8_000_000);
        assertThatThrownBy(() -> encoder().open(format, new RecordedStream())).isInstanceOf(EncoderException.class);
    }

    @Test
    void frameOfAnotherSizeIsRefused() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            TestPictures others = new TestPictures(
                    encoder().capabilities().pixelFormats().iterator().next(), 320, 240);
            assertThatThrownBy(() -> run.session.encode(others.moving(0), 0, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void frameThatReachesBeyondItsPlanesIsRefused() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            ByteBuffer small = ByteBuffer.allocateDirect(640 * 100);
            VideoFrame frame = new VideoFrame().wrap(run.pictures.moving(0));
            VideoFrame cut = frame.plane(2) == null
                    ? new VideoFrame().nv12(640, 480, small, 640, small, 640, 0)
                    : new VideoFrame().i420(640, 480, small, 640, small, 320, small, 320, 0);
            assertThatThrownBy(() -> run.session.encode(cut, 0, false)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void withoutRoomPicturesAreLeftOutUntilTheNextIdrPicture() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small());
                StrictDecoder decoder = new StrictDecoder()) {
            run.moving(3).accessUnits();
            int before = run.stream.chunks().size();
            run.stream.room(false);
            run.moving(20);
            assertThat(run.stream.chunks()).hasSize(before);
            run.stream.room(true);
            long idr = run.encoded();
            run.movingIdr().moving(5);
            run.accessUnits()
                    .tailMap(idr)
                    .forEach((frame, unit) -> assertThat(decoder.decode(unit))
                            .as("frame %d", frame)
                            .hasSize(1));
        }
    }

    @Test
    void aFlushCommitsWhatIsStillInside() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.moving(5).session.flush();

            assertThat(run.stream.accessUnits().keySet()).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(run.stream.complete(4)).isTrue();
        }
    }

    @Test
    void sessionsOfOneEncoderShareNothing() throws Exception {
        VideoFormat other = EncoderRun.format(VideoMode.progressive(1280, 720, 30), 3_000_000);
        try (EncoderRun first = new EncoderRun(encoder(), EncoderRun.small());
                EncoderRun second = new EncoderRun(encoder(), other);
                StrictDecoder firstDecoder = new StrictDecoder();
                StrictDecoder secondDecoder = new StrictDecoder()) {
            for (int i = 0; i < 5; i++) {
                first.moving(1);
                second.moving(1);
            }
            first.accessUnits()
                    .values()
                    .forEach(unit ->
                            assertThat(firstDecoder.decode(unit).get(0).width()).isEqualTo(640));
            second.accessUnits()
                    .values()
                    .forEach(
                            unit -> assertThat(secondDecoder.decode(unit).get(0).width())
                                    .isEqualTo(1280));
        }
    }

    @Test
    void frameAllocatesNothingInSteadyState() throws Exception {
        try (EncoderRun run = new EncoderRun(encoder(), EncoderRun.small())) {
            run.stream.countOnly();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            List<VideoFrame> frames = List.of(copy(run.pictures.moving(0)), copy(run.pictures.moving(0)));
            long number = encode(run.session, frames, 0, WARM_UP);
            long before = threads.getCurrentThreadAllocatedBytes();
            encode(run.session, frames, number, MEASURED);
            long octets = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(octets / MEASURED).as("octets per frame").isLessThanOrEqualTo(octetsPerFrame());
        }
    }

    private static VideoFrame copy(VideoFrame frame) {
        return new VideoFrame().wrap(frame);
    }

    private static long encode(EncoderSession session, List<VideoFrame> frames, long from, int count)
            throws EncoderException {
        for (int i = 0; i < count; i++) {
            session.encode(frames.get(i & 1), from + i, false);
        }
        return from + count;
    }

    @Test
    void twoHundredSessionsLeaveNoMemoryAndNoThreads() throws Exception {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.exists(status), "this system has no /proc to count memory with");
        VideoFormat format = EncoderRun.format(VideoMode.progressive(1280, 720, 30), 4_000_000);
        TestPictures pictures = new TestPictures(
                encoder().capabilities().pixelFormats().iterator().next(), 1280, 720);
        VideoFrame frame = pictures.moving(0);
        openAndClose(format, frame, 50);
        long memory = kilobytes(status, "VmRSS:");
        long threads = kilobytes(status, "Threads:");
        openAndClose(format, frame, 200);
        // One session holds some 10 MB. What the C library and Java's heap keep for later is less than a tenth of that
        // for each.
        assertThat(kilobytes(status, "VmRSS:") - memory)
                .as("resident kilobytes more")
                .isLessThan(200 * 1024);
        assertThat(kilobytes(status, "Threads:") - threads).as("threads more").isLessThanOrEqualTo(2);
    }

    private void openAndClose(VideoFormat format, VideoFrame frame, int times) throws EncoderException {
        RecordedStream stream = new RecordedStream();
        stream.countOnly();
        for (int i = 0; i < times; i++) {
            try (EncoderSession session = encoder().open(format, stream)) {
                session.encode(frame, 0, false);
            }
        }
    }

    private static long kilobytes(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
