// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RecorderTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    private final Complaints complaints = new Complaints("test");

    @TempDir
    Path folder;

    static boolean hasFullDevice() {
        return Files.isWritable(FULL_DEVICE);
    }

    @Test
    void writesWhatItWasGivenAcrossTheEndOfItsRing() throws Exception {
        Path file = folder.resolve("recording.ts");
        Recorder recorder = new Recorder(file, complaints);
        Thread writer = new Thread(recorder);
        writer.start();
        byte[] octets = new byte[188 * 7];
        new Random(1).nextBytes(octets);
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        int written = 0;
        while (written < 12 << 20) {
            recorder.record(buffer, 0, octets.length);
            written += octets.length;
            while (Files.size(file) < written - (2 << 20)) {
                Thread.onSpinWait();
            }
        }
        recorder.close();
        writer.join();
        byte[] content = Files.readAllBytes(file);
        assertThat(complaints.list()).isEmpty();
        assertThat(content.length).isEqualTo(written);
        for (int at = 0; at < content.length; at += octets.length) {
            assertThat(Arrays.equals(content, at, at + octets.length, octets, 0, octets.length))
                    .isTrue();
        }
    }

    @Test
    void leavesOutWhatIsCutOffItsEnd() throws Exception {
        Path file = folder.resolve("recording.ts");
        Recorder recorder = new Recorder(file, complaints);
        recorder.record(ByteBuffer.wrap("whole, cut".getBytes(US_ASCII)), 0, 10);
        recorder.cut(5);
        recorder.close();
        recorder.run();
        assertThat(file).hasContent("whole");
    }

    @Test
    void neverWaitsForTheDisk() throws Exception {
        Recorder recorder = new Recorder(folder.resolve("recording.ts"), complaints);
        ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < 10; i++) {
            recorder.record(megabyte, 0, 1 << 20);
        }
        assertThat(complaints.list())
                .singleElement()
                .asString()
                .endsWith("recording.ts lacks packets from octet 4194304 on: writing is too slow");
        recorder.close();
        recorder.run();
        assertThat(Files.size(folder.resolve("recording.ts"))).isEqualTo(4 << 20);
    }

    @Test
    void aFileThatCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> new Recorder(folder.resolve("no folder/recording.ts"), complaints))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsOneComplaint() throws Exception {
        Recorder recorder = new Recorder(FULL_DEVICE, complaints);
        recorder.record(ByteBuffer.allocate(188), 0, 188);
        recorder.run();
        recorder.record(ByteBuffer.allocate(188), 0, 188);
        assertThat(complaints.list())
                .containsExactly("recording /dev/full ends after 0 octets: No space left on device");
    }
}
