// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hears what a sound server plays. */
@Timeout(120)
class SystemAudioSourceTest {
    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final SystemAudioSource source = new SystemAudioSource(NativeDevices.load(ffmpeg), Desktop.UNIX);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        source.deactivate();
        ffmpeg.close();
    }

    private AudioStream open(PulseServer server) throws AudioSourceException {
        return source.open(new AudioRequest("c1", "", Map.of("ffmpeg.server", server.address()), false));
    }

    @Test
    void whatTheSystemPlaysIsHeardAtItsTime() throws Exception {
        try (PulseServer server = new PulseServer(folder);
                AudioStream stream = open(server)) {
            server.playTone(1000);
            AudioBlock block = new AudioBlock();
            long[] loudSamples = {0};
            long[] crossings = {0};
            int[] last = {0};
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        while (stream.next(block, System.nanoTime())) {
                            assertThat(System.nanoTime() - block.timestampNs())
                                    .as("age of a block, in ns")
                                    .isBetween(0L, 5_000_000_000L);
                            for (int i = 0; i < block.samples(); i++) {
                                int sample = block.right(i);
                                loudSamples[0] += Math.abs(sample) > 1000 ? 1 : 0;
                                crossings[0] += loudSamples[0] > 0 && last[0] < 0 && sample >= 0 ? 1 : 0;
                                last[0] = sample;
                            }
                        }
                        return crossings[0] > 500;
                    });
            // A sine of a level of 0.125 is above 1000 of 32768 for more than four fifths of the time: 48 samples a
            // period.
            assertThat((double) loudSamples[0] / crossings[0]).isBetween(35.0, 48.0);
            assertThat(stream.latencyNs()).isPositive();
        }
    }

    @Test
    void aServerThatGoesIsTold() throws Exception {
        PulseServer server = new PulseServer(folder);
        try (AudioStream stream = open(server)) {
            server.close();

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThatExceptionOfType(AudioSourceException.class)
                            .isThrownBy(() -> drain(stream))
                            .withMessageContaining("system"));
        } finally {
            server.close();
        }
    }

    private static void drain(AudioStream stream) throws AudioSourceException {
        AudioBlock block = new AudioBlock();
        while (stream.next(block, System.nanoTime())) {
            assertThat(block.samples()).isPositive();
        }
    }

    @Test
    void withoutAServerTheReasonIsTold() {
        AudioRequest request =
                new AudioRequest("c1", "", Map.of("ffmpeg.server", "unix:" + folder.resolve("none")), false);

        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> source.open(request))
                .withMessageContaining("no PulseAudio or PipeWire answers");
    }

    @Test
    void anOptionThatNobodyKnowsIsRefused() {
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> source.open(new AudioRequest("c1", "", Map.of("volume", "11"), false)))
                .withMessageContaining("volume");
    }

    @Test
    void onWindowsADeviceMustBeNamed() throws Exception {
        SystemAudioSource windows = new SystemAudioSource(NativeDevices.load(ffmpeg), Desktop.WINDOWS);

        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> windows.open(new AudioRequest("c1", "", Map.of(), false)))
                .withMessageContaining("Stereo Mix");
        assertThat(windows.specification("Stereo Mix", Map.of()).url()).isEqualTo("audio=Stereo Mix");
    }

    @Test
    void whereADeviceIsMissingItIsSaidWhatHearsTheOutput() throws Exception {
        SystemAudioSource windows = new SystemAudioSource(NativeDevices.load(ffmpeg), Desktop.WINDOWS);
        SystemAudioSource macos = new SystemAudioSource(NativeDevices.load(ffmpeg), Desktop.MACOS);

        assertThat(windows.missing(windows.specification("Stereo Mix", Map.of())))
                .contains("DirectShow", "Stereo Mix", "virtual-audio-capturer");
        assertThat(macos.missing(macos.specification("BlackHole", Map.of()))).contains("AVFoundation", "BlackHole");
    }
}
