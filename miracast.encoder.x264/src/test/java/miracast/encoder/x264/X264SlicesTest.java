// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.tck.RecordedStream;
import miracast.tck.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slices that come from several threads of x264. */
@Timeout(120)
class X264SlicesTest {
    private static final int FRAMES = 400;
    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(1280, 720, 30),
            H264Profile.CONSTRAINED_BASELINE,
            H264Level.LEVEL_3_1,
            8,
            80,
            4_000_000);

    @RegisterExtension
    static final LoadedX264 X264 = new LoadedX264();

    private final TestPictures pictures = new TestPictures(PixelFormat.I420, 1280, 720);

    private static EncoderSession open(ChunkSink sink) throws Exception {
        return X264.encoder(new X264Settings("ultrafast", 4, 8, 10, 2)).open(FORMAT, sink);
    }

    @Test
    void allThreadsTogetherAllocateNextToNothingPerFrame() throws Exception {
        RecordedStream stream = new RecordedStream();
        stream.countOnly();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        VideoFrame frame = pictures.moving(0);
        try (EncoderSession session = open(stream)) {
            for (int i = 0; i < FRAMES; i++) {
                session.encode(frame, i, false);
            }
            long[] ids = ofX264(threads);
            long before = allocated(threads, ids);
            for (int i = 0; i < FRAMES; i++) {
                session.encode(frame, FRAMES + i, false);
            }
            assertThat((allocated(threads, ids) - before) / FRAMES)
                    .as("octets per frame of 8 slices")
                    .isLessThan(64);
        }
    }

    /** This thread, and those that x264 calls back on. */
    private static long[] ofX264(ThreadMXBean threads) {
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> id == Thread.currentThread().getId()
                        || threads.getThreadInfo(id) != null
                                && threads.getThreadInfo(id).getThreadName().equals("x264"))
                .toArray();
    }

    private static long allocated(ThreadMXBean threads, long[] ids) {
        return LongStream.of(ids).map(threads::getThreadAllocatedBytes).sum();
    }

    @Test
    void threadsOfASessionEndWithIt() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RecordedStream stream = new RecordedStream();
        stream.countOnly();
        EncoderSession session = open(stream);
        session.encode(pictures.moving(0), 0, true);
        assertThat(ofX264(threads)).hasSizeGreaterThan(1);
        session.close();
        await().until(() -> ofX264(threads).length == 1);
    }

    @Test
    void failingSinkFailsTheFrameAndNotTheMachine() throws Exception {
        ChunkSink broken = new ChunkSink() {
            private final ByteBuffer memory = ByteBuffer.allocateDirect(8);

            @Override
            public ByteBuffer memory() {
                return memory;
            }

            @Override
            public int claim(int octets) {
                throw new IllegalStateException("the sink is broken");
            }

            @Override
            public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
                throw new IllegalStateException("the sink is broken");
            }
        };
        try (EncoderSession session = open(broken)) {
            assertThatThrownBy(() -> session.encode(pictures.moving(0), 0, true))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("the sink is broken");
        }
    }
}
