// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What streams take, they give back; and while they run, they take nothing more. */
@Timeout(120)
class StreamResourcesTest {
    private static final VideoMode MODE = VideoMode.parse("640x360p30");

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final MediaFrameSource source = new MediaFrameSource(ffmpeg);
    private final VideoFrame frame = new VideoFrame();

    @TempDir
    Path folder;

    private Path film;

    @BeforeEach
    void make() {
        film = Clip.of(640, 360, 30, 30).write(folder.resolve("film.mp4"));
    }

    @AfterEach
    void close() {
        source.deactivate();
        ffmpeg.close();
    }

    private FrameStream open(Path file) throws FrameSourceException {
        return source.open(new FrameRequest("leak", file.toString(), MODE, Map.of()));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cast-leak"))
                .count();
    }

    private void openAndClose(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (FrameStream stream = open(film)) {
                assertThat(stream.next(frame, System.nanoTime())).isTrue();
            }
        }
    }

    @Test
    void aHundredStreamsLeaveNothingBehind() throws Exception {
        openAndClose(30);
        System.gc();
        long before = Pointer.physicalBytes();
        long trackedBefore = Pointer.totalBytes();

        openAndClose(100);

        // A stream has more than 5 MB of pictures and decoder; what the allocator keeps does not grow with their
        // number.
        assertThat(Pointer.physicalBytes() - before).isLessThan(60L << 20);
        System.gc();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(trackedBefore + 4096));
        assertThat(threads()).isZero();
    }

    @Test
    void aHundredRefusalsLeaveNothingBehind() throws Exception {
        Path music = Clip.music(folder.resolve("music.wav"));
        Path rubbish = Files.write(folder.resolve("rubbish.mp4"), new byte[100_000]);
        refuse(music, rubbish, 50);
        long before = Pointer.physicalBytes();

        refuse(music, rubbish, 100);

        assertThat(Pointer.physicalBytes() - before).isLessThan(30L << 20);
        assertThat(threads()).isZero();
    }

    private void refuse(Path music, Path rubbish, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> open(music)).isInstanceOf(FrameSourceException.class);
            assertThatThrownBy(() -> open(rubbish)).isInstanceOf(FrameSourceException.class);
        }
    }

    @Test
    void beginningAgainAThousandTimesTakesNothingMore() throws Exception {
        Path still = Clip.of(640, 360, 30, 2).write(folder.resolve("short.mp4"));
        try (FrameStream stream = open(still)) {
            play(stream, 400, 0);
            long before = Pointer.physicalBytes();
            play(stream, 2000, 400);

            assertThat(Pointer.physicalBytes() - before).isLessThan(30L << 20);
        }
    }

    @Test
    void takingPicturesMakesNoGarbage() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (FrameStream stream = open(film)) {
            play(stream, 500, 0);
            long before = threads.getCurrentThreadAllocatedBytes();
            long tick = 500;
            for (int i = 0; i < 20_000; i++) {
                if (stream.next(frame, tick * 33_333_333)) {
                    tick++;
                }
            }

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4096);
        }
    }

    /** As fast as pictures come. */
    private void play(FrameStream stream, int pictures, long firstTick) throws FrameSourceException {
        for (long tick = firstTick; tick < firstTick + pictures; tick++) {
            while (!stream.next(frame, tick * 33_333_333)) {
                Thread.yield();
            }
        }
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        FrameStream stream = open(film);
        stream.close();
        stream.close();

        assertThatThrownBy(() -> stream.next(frame, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void interruptionsGiveTheirNativeCallbackBack() {
        // JavaCPP has ten of them for the whole process.
        for (int i = 0; i < 50; i++) {
            NativeFFmpeg other = NativeFFmpeg.load(false);
            try (Interruption interruption = other.interruptions().open()) {
                assertThat(interruption.isArmed()).isTrue();
            }
            other.close();
        }
    }
}
