// SPDX-License-Identifier: Apache-2.0
package miracast.host.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StreamRecorderTest {
    private static final Path NOWHERE = Path.of("recording.ts");

    @TempDir
    Path folder;

    private final ByteBuffer packets = ByteBuffer.allocateDirect(1316);

    @Test
    void everyOctetIsInTheFileInOrder() throws IOException {
        Path file = folder.resolve("recording.ts");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (StreamRecorder recorder = StreamRecorder.open("c1", file, true)) {
            for (int i = 0; i < 500; i++) {
                byte[] octets = new byte[1316];
                Arrays.fill(octets, (byte) i);
                expected.write(octets);
                packets.put(0, octets);
                recorder.write(packets, 0, 1316);
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.toByteArray());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("missing").resolve("recording.ts");
        assertThatThrownBy(() -> StreamRecorder.open("c1", file, true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDiskThatFailsEndsTheRecordingAndNothingElse() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        StreamRecorder recorder = recorder(new Disk() {
            @Override
            public int write(ByteBuffer octets) throws IOException {
                writes.incrementAndGet();
                throw new IOException("No space left on device");
            }
        });
        await().until(() -> {
            recorder.write(packets, 0, 1316);
            return writes.get() == 1;
        });
        recorder.write(packets, 0, 1316);
        recorder.close();
        assertThat(writes).hasValue(1);
        assertThat(recorder.ended())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("recording recording.ts ends early: No space left on device");
    }

    @Test
    void aDiskThatHangsMakesNobodyWait() throws IOException {
        CountDownLatch disk = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(written);
        StreamRecorder recorder = recorder(new Disk() {
            @Override
            public int write(ByteBuffer octets) throws IOException {
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return target.write(octets);
            }
        });
        for (int i = 0; i < 10_000; i++) {
            recorder.write(packets, 0, 1316);
        }
        disk.countDown();
        recorder.close();
        assertThat(written.size()).isLessThan(10_000 * 1316).isGreaterThan(60 * 64 * 1000);
        assertThat(recorder.written()).isEqualTo(written.size());
        assertThat(recorder.lost()).isEqualTo(10_000 * 1316 - written.size());
        assertThat(recorder.ended()).isCompleted();
    }

    @Test
    void withoutMemoryThereIsNoRecordingAndNoOpenFile() {
        AtomicInteger blocks = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Disk disk = new Disk() {
            @Override
            public int write(ByteBuffer octets) {
                throw new AssertionError("nothing is recorded");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        assertThatThrownBy(() -> StreamRecorder.open("c1", NOWHERE, true, disk, octets -> {
                    if (blocks.incrementAndGet() == 10) {
                        throw new OutOfMemoryError("Cannot reserve 65536 octets of direct memory");
                    }
                    return ByteBuffer.allocate(octets);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("recording recording.ts cannot begin: Cannot reserve 65536 octets of direct memory");
        assertThat(closed).hasValue(1);
    }

    private static StreamRecorder recorder(Disk disk) throws IOException {
        return StreamRecorder.open("c1", NOWHERE, true, disk, ByteBuffer::allocateDirect);
    }

    private abstract static class Disk implements WritableByteChannel {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            assertThat(Thread.currentThread().getName()).isEqualTo("cast-c1-record");
        }
    }
}
