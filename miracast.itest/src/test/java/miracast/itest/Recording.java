// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import miracast.api.frames.FrameMarker;
import org.junit.Assume;

/** What the ffmpeg program makes of the transport stream that a television has received. */
final class Recording {
    private Recording() {}

    static void assumeItCanBeRead() {
        Assume.assumeTrue("ffmpeg is missing; Debian: apt install ffmpeg", isThere());
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("ffmpeg", "-version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(60, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The numbers of all pictures in the order in which they are shown. The first pictures may be of another source and have none;
     * after the first number, each must have one. The program must find nothing to complain of.
     */
    static List<Integer> frameNumbers(Path file) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("miracast-itest", ".txt");
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg",
                        "-v",
                        "warning",
                        "-i",
                        file.toString(),
                        "-an",
                        "-vf",
                        "crop=" + FrameMarker.WIDTH + ":" + FrameMarker.HEIGHT + ":0:0",
                        "-fps_mode",
                        "passthrough",
                        "-pix_fmt",
                        "gray",
                        "-f",
                        "rawvideo",
                        "-")
                .redirectError(errors.toFile())
                .start();
        List<Integer> numbers = new ArrayList<>();
        try (InputStream pictures = ffmpeg.getInputStream()) {
            byte[] luma = new byte[FrameMarker.WIDTH * FrameMarker.HEIGHT];
            FrameMarker marker = new FrameMarker();
            int unnumbered = 0;
            while (pictures.readNBytes(luma, 0, luma.length) == luma.length) {
                if (marker.read(ByteBuffer.wrap(luma), FrameMarker.WIDTH, FrameMarker.WIDTH, FrameMarker.HEIGHT)) {
                    numbers.add(marker.frame());
                } else if (!numbers.isEmpty()) {
                    unnumbered++;
                }
            }
            assertThat(unnumbered).as("pictures without a number").isZero();
        }
        assertThat(ffmpeg.waitFor()).isZero();
        assertThat(Files.readAllLines(errors)).as("what ffmpeg says of " + file).isEmpty();
        Files.delete(errors);
        return numbers;
    }

    /** Of pictures and of sound, by what ffprobe reads. */
    static void assertTimesRise(Path file) throws IOException, InterruptedException {
        for (String kind : List.of("v", "a")) {
            Process ffprobe = new ProcessBuilder(
                            "ffprobe",
                            "-v",
                            "error",
                            "-select_streams",
                            kind,
                            "-show_entries",
                            "packet=pts",
                            "-of",
                            "csv=p=0",
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<Long> times = new ArrayList<>();
            try (BufferedReader lines = ffprobe.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    // Side data of a packet is a field more, or a line of its own.
                    String time = line.split(",", 2)[0].strip();
                    if (!time.isEmpty()) {
                        times.add(Long.valueOf(time));
                    }
                }
            }
            assertThat(ffprobe.waitFor()).isZero();
            assertThat(times).as("times of " + kind).hasSizeGreaterThan(60);
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i)).as("time of " + kind + " after " + i).isGreaterThan(times.get(i - 1));
            }
        }
    }

    /** Sizes of the decoded pictures as {@code 640x480}, one after the other, each as often as it begins anew. */
    static List<String> sizes(Path file) throws IOException, InterruptedException {
        Process ffprobe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "frame=width,height",
                        "-of",
                        "csv=p=0:s=x",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> sizes = new ArrayList<>();
        try (BufferedReader lines = ffprobe.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Side data of a frame is a field more, or a line of its own.
                String[] fields = line.split("x");
                if (fields.length > 1
                        && (sizes.isEmpty() || !sizes.get(sizes.size() - 1).equals(fields[0] + "x" + fields[1]))) {
                    sizes.add(fields[0] + "x" + fields[1]);
                }
            }
        }
        assertThat(ffprobe.waitFor()).isZero();
        return sizes;
    }

    /** Each number once and none left out. */
    static void assertComplete(List<Integer> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("number after " + i + " pictures").isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    /** None left out; a picture may stay. */
    static void assertNoneMissing(List<Integer> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i) - numbers.get(i - 1))
                    .as("step to number " + numbers.get(i) + " after " + i + " pictures")
                    .isBetween(0, 1);
        }
    }
}
