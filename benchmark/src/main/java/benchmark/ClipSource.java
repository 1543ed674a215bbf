// SPDX-License-Identifier: Apache-2.0
package benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.api.VideoMode;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.Frames;
import miracast.api.frames.VideoFrame;
import org.osgi.service.component.annotations.Component;

/**
 * A file of raw I420 pictures in the size of the mode, over and over, a new one at each tick. With the option {@code log}, a
 * directory, each stream writes down there when each frame was handed in, by the wall clock that kernels stamp packets with, as
 * a line {@code tick-ns wall-clock-ns} a frame; before it, as {@code allocated}, what all threads allocated on the heap per frame
 * from the 300th on, if the option {@code allocation} is there. The clock's reading allocates, so the two exclude each other.
 */
@Component
@Frames(name = "clip")
public final class ClipSource implements FrameSource {
    private final AtomicInteger streams = new AtomicInteger();

    @Override
    public FrameStream open(FrameRequest request) throws FrameSourceException {
        try {
            return new Clip(request, streams.incrementAndGet());
        } catch (IOException e) {
            throw new FrameSourceException("clip " + request.location() + ": " + e.getMessage(), e);
        }
    }

    /** The file mapped into memory, one buffer a plane, so that nothing is copied. */
    private static final class Clip implements FrameStream {
        private static final int SETTLED = 300;
        private static final int MOST = 100_000;

        private final VideoMode mode;
        private final ByteBuffer[] planes;
        private final Path log;
        private final long[] ticks = new long[MOST];
        private final long[] handedIn = new long[MOST];
        private final Allocation allocation = new Allocation();
        private final boolean measureAllocation;
        private int count;
        private boolean closed;

        Clip(FrameRequest request, int number) throws IOException {
            mode = request.mode();
            String directory = request.options().get("log");
            log = directory == null ? null : Path.of(directory, "stream-" + number + ".txt");
            measureAllocation = request.options().containsKey("allocation");
            int luma = mode.width() * mode.height();
            int picture = luma * 3 / 2;
            try (FileChannel file = FileChannel.open(Path.of(request.location()))) {
                int pictures = (int) (file.size() / picture);
                if (pictures == 0) {
                    throw new IOException("is shorter than one picture of " + mode);
                }
                planes = new ByteBuffer[pictures * 3];
                for (int i = 0; i < pictures; i++) {
                    ByteBuffer mapped = file.map(FileChannel.MapMode.READ_ONLY, (long) i * picture, picture)
                            .load();
                    planes[i * 3] = mapped.slice(0, luma);
                    planes[i * 3 + 1] = mapped.slice(luma, luma / 4);
                    planes[i * 3 + 2] = mapped.slice(luma / 4 * 5, luma / 4);
                }
            }
        }

        @Override
        public boolean next(VideoFrame frame, long timeNs) {
            if (measureAllocation && count == SETTLED) {
                allocation.begin();
            }
            int i = count % (planes.length / 3) * 3;
            frame.i420(
                    mode.width(),
                    mode.height(),
                    planes[i],
                    mode.width(),
                    planes[i + 1],
                    mode.width() / 2,
                    planes[i + 2],
                    mode.width() / 2,
                    timeNs);
            if (count < MOST) {
                ticks[count] = timeNs;
                handedIn[count] =
                        log == null || measureAllocation ? 0 : ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
            }
            count++;
            return true;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (log == null) {
                return;
            }
            StringBuilder lines = new StringBuilder();
            if (measureAllocation && count > SETTLED) {
                lines.append("allocated ")
                        .append(allocation.end() / (count - SETTLED))
                        .append('\n');
            }
            for (int i = 0; i < Math.min(count, MOST); i++) {
                lines.append(ticks[i]).append(' ').append(handedIn[i]).append('\n');
            }
            try {
                Path unfinished = log.resolveSibling(log.getFileName() + ".part");
                Files.writeString(unfinished, lines);
                Files.move(unfinished, log);
            } catch (IOException e) {
                throw new UncheckedIOException("log " + log, e);
            }
        }
    }
}
