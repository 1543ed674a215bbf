// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sound of files: alone, and in step with their pictures. */
@Timeout(120)
class MediaAudioSourceTest {
    private static final VideoMode MODE = VideoMode.progressive(320, 240, 30);
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final long BEGIN_NS = 50_000_000_000L;
    private static final Map<String, String> LIVE = Map.of("live", "true", "loop", "false");

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final MediaFrameSource pictures = new MediaFrameSource(ffmpeg);
    private final MediaAudioSource sounds = new MediaAudioSource(ffmpeg);

    @TempDir
    private Path folder;

    @BeforeEach
    void quiet() {
        assertThat(ffmpeg.playbacks().size()).isZero();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(ffmpeg.playbacks().size()).isZero();
        ffmpeg.close();
    }

    /** White for 0.1 s in every second, with a beep: both begin at the same time, after half a second. */
    private Path flashAndBeep(String name, String audioFilter, String... codecs) throws Exception {
        return flashAndBeep(name, 0.5, audioFilter, codecs);
    }

    /** @param at when the first flash begins, in s */
    private Path flashAndBeep(String name, double at, String audioFilter, String... codecs) throws Exception {
        // A tenth of a millisecond early, since times of pictures are rounded.
        String on = "lt(mod(t+" + (1.0001 - at) + "\\,1)\\,0.1)";
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=black:size=320x240:rate=30:duration=2,drawbox=color=white:t=fill:enable='" + on + "'",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='0.5*sin(2*PI*1000*t)*" + on + "':s=48000:d=2" + audioFilter));
        command.addAll(List.of(codecs));
        command.add(file.toString());
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } catch (IOException e) {
            return abort("ffmpeg is not there; Debian: apt install ffmpeg");
        }
        return file;
    }

    private AudioRequest request(Path file, boolean accompanies) {
        return new AudioRequest("c1", file.toString(), Map.of(), accompanies);
    }

    /** When white begins, and when sound does, in ns of the cast. */
    private record Seen(List<Long> flashes, List<Long> beeps) {}

    /** Plays a film tick by tick, as fast as it can be read. */
    private final class Player implements AutoCloseable {
        private final Path file;
        private final Map<String, String> options;
        private final MediaStream film;
        private final VideoFrame frame = new VideoFrame();
        private final AudioBlock block = new AudioBlock();
        private final List<Long> flashes = new ArrayList<>();
        private final List<Long> beeps = new ArrayList<>();
        private SoundStream sound;
        private long timeNs = BEGIN_NS;
        private boolean white;
        private long loudNs;
        private long heardFromNs = -1;
        private long heardToNs;

        Player(Path file, Map<String, String> options) throws Exception {
            this.file = file;
            this.options = options;
            film = (MediaStream) pictures.open(new FrameRequest("c1", file.toString(), MODE, options));
        }

        void openSound() throws Exception {
            sound = (SoundStream) sounds.open(new AudioRequest("c1", file.toString(), options, true));
            heardToNs = timeNs;
        }

        Player play(int ticks) throws Exception {
            for (int i = 0; i < ticks; i++, timeNs += TICK_NS) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> film.waiting() > 0 || film.ended());
                if (film.next(frame, timeNs)) {
                    boolean isWhite = (frame.plane(0).get(50 * frame.stride(0) + 50) & 0xFF) > 128;
                    if (isWhite && !white) {
                        flashes.add(frame.timestampNs());
                    }
                    white = isWhite;
                }
                // Here time goes by faster than anybody reads: sound must not be left so far behind that it skips.
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            hear();
                            return sound == null || heardToNs > timeNs - 500_000_000;
                        });
            }
            return this;
        }

        private void hear() throws Exception {
            while (sound != null && sound.next(block, timeNs)) {
                heardFromNs = heardFromNs < 0 ? block.timestampNs() : heardFromNs;
                for (int i = 0; i < block.samples(); i++) {
                    long atNs = block.timestampNs() + AudioBlock.durationNs(i);
                    if (Math.abs(block.left(i)) > 2000) {
                        if (atNs - loudNs > 200_000_000) {
                            beeps.add(atNs);
                        }
                        loudNs = atNs;
                    }
                }
                heardToNs = block.timestampNs() + AudioBlock.durationNs(block.samples());
            }
        }

        /** What is read on another thread comes when it comes; its times do not depend on that. */
        Seen seen() {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
                hear();
                return heardToNs > flashes.get(flashes.size() - 1);
            });
            return new Seen(flashes, beeps);
        }

        @Override
        public void close() {
            film.close();
            if (sound != null) {
                sound.close();
            }
        }
    }

    private Seen play(Path file, int ticks, Map<String, String> options) throws Exception {
        try (Player player = new Player(file, options)) {
            player.openSound();
            return player.play(ticks).seen();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.mkv", "film.ts"})
    void soundIsInStepWithItsPicturesRoundAfterRound(String name) throws Exception {
        Path file = flashAndBeep(name, "", "-c:v", "mpeg4", "-q:v", "3", "-c:a", "aac");

        Seen seen = play(file, 250, Map.of());

        assertThat(seen.flashes).hasSizeGreaterThanOrEqualTo(7);
        assertInStep(seen);
    }

    /** AAC smears the beginning of a beep, and containers round times to a millisecond. */
    private static void assertInStep(Seen seen) {
        assertInStep(seen, 8_000_000);
    }

    private static void assertInStep(Seen seen, long withinNs) {
        assertThat(seen.beeps).hasSameSizeAs(seen.flashes);
        for (int i = 0; i < seen.flashes.size(); i++) {
            assertThat(seen.beeps.get(i) - seen.flashes.get(i))
                    .as("beep %s after flash", i)
                    .isBetween(-withinNs, withinNs);
        }
    }

    @Test
    void soundOfAnotherRateAndOneChannelIsMadeToFit() throws Exception {
        Path file = flashAndBeep(
                "film.mkv", ",aresample=22050,aformat=channel_layouts=mono", "-c:v", "mpeg4", "-c:a", "pcm_s16le");

        assertInStep(play(file, 250, Map.of()), 2_000_000);
    }

    @Test
    void bothBeginWhereTheOptionSays() throws Exception {
        Path file = flashAndBeep("film.mp4", "", "-c:v", "mpeg4", "-g", "5", "-c:a", "aac");

        Seen seen = play(file, 130, Map.of("start", "0.8"));

        assertThat(seen.flashes.get(0)).isCloseTo(BEGIN_NS + 700_000_000, within(40_000_000L));
        assertInStep(seen);
    }

    @Test
    void soundThatIsOpenedLaterGoesToWhereThePicturesAre() throws Exception {
        Path file = flashAndBeep("film.mp4", "", "-c:v", "mpeg4", "-c:a", "aac");
        try (Player player = new Player(file, Map.of())) {
            player.play(170);
            player.openSound();
            player.flashes.clear();
            player.play(70);

            Seen seen = player.seen();

            assertThat(seen.flashes).hasSize(2);
            assertInStep(seen);
            assertThat(player.heardFromNs).as("not read from the beginning").isGreaterThan(BEGIN_NS + 5_300_000_000L);
        }
    }

    @Test
    void soundStaysInStepWhenItsPicturesAreOpenedAnew() throws Exception {
        Path file = flashAndBeep("film.mp4", "", "-c:v", "mpeg4", "-c:a", "aac");
        try (Player first = new Player(file, Map.of())) {
            first.openSound();
            first.play(40);
            try (Player second = new Player(file, Map.of())) {
                // As when a cast changes over: the older pictures are shown beside the newer ones for a moment.
                second.timeNs = first.timeNs + 5_000_000;
                second.sound = first.sound;
                second.heardToNs = second.timeNs;
                first.sound = null;
                second.play(1);
                first.play(3);
                Seen seen = second.play(100).seen();
                second.sound.close();

                assertThat(seen.flashes).hasSize(3);
                assertInStep(seen);
            }
        }
    }

    @Test
    void aloneSoundBeginsWhenItIsAskedForAndIsRepeated() throws Exception {
        Path file = flashAndBeep("sound.wav", "", "-map", "1:a", "-c:a", "pcm_s16le");
        AudioBlock block = new AudioBlock();
        long nextNs = 0;
        try (AudioStream sound = sounds.open(request(file, false))) {
            while (nextNs < BEGIN_NS + 4_500_000_000L) {
                if (sound.next(block, nextNs == 0 ? BEGIN_NS : nextNs + 1)) {
                    assertThat(block.timestampNs()).isCloseTo(nextNs == 0 ? BEGIN_NS : nextNs, within(100_000L));
                    nextNs = block.timestampNs() + AudioBlock.durationNs(block.samples());
                } else if (nextNs == 0) {
                    // Its time runs from the first call on, though nothing was there.
                    nextNs = BEGIN_NS;
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void aFilmWithoutSoundSaysSo() throws Exception {
        Path file = flashAndBeep("mute.mp4", "", "-map", "0:v", "-c:v", "mpeg4");

        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> sounds.open(request(file, true)))
                .withMessageContaining("mute.mp4")
                .withMessageContaining("no audio stream");
    }

    /** Nobody takes what is live before it is over: what is left are the last five pictures, and half a second of sound. */
    @Test
    void soundOfWhatIsLiveIsReadWithItsPicturesAndInStepWithThem() throws Exception {
        Path file = flashAndBeep("film.ts", 0.9, "", "-c:v", "mpeg4", "-q:v", "3", "-c:a", "aac");
        SoundStream sound = (SoundStream) sounds.open(new AudioRequest("c1", file.toString(), LIVE, true));
        try (Player player = new Player(file, LIVE)) {
            player.sound = sound;
            player.heardToNs = player.timeNs;
            await().until(player.film::ended);

            Seen seen = player.play(10).seen();

            assertThat(seen.flashes).hasSize(1);
            assertInStep(seen);
        }
    }

    @Test
    void picturesOfWhatIsLiveGoOnWhenNobodyHearsItsSoundAnyMore() throws Exception {
        Path file = flashAndBeep("film.ts", 0.9, "", "-c:v", "mpeg4", "-q:v", "3", "-c:a", "aac");
        sounds.open(new AudioRequest("c1", file.toString(), LIVE, true)).close();
        try (Player player = new Player(file, LIVE)) {
            await().until(player.film::ended);
            player.play(10);

            assertThat(player.flashes).hasSize(1);
        }
    }

    @Test
    void whatIsLiveAndHasNoSoundSaysSo() throws Exception {
        Path file = flashAndBeep("mute.ts", "", "-map", "0:v", "-c:v", "mpeg4");
        AudioBlock block = new AudioBlock();
        try (AudioStream before = sounds.open(new AudioRequest("c1", file.toString(), LIVE, true));
                Player player = new Player(file, LIVE)) {
            await().until(player.film::ended);

            assertThatExceptionOfType(AudioSourceException.class)
                    .isThrownBy(() -> before.next(block, BEGIN_NS))
                    .withMessageContaining("mute.ts: has no sound");
            try (AudioStream after = sounds.open(new AudioRequest("c1", file.toString(), LIVE, true))) {
                assertThatExceptionOfType(AudioSourceException.class)
                        .isThrownBy(() -> after.next(block, BEGIN_NS))
                        .withMessageContaining("mute.ts: has no sound");
            }
        }
    }

    @Test
    void aloneWhatIsLiveIsHeardAsItComes() throws Exception {
        Path file = flashAndBeep("sound.ts", "", "-map", "1:a", "-c:a", "aac");
        AudioBlock block = new AudioBlock();
        try (SoundStream sound =
                (SoundStream) sounds.open(new AudioRequest("c1", file.toString(), Map.of("live", "true"), false))) {
            await().until(() -> {
                sound.next(block, 1);
                return sound.waiting() > 0;
            });
            long latestNs = Long.MIN_VALUE;
            while (sound.waiting() > 0) {
                assertThat(sound.next(block, Long.MAX_VALUE)).isTrue();
                assertThat(block.timestampNs()).isGreaterThan(latestNs);
                latestNs = block.timestampNs();
            }
            assertThat(latestNs).isLessThan(System.nanoTime());
            assertThat(sound.latencyNs()).isPositive();
        }
    }

    @Test
    void optionsAndPlacesAreCheckedAsForPictures() {
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> sounds.open(new AudioRequest("c1", "/no/such.mp3", Map.of(), false)))
                .withMessageContaining("no such file");
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> sounds.open(new AudioRequest("c1", "/no/such.mp3", Map.of("volume", "11"), false)))
                .withMessageContaining("/no/such.mp3");
    }

    @Test
    void withoutPicturesNothingIsHeardInStepWithThem() throws Exception {
        Path file = flashAndBeep("film.mp4", "", "-c:v", "mpeg4", "-c:a", "aac");
        try (AudioStream sound = sounds.open(request(file, true))) {
            assertThat(sound.next(new AudioBlock(), BEGIN_NS)).isFalse();
            assertThat(sound.latencyNs()).isZero();
        }
    }
}
