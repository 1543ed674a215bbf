// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import miracast.api.audio.AudioBlock;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(QuietFfmpeg.class)
class AacEncoderTest {
    private static final int UNIT = 1024;

    private final AacEncoder encoder = new AacEncoder();
    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(UNIT * AudioBlock.SAMPLE_OCTETS).order(ByteOrder.nativeOrder());
    private final AudioBlock block = new AudioBlock();

    /** A sink that keeps what was committed. */
    private static final class Kept implements ChunkSink {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 16);
        private final List<Long> units = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private boolean keeps = true;
        private boolean full;
        private int claimed;

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public int claim(int octets) {
            claimed = octets;
            return full ? NO_ROOM : 16;
        }

        @Override
        public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
            if (octets < 1 || octets > claimed || !idr || !endOfAccessUnit) {
                throw new AssertionError("commit of " + octets + " octets, " + idr + ", " + endOfAccessUnit);
            }
            if (keeps) {
                byte[] frame = new byte[octets];
                memory.get(16, frame);
                frames.add(frame);
                units.add(ChunkId.frame(chunkId));
            }
        }
    }

    /** A sine of 1 kHz on the left, and of 440 Hz on the right. */
    private static short sample(long index, boolean isLeft) {
        return (short) Math.round(12_000 * Math.sin(2 * Math.PI * (isLeft ? 1000 : 440) * index / AudioBlock.RATE));
    }

    private AudioBlock sine(long unit) {
        for (int i = 0; i < UNIT; i++) {
            memory.putShort(4 * i, sample(unit * UNIT + i, true));
            memory.putShort(4 * i + 2, sample(unit * UNIT + i, false));
        }
        return block.wrap(memory, 0, UNIT, 0);
    }

    @Test
    void unitsComeInOrderAndAsLateAsWasSaid() throws Exception {
        Kept sink = new Kept();
        try (AudioEncoderSession session = encoder.open(128_000, sink)) {
            for (int unit = 0; unit < 20; unit++) {
                session.encode(sine(unit), unit);
                assertThat(sink.units).hasSize(Math.max(0, unit + 1 - encoder.delaySamples() / UNIT));
            }
        }
        for (int i = 0; i < sink.units.size(); i++) {
            assertThat(sink.units.get(i)).isEqualTo(i);
        }
    }

    @Test
    void eachUnitIsOneAdtsFrame() throws Exception {
        Kept sink = new Kept();
        try (AudioEncoderSession session = encoder.open(128_000, sink)) {
            for (int unit = 0; unit < 20; unit++) {
                session.encode(sine(unit), unit);
            }
        }
        assertThat(sink.frames).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame[0] & 0xFF).isEqualTo(0xFF);
            assertThat(frame[1] & 0xFF).isEqualTo(0xF1);
            assertThat(frame[2] & 0xFF).isEqualTo(0x4C);
            assertThat((frame[3] & 3) << 11 | (frame[4] & 0xFF) << 3 | (frame[5] & 0xFF) >> 5)
                    .isEqualTo(frame.length);
        });
    }

    /** What a decoder makes of a unit is what was handed in with its number: so a time stamp means what it says. */
    @Test
    void aDecoderGivesWhatWasHandedInAtTheSameTime(@TempDir Path folder) throws Exception {
        Kept sink = new Kept();
        try (AudioEncoderSession session = encoder.open(192_000, sink)) {
            for (int unit = 0; unit < 50; unit++) {
                session.encode(sine(unit), unit);
            }
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        sink.frames.forEach(stream::writeBytes);
        Path file = folder.resolve("sine.aac");
        Files.write(file, stream.toByteArray());

        ByteBuffer decoded = ByteBuffer.wrap(decode(file)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(decoded.capacity()).isEqualTo(sink.frames.size() * UNIT * 4);
        long off = 0;
        for (int i = 5 * UNIT; i < 40 * UNIT; i++) {
            off += Math.abs(decoded.getShort(4 * i) - sample(i, true));
            off += Math.abs(decoded.getShort(4 * i + 2) - sample(i, false));
        }
        // One sample earlier or later would be 700 on the average.
        assertThat(off / (2 * 35 * UNIT)).isLessThan(350);
    }

    private static byte[] decode(Path file) throws IOException, InterruptedException {
        Process ffmpeg;
        try {
            ffmpeg = new ProcessBuilder("ffmpeg", "-v", "error", "-f", "aac", "-i", file.toString(), "-f", "s16le", "-")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return abort("ffmpeg is not there; Debian: apt install ffmpeg");
        }
        byte[] decoded = ffmpeg.getInputStream().readAllBytes();
        assertThat(ffmpeg.waitFor()).isZero();
        return decoded;
    }

    @Test
    void noiseStaysWithinTheBitRate() throws Exception {
        Kept sink = new Kept();
        Random random = new Random(1);
        try (AudioEncoderSession session = encoder.open(128_000, sink)) {
            for (int unit = 0; unit < 300; unit++) {
                for (int i = 0; i < 2 * UNIT; i++) {
                    memory.putShort(2 * i, (short) random.nextInt(-10_000, 10_000));
                }
                session.encode(block.wrap(memory, 0, UNIT, 0), unit);
            }
        }
        long octets = sink.frames.stream().mapToLong(frame -> frame.length).sum();
        assertThat(octets * 8 * AudioBlock.RATE / (sink.frames.size() * UNIT)).isLessThan(150_000);
    }

    @Test
    void aUnitWithoutRoomIsLeftOutAlone() throws Exception {
        Kept sink = new Kept();
        try (AudioEncoderSession session = encoder.open(128_000, sink)) {
            for (int unit = 0; unit < 10; unit++) {
                sink.full = unit == 5;
                session.encode(sine(unit), unit);
            }
        }
        assertThat(sink.units).containsExactly(0L, 1L, 2L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aUnitAllocatesNothingOnTheHeap() throws Exception {
        Kept sink = new Kept();
        sink.keeps = false;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (AudioEncoderSession session = encoder.open(128_000, sink)) {
            sine(0);
            for (int unit = 0; unit < 3000; unit++) {
                session.encode(block, unit);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int unit = 3000; unit < 4000; unit++) {
                session.encode(block, unit);
            }
            // A few octets for the JIT's own changes of mind; a single object a unit would be 16 000.
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8000);
        }
    }

    @Test
    void aClosedSessionRefusesToEncode() throws Exception {
        AudioEncoderSession session = encoder.open(1, new Kept());
        session.close();
        session.close();

        assertThatExceptionOfType(EncoderException.class)
                .isThrownBy(() -> session.encode(sine(0), 0))
                .withMessageContaining("closed");
    }

    @Test
    void aComponentThatGoesClosesItsSessions() throws Exception {
        AudioEncoderSession session = encoder.open(Long.MAX_VALUE, new Kept());
        encoder.close();

        assertThatExceptionOfType(EncoderException.class).isThrownBy(() -> session.encode(sine(0), 0));
    }

    @Test
    void aUnitOfAnotherLengthIsRefused() throws Exception {
        try (AudioEncoderSession session = encoder.open(128_000, new Kept())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.encode(block.wrap(memory, 0, 480, 0), 0))
                    .withMessageContaining("480");
        }
    }
}
