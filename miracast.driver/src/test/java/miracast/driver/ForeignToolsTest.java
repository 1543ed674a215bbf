// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import miracast.api.driver.SourceCapabilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What FFmpeg and Wireshark make of two seconds of real H.264 that went through the source. Where these programs are not
 * installed there is nothing to ask, and the tests say so.
 */
@Timeout(120)
class ForeignToolsTest {
    private static final int PICTURES = 60;
    private static final long INTERVAL_NS = 33_333_333;

    @TempDir
    static Path folder;

    private static boolean streamThere;

    /** One run for all tests: the stream as sent in stream.ts, the datagrams as received in stream.pcap. */
    @BeforeAll
    static void castTwoSeconds() throws Exception {
        if (!isInstalled("ffmpeg", "-version") || !isInstalled("ffprobe", "-version")) {
            return;
        }
        List<byte[]> pictures = pictures();
        TestHost host = new TestHost()
                .capabilities(SourceCapabilities.builder().recording(true).build());
        try (Rig rig = new Rig(TestSettings.defaults().build(), host).playing()) {
            ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
            int[] next = {0};
            ticks.scheduleAtFixedRate(
                    () -> {
                        if (next[0] < pictures.size()) {
                            byte[] picture = pictures.get(next[0]);
                            host.feed(picture, next[0] % 30 == 0, System.nanoTime());
                            next[0]++;
                        }
                    },
                    0,
                    INTERVAL_NS,
                    TimeUnit.NANOSECONDS);
            await().atMost(Duration.ofSeconds(30)).until(() -> host.sent().size() == pictures.size());
            ticks.shutdownNow();
            rig.stop();
            Files.write(folder.resolve("stream.ts"), host.recording());
            writeCapture(rig.sink(), host.packets());
        }
        streamThere = true;
    }

    private static boolean isInstalled(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** Access units of a test picture, cut at their delimiters. */
    private static List<byte[]> pictures() throws Exception {
        Path file = folder.resolve("clip.h264");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x480:rate=30",
                "-frames:v",
                "" + PICTURES,
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-tune",
                "zerolatency",
                "-threads",
                "1",
                "-g",
                "30",
                "-x264-params",
                "aud=1:sliced-threads=0",
                "-pix_fmt",
                "yuv420p",
                "-f",
                "h264",
                file.toString());
        byte[] clip = Files.readAllBytes(file);
        List<byte[]> pictures = new ArrayList<>();
        int from = 0;
        for (int at = 4; at + 5 < clip.length; at++) {
            boolean delimiter = clip[at] == 0
                    && clip[at + 1] == 0
                    && clip[at + 2] == 0
                    && clip[at + 3] == 1
                    && (clip[at + 4] & 0x1F) == 9;
            if (delimiter) {
                pictures.add(Arrays.copyOfRange(clip, from, at));
                from = at;
            }
        }
        pictures.add(Arrays.copyOfRange(clip, from, clip.length));
        assertThat(pictures).hasSize(PICTURES);
        return pictures;
    }

    /** A capture file with made-up Ethernet, IP and UDP headers around what was received. */
    private static void writeCapture(RawSink sink, int packets) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve("stream.pcap")))) {
            out.writeInt(0xA1B2C3D4);
            out.writeInt(0x00020004);
            out.writeLong(0);
            out.writeInt(65535);
            out.writeInt(1);
            for (int i = 0; i < packets; i++) {
                DatagramPacket packet = sink.receiveRtp();
                int length = packet.getLength();
                out.writeInt(i / 1000);
                out.writeInt(i % 1000 * 1000);
                out.writeInt(42 + length);
                out.writeInt(42 + length);
                out.write(new byte[12]);
                out.writeShort(0x0800);
                out.writeShort(0x4500);
                out.writeShort(28 + length);
                out.writeInt(0x00004000);
                out.writeInt(0x40110000);
                out.writeInt(0x7F000001);
                out.writeInt(0x7F000001);
                out.writeShort(packet.getPort());
                out.writeShort(5004);
                out.writeShort(8 + length);
                out.writeShort(0);
                out.write(packet.getData(), 0, length);
            }
        }
    }

    @Test
    void ffmpegDecodesTheStreamWithoutAnError() throws Exception {
        assumeThat(streamThere).as("ffmpeg and ffprobe are installed").isTrue();

        // The sound of Wi-Fi Display is not among what FFmpeg knows.
        String errors = run(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                folder.resolve("stream.ts").toString(),
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:90000",
                "-f",
                "null",
                "-");

        assertThat(errors.lines().filter(line -> !line.isBlank())).isEmpty();
    }

    @Test
    void ffprobeSeesEveryPictureAndItsTime() throws Exception {
        assumeThat(streamThere).as("ffmpeg and ffprobe are installed").isTrue();

        List<Long> times = run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=pts",
                        "-of",
                        "csv=p=0",
                        folder.resolve("stream.ts").toString())
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Long.parseLong(line.replace(",", "")))
                .toList();

        assertThat(times).hasSize(PICTURES).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ffprobeSeesTheStreamsWhereTheyBelong() throws Exception {
        assumeThat(streamThere).as("ffmpeg and ffprobe are installed").isTrue();

        String streams = run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,profile,id",
                "-of",
                "default=nw=1",
                folder.resolve("stream.ts").toString());

        assertThat(streams)
                .contains("codec_name=h264", "profile=Constrained Baseline", "id=0x1011")
                .contains("id=0x1100");
    }

    @Test
    void wiresharkFindsNothingMalformed() throws Exception {
        assumeThat(streamThere && isInstalled("tshark", "--version"))
                .as("ffmpeg, ffprobe and tshark are installed")
                .isTrue();

        String packets = run(
                "tshark",
                "-r",
                folder.resolve("stream.pcap").toString(),
                "-d",
                "udp.port==5004,rtp",
                "-T",
                "fields",
                "-e",
                "frame.number",
                "-e",
                "rtp.p_type",
                "-e",
                "_ws.malformed",
                "-e",
                "mp2t.cc.drop");

        List<String> lines = packets.lines()
                .filter(line -> !line.startsWith("Running as"))
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(lines).hasSizeGreaterThan(PICTURES);
        assertThat(lines).allSatisfy(line -> assertThat(line.stripTrailing()).endsWith("\t33"));
    }
}
