// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    private static final long LPCM_UNIT_NS = 10_000_000;
    private static final int RTP_PORT = 5004;
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
            return process.waitFor(60, TimeUnit.SECONDS);
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

    /** Units of 10 ms of a tone of 1 kHz in LPCM: 48 kHz, stereo, 16 bits, high octet first. */
    List<byte[]> lpcm() {
        ByteBuffer unit = ByteBuffer.allocate(480 * 4);
        for (int i = 0; i < 480; i++) {
            short sample = (short) Math.round(8000 * Math.sin(2 * Math.PI * i / 48));
            unit.putShort(sample).putShort(sample);
        }
        return List.of(unit.array());
    }

    /** Feeds pictures in real time, the first of every 30 an IDR picture, until they have left. */
    static void feed(TestHost host, List<byte[]> pictures) throws InterruptedException {
        feed(host, pictures, List.of());
    }

    /** The same with sound: frames of AAC, again and again, each beginning where the one before ended. */
    static void feed(TestHost host, List<byte[]> pictures, List<byte[]> sound) throws InterruptedException {
        feed(host, pictures, AudioCoding.AAC_LC, AAC_FRAME_NS, sound);
    }

    /** The same with sound in LPCM, in units of 10 ms. */
    static void feedWithLpcm(TestHost host, List<byte[]> pictures, List<byte[]> sound) throws InterruptedException {
        feed(host, pictures, AudioCoding.LPCM, LPCM_UNIT_NS, sound);
    }

    private static void feed(TestHost host, List<byte[]> pictures, AudioCoding coding, long unitNs, List<byte[]> sound)
            throws InterruptedException {
        int[] next = {0};
        int[] heard = {0};
        long beginNs = System.nanoTime();
        CountDownLatch fed = new CountDownLatch(pictures.size());
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        int before = host.sent().size();
        ticks.scheduleAtFixedRate(
                () -> {
                    while (!sound.isEmpty() && beginNs + heard[0] * unitNs <= System.nanoTime()) {
                        host.feedSound(coding, sound.get(heard[0] % sound.size()), beginNs + heard[0]++ * unitNs);
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
        assertThat(fed.await(60, TimeUnit.SECONDS)).isTrue();
        ticks.shutdownNow();
        await().atMost(Duration.ofSeconds(60)).until(() -> host.sent().size() == before + pictures.size());
    }

    /** A capture file of what was received by RTP. */
    void writeCapture(RawSink sink, int packets) throws IOException {
        Capture capture = new Capture();
        for (int i = 0; i < packets; i++) {
            capture.rtp(sink.receiveRtp(), RTP_PORT);
        }
        capture.write(folder.resolve("stream.pcap"));
    }

    /** Packets of the capture file as Wireshark takes them, its fields between tabulators. */
    List<String> packets(String... fields) throws Exception {
        return packets(folder.resolve("stream.pcap"), RTP_PORT, "rtp", fields);
    }

    /**
     * Packets of a capture file as Wireshark takes them, its fields between tabulators.
     *
     * @param rtpPort of the sink
     * @param which a filter of Wireshark's
     */
    List<String> packets(Path capture, int rtpPort, String which, String... fields) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "tshark",
                "-r",
                capture.toString(),
                "-d",
                "udp.port==" + rtpPort + ",rtp",
                "-d",
                "tcp.port==" + Capture.RTSP_PORT + ",rtsp",
                "-Y",
                which,
                "-T",
                "fields"));
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
