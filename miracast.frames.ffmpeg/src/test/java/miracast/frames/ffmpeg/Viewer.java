// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import miracast.api.VideoMode;
import miracast.api.frames.FrameMarker;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.VideoFrame;

/** Watches a stream of the media source by a clock of its own, and reads the numbers in its pictures. */
final class Viewer implements AutoCloseable {
    /** There was no new picture. */
    static final int NOTHING = -1;

    final VideoFrame frame = new VideoFrame();
    private final MediaStream stream;
    private final VideoMode mode;
    private final FrameMarker marker = new FrameMarker();
    private long ticks;
    /** The clock may begin anywhere. */
    private final long beginNs = 77_000_000_123L;

    Viewer(MediaFrameSource source, String location, VideoMode mode, Map<String, String> options)
            throws FrameSourceException {
        this.mode = mode;
        stream = (MediaStream) source.open(new FrameRequest("test", location, mode, options));
    }

    /** What is shown at so many ticks, as numbers; pictures get all the time they need. */
    List<Integer> watch(int count) throws FrameSourceException {
        return watch(count, 0);
    }

    /** The same, with ticks that are early or late by up to a share of the interval. */
    List<Integer> watch(int count, double jitter) throws FrameSourceException {
        Random random = new Random(11);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            awaitPictures();
            long timeNs = beginNs
                    + Math.round(ticks++ * 1e9 / mode.rate()
                            + jitter * mode.frameIntervalNs() * (2 * random.nextDouble() - 1));
            numbers.add(stream.next(frame, timeNs) ? number(0, 0) : NOTHING);
        }
        return numbers;
    }

    /** Lets time go by in which nobody asks. */
    void sleep(Duration time) {
        ticks += time.toNanos() / mode.frameIntervalNs();
    }

    /** One tick, whatever is ready. */
    boolean glance() throws FrameSourceException {
        return stream.next(frame, beginNs + Math.round(ticks++ * 1e9 / mode.rate()));
    }

    /** The number in the picture, if its corner is there. */
    int number(int x, int y) {
        ByteBuffer luma =
                frame.plane(0).slice(y * frame.stride(0) + x, frame.plane(0).capacity() - y * frame.stride(0) - x);
        if (!marker.read(luma, frame.stride(0), frame.width() - x, frame.height() - y)) {
            throw new AssertionError("no marker at " + x + "," + y + " in " + frame.width() + "x" + frame.height());
        }
        return marker.frame();
    }

    int sample(int plane, int x, int y) {
        return frame.plane(plane).get(y * frame.stride(plane) + x) & 0xFF;
    }

    MediaStream stream() {
        return stream;
    }

    private void awaitPictures() {
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> stream.waiting() >= 3 || stream.ended());
    }

    @Override
    public void close() {
        stream.close();
    }
}
