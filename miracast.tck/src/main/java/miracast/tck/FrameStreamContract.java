// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source of frames promises: see {@link FrameSource} and {@link FrameStream}. */
@Timeout(120)
public abstract class FrameStreamContract {
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long FRAME_INTERVAL_NS = 33_333_333;

    /** What is tested; the same object or another one each time. */
    protected abstract FrameSource source();

    /** What its streams are opened with: pictures that go on for at least a minute, and change. */
    protected FrameRequest request() {
        return new FrameRequest("tck", "", VideoMode.progressive(640, 360, 30), Map.of());
    }

    /** Heap octets that a call may cost in steady state, on the thread that calls. */
    protected long octetsPerCall() {
        return 16;
    }

    /** The time that the streams of a test are asked with; runs as fast as the test does, and never back. */
    private final long startNs = System.nanoTime();

    private long askedNs = startNs;

    /** Asks, frame interval after frame interval in real time, until there is something new. */
    private void awaitNew(FrameStream stream, VideoFrame frame) throws FrameSourceException {
        long deadline = System.nanoTime() + LONGEST_WAIT_NS;
        while (System.nanoTime() < deadline) {
            askedNs = Math.max(askedNs + 1, System.nanoTime());
            if (stream.next(frame, askedNs)) {
                return;
            }
            LockSupport.parkNanos(FRAME_INTERVAL_NS / 4);
        }
        fail("no new picture came within %d s", TimeUnit.NANOSECONDS.toSeconds(LONGEST_WAIT_NS));
    }

    @Test
    void firstPictureComesSoon() throws Exception {
        try (FrameStream stream = source().open(request())) {
            awaitNew(stream, new VideoFrame());
        }
    }

    @Test
    void furtherPicturesCome() throws Exception {
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            for (int i = 0; i < 10; i++) {
                awaitNew(stream, frame);
            }
        }
    }

    @Test
    void planesAreDirectAndHoldThePicture() throws Exception {
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            awaitNew(stream, frame);
            assertThat(frame.width()).isPositive();
            assertThat(frame.height()).isPositive();
            for (int i = 0; i < frame.format().planes(); i++) {
                ByteBuffer plane = frame.plane(i);
                assertThat(plane.isDirect()).as("plane %d is direct", i).isTrue();
                assertThat(frame.stride(i)).as("stride %d", i).isGreaterThanOrEqualTo(octets(frame, i));
                assertThat((long) plane.capacity())
                        .as("octets of plane %d", i)
                        .isGreaterThanOrEqualTo((long) frame.stride(i) * (lines(frame, i) - 1) + octets(frame, i));
            }
        }
    }

    @Test
    void timestampsDoNotGoBack() throws Exception {
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            awaitNew(stream, frame);
            for (int i = 0; i < 10; i++) {
                long before = frame.timestampNs();
                awaitNew(stream, frame);
                assertThat(frame.timestampNs()).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void callThatBringsNothingNewLeavesTheFrameAsItWas() throws Exception {
        VideoFrame frame = new VideoFrame();
        VideoFrame before = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            awaitNew(stream, frame);
            before.wrap(frame);
            for (int i = 0; i < 20; i++) {
                askedNs++;
                if (stream.next(frame, askedNs)) {
                    before.wrap(frame);
                } else {
                    assertThat(frame.plane(0)).isSameAs(before.plane(0));
                    assertThat(frame.timestampNs()).isEqualTo(before.timestampNs());
                    assertThat(frame.width()).isEqualTo(before.width());
                }
            }
        }
    }

    @Test
    void pictureStaysUntilTheNextOneIsGiven() throws Exception {
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            for (int i = 0; i < 5; i++) {
                awaitNew(stream, frame);
                long content = content(frame);
                LockSupport.parkNanos(3 * FRAME_INTERVAL_NS);
                assertThat(content(frame))
                        .as("content after three frame intervals")
                        .isEqualTo(content);
            }
        }
    }

    @Test
    void streamsOfOneSourceShareNothing() throws Exception {
        VideoFrame first = new VideoFrame();
        VideoFrame second = new VideoFrame();
        try (FrameStream other = source().open(request())) {
            try (FrameStream stream = source().open(request())) {
                awaitNew(stream, first);
                awaitNew(other, second);
                assertThat(first.plane(0)).isNotSameAs(second.plane(0));
            }
            awaitNew(other, second);
        }
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
        FrameStream stream = source().open(request());
        awaitNew(stream, new VideoFrame());
        stream.close();
        stream.close();
    }

    @Test
    void closingAnUnusedStreamDoesNothing() throws Exception {
        source().open(request()).close();
    }

    @Test
    void optionThatNobodyKnowsIsRefusedByName() {
        FrameRequest request = request();
        FrameRequest strange =
                new FrameRequest(request.castId(), request.location(), request.mode(), Map.of("no-such-option", "1"));
        assertThatThrownBy(() -> source().open(strange).close())
                .isInstanceOf(FrameSourceException.class)
                .hasMessageContaining("no-such-option");
    }

    @Test
    void callAllocatesNothingInSteadyState() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        VideoFrame frame = new VideoFrame();
        try (FrameStream stream = source().open(request())) {
            ask(stream, frame, 120);
            long before = threads.getCurrentThreadAllocatedBytes();
            ask(stream, frame, 120);
            long octets = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(octets / 120).as("octets per call").isLessThanOrEqualTo(octetsPerCall());
        }
    }

    private void ask(FrameStream stream, VideoFrame frame, int times) throws FrameSourceException {
        for (int i = 0; i < times; i++) {
            askedNs = Math.max(askedNs + 1, System.nanoTime());
            stream.next(frame, askedNs);
            LockSupport.parkNanos(FRAME_INTERVAL_NS / 4);
        }
    }

    @Test
    void closedStreamsLeaveNoThreads() throws Exception {
        openAndClose(2);
        long before = threads();
        openAndClose(10);
        long deadline = System.nanoTime() + LONGEST_WAIT_NS;
        while (threads() > before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(FRAME_INTERVAL_NS);
        }
        assertThat(threads()).as("threads").isLessThanOrEqualTo(before);
    }

    private void openAndClose(int times) throws FrameSourceException {
        for (int i = 0; i < times; i++) {
            try (FrameStream stream = source().open(request())) {
                awaitNew(stream, new VideoFrame());
            }
        }
    }

    private static long threads() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().getAllThreadIds())
                .count();
    }

    private static int octets(VideoFrame frame, int plane) {
        if (frame.format() == PixelFormat.BGRA) {
            return 4 * frame.width();
        }
        if (plane == 0) {
            return frame.width();
        }
        int half = (frame.width() + 1) / 2;
        return frame.format() == PixelFormat.NV12 ? 2 * half : half;
    }

    private static int lines(VideoFrame frame, int plane) {
        return plane == 0 ? frame.height() : (frame.height() + 1) / 2;
    }

    private static long content(VideoFrame frame) {
        CRC32 sum = new CRC32();
        for (int plane = 0; plane < frame.format().planes(); plane++) {
            ByteBuffer samples = frame.plane(plane).duplicate();
            samples.clear();
            for (int line = 0; line < lines(frame, plane); line++) {
                samples.limit(line * frame.stride(plane) + octets(frame, plane));
                samples.position(line * frame.stride(plane));
                sum.update(samples);
            }
        }
        return sum.getValue();
    }
}
