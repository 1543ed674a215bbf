// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import miracast.api.AudioCoding;

/** FFmpeg and Wireshark as judges of what the source sends, and FFmpeg as the encoder of real pictures for it. */
final class ForeignTools {
    /** 1024 samples at 48 kHz. */
    private static final long AAC_FRAME_NS = 21_333_333;

    private static final long INTERVAL_NS = 33_333_333;

    private final Path folder;

    /** @param folder for what the programs read and write */
    ForeignTools(Path folder) {
        this.folder = folder;
    }

    /** Whether a program runs at all. */
    static boolean isInstalled(String... command) {
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

    /** What a program writes to either of its outputs, line by line. */
    List<String> run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /**
     * Access units of a test picture, cut at their delimiters; the first one is an IDR picture.
     *
     * @param size as FFmpeg writes it, {@code 640x480}
     */
    List<byte[]> pictures(String size, int count) throws Exception {
        Path file = folder.resolve("clip.h264");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=30",
                "-frames:v",
                "" + count,
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
        assertThat(pictures).hasSize(count);
        return pictures;
    }

    /** ADTS frames of a tone of 1 kHz, in stereo at 48 kHz. */
    List<byte[]> sound(int count) throws Exception {
        Path file = folder.resolve("tone.aac");
        run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=1000:sample_rate=48000",
                "-ac",
                "2",
                "-frames:a",
                "" + count,
                "-c:a",
                "aac",
                "-f",
                "adts",
                file.toString());
        byte[] tone = Files.readAllBytes(file);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at + 6 < tone.length; ) {
            int length = (tone[at + 3] & 3) << 11 | (tone[at + 4] & 0xFF) << 3 | (tone[at + 5] & 0xFF) >> 5;
            frames.add(Arrays.copyOfRange(tone, at, at + length));
            at += length;
        }
        assertThat(frames).hasSizeGreaterThanOrEqualTo(count);
        return frames;
    }

    /** Feeds pictures in real time, the first of every 30 an IDR picture, until they have left. */
    static void feed(TestHost host, List<byte[]> pictures) throws InterruptedException {
        feed(host, pictures, List.of());
    }

    /** The same with sound: frames of AAC, again and again, each beginning where the one before ended. */
    static void feed(TestHost host, List<byte[]> pictures, List<byte[]> sound) throws InterruptedException {
        int[] next = {0};
        int[] heard = {0};
        long beginNs = System.nanoTime();
        CountDownLatch fed = new CountDownLatch(pictures.size());
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        int before = host.sent().size();
        ticks.scheduleAtFixedRate(
                () -> {
                    while (!sound.isEmpty() && beginNs + heard[0] * AAC_FRAME_NS <= System.nanoTime()) {
                        host.feedSound(
                                AudioCoding.AAC_LC,
                                sound.get(heard[0] % sound.size()),
                                beginNs + heard[0]++ * AAC_FRAME_NS);
                    }
                    if (next[0] < pictures.size()) {
                        byte[] picture = pictures.get(next[0]);
                        host.feed(picture, next[0] % 30 == 0, System.nanoTime());
                        next[0]++;
                        fed.countDown();
                    }
                },
                0,
                INTERVAL_NS,
                TimeUnit.NANOSECONDS);
        assertThat(fed.await(30, TimeUnit.SECONDS)).isTrue();
        ticks.shutdownNow();
        await().atMost(Duration.ofSeconds(30)).until(() -> host.sent().size() == before + pictures.size());
    }

    /** A capture file with made-up Ethernet, IP and UDP headers around what was received. */
    void writeCapture(RawSink sink, int packets) throws IOException {
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

    /** Packets of the capture file as Wireshark takes them, its fields between tabulators. */
    List<String> packets(String... fields) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "tshark", "-r", folder.resolve("stream.pcap").toString(), "-d", "udp.port==5004,rtp", "-T", "fields"));
        for (String field : fields) {
            command.add("-e");
            command.add(field);
        }
        return run(command.toArray(String[]::new)).stream()
                .filter(line -> !line.startsWith("Running as"))
                .toList();
    }

    /** What FFmpeg finds wrong with the video of a stream, whose LPCM it does not know; nothing if it is right. */
    List<String> decode(Path stream) throws Exception {
        return decode(stream, "0:v");
    }

    /** What FFmpeg finds wrong with those streams; nothing if they are right. */
    List<String> decode(Path stream, String which) throws Exception {
        return run(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                stream.toString(),
                "-map",
                which,
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:90000",
                "-f",
                "null",
                "-");
    }
}
