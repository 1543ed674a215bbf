// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import miracast.api.VideoMode;
import miracast.api.frames.FrameSourceException;
import miracast.api.frames.PixelFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Films made here are played by a clock of ours; their pictures tell which ones were shown. */
@Timeout(120)
class MediaFrameSourceTest {
    private static final VideoMode P30 = VideoMode.parse("640x360p30");

    private final NativeFFmpeg ffmpeg = NativeFFmpeg.load(false);
    private final MediaFrameSource source = new MediaFrameSource(ffmpeg);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        source.deactivate();
        ffmpeg.close();
    }

    private Viewer view(Path file, VideoMode mode, Map<String, String> options) throws FrameSourceException {
        return new Viewer(source, file.toString(), mode, options);
    }

    private Path film(String name, int rate, int pictures) {
        return Clip.of(640, 360, rate, pictures).write(folder.resolve(name));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.mkv", "film.avi", "film.ts", "film.mov"})
    void atTheSameRateEachPictureIsShownOnceAndInOrder(String name) throws Exception {
        try (Viewer viewer = view(film(name, 30, 45), P30, Map.of("loop", "false"))) {
            assertThat(viewer.watch(45)).isEqualTo(numbers(0, 45));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.mkv", "film.ts", "film.avi", "film.m4v", "film.nut"})
    void theEndIsFollowedByTheBeginningWithoutASeam(String name) throws Exception {
        try (Viewer viewer = view(film(name, 30, 20), P30, Map.of())) {
            for (int round = 0; round < 6; round++) {
                assertThat(viewer.watch(20)).as("round %d", round).isEqualTo(numbers(0, 20));
            }
        }
    }

    @Test
    void lateAndEarlyTicksNeitherSkipNorDoubleAPicture() throws Exception {
        try (Viewer viewer = view(film("film.mkv", 30, 60), P30, Map.of())) {
            assertThat(viewer.watch(60, 0.3)).isEqualTo(numbers(0, 60));
            assertThat(viewer.watch(60, 0.3)).isEqualTo(numbers(0, 60));
        }
    }

    @Test
    void slowerFilmsShowEachPictureAndSomeForTwoTicks() throws Exception {
        try (Viewer viewer = view(film("film.mkv", 25, 50), P30, Map.of("loop", "false"))) {
            List<Integer> shown = viewer.watch(60);

            assertThat(shown).filteredOn(number -> number != Viewer.NOTHING).isEqualTo(numbers(0, 50));
            assertThat(Collections.frequency(shown, Viewer.NOTHING)).isEqualTo(10);
        }
    }

    @Test
    void fasterFilmsShowEverySecondPicture() throws Exception {
        try (Viewer viewer = view(film("film.mkv", 60, 60), P30, Map.of("loop", "false"))) {
            assertThat(viewer.watch(30))
                    .isEqualTo(IntStream.range(0, 30).map(i -> 2 * i).boxed().toList());
        }
    }

    @Test
    void withoutLoopTheLastPictureStays() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 5), P30, Map.of("loop", "false"))) {
            assertThat(viewer.watch(8)).isEqualTo(Arrays.asList(0, 1, 2, 3, 4, -1, -1, -1));
            assertThat(viewer.number(0, 0)).isEqualTo(4);
        }
    }

    @Test
    void beginsWhereItIsAskedToAndComesBackThere() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 60), P30, Map.of("start", "1"))) {
            assertThat(viewer.watch(30)).isEqualTo(numbers(30, 60));
            assertThat(viewer.watch(30)).isEqualTo(numbers(30, 60));
        }
    }

    @Test
    void aCastThatPausedGoesOnWhereItWas() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 60), P30, Map.of())) {
            viewer.watch(10);
            viewer.sleep(Duration.ofHours(1));

            assertThat(viewer.watch(10)).isEqualTo(numbers(10, 20));
        }
    }

    @Test
    void timestampsAreThoseOfTheCastsClock() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 20), P30, Map.of())) {
            viewer.watch(1);
            long first = viewer.frame.timestampNs();
            viewer.watch(15);

            assertThat(viewer.frame.timestampNs() - first)
                    .isCloseTo(500_000_000L, org.assertj.core.data.Offset.offset(100_000L));
        }
    }

    @Test
    void aStillPictureIsShownOnce() throws Exception {
        Path png =
                Clip.of(640, 360, 25, 1).codec("png", AV_PIX_FMT_RGBA).grey(200).write(folder.resolve("still.png"));
        try (Viewer viewer = view(png, P30, Map.of())) {
            assertThat(viewer.glance()).isTrue();
            assertThat(viewer.glance()).isFalse();
        }
    }

    @Test
    void picturesComeInTheSizeOfTheModeFittedInOnBlack() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 4), VideoMode.parse("640x480p30"), Map.of())) {
            viewer.glance();

            assertThat(viewer.frame.format()).isEqualTo(PixelFormat.I420);
            assertThat(viewer.frame.height()).isEqualTo(480);
            assertThat(viewer.number(0, 60)).isZero();
            assertThat(List.of(viewer.sample(0, 320, 59), viewer.sample(0, 320, 420)))
                    .containsOnly(16);
            assertThat(viewer.sample(0, 320, 300)).isBetween(126, 130);
            assertThat(viewer.sample(1, 100, 10)).isEqualTo(128);
        }
    }

    @Test
    void largerFilmsAreScaledDown() throws Exception {
        Path film = Clip.of(1920, 1080, 30, 3).grey(90).write(folder.resolve("film.mp4"));
        try (Viewer viewer = view(film, P30, Map.of())) {
            viewer.glance();

            assertThat(viewer.sample(0, 300, 200)).isBetween(88, 92);
            assertThat(viewer.sample(0, 639, 359)).isBetween(88, 92);
        }
    }

    @Test
    void filmsInFullRangeAreBroughtIntoTheLimitedOne() throws Exception {
        Path film = Clip.of(640, 360, 25, 3)
                .codec("mjpeg", AV_PIX_FMT_YUVJ420P)
                .grey(255)
                .write(folder.resolve("film.avi"));
        try (Viewer viewer = view(film, P30, Map.of())) {
            viewer.glance();

            assertThat(viewer.sample(0, 300, 200)).isBetween(233, 237);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_BGR0})
    void otherPixelFormatsAreConverted(int format) throws Exception {
        Path film = Clip.of(640, 360, 30, 6).codec("ffv1", format).write(folder.resolve("film.mkv"));
        try (Viewer viewer = view(film, P30, Map.of("loop", "false"))) {
            assertThat(viewer.watch(6)).isEqualTo(numbers(0, 6));
        }
    }

    @Test
    void filmsTakenUprightAreTurned() throws Exception {
        Path film = Clip.of(640, 360, 30, 3).turned(1).write(folder.resolve("film.mp4"));
        try (Viewer viewer = view(film, VideoMode.parse("640x480p30"), Map.of())) {
            viewer.glance();

            assertThat(viewer.sample(0, 180, 100)).as("bar").isEqualTo(16);
            assertThat(viewer.sample(0, 190, 100)).as("lower edge").isBetween(126, 130);
            assertThat(viewer.sample(0, 448, 100))
                    .as("upper edge with its marker")
                    .isBetween(14, 18);
        }
    }

    @Test
    void musicIsRefused() throws Exception {
        Path music = Clip.music(folder.resolve("music.wav"));

        assertThatThrownBy(() -> view(music, P30, Map.of()))
                .isInstanceOf(FrameSourceException.class)
                .hasMessage("media " + music + ": has no video stream (1 of other kinds, container wav)");
    }

    @Test
    void textIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.txt"), "These are no pictures.\n".repeat(500));

        assertThatThrownBy(() -> view(text, P30, Map.of())).hasMessage("media " + text + ": is text, not video");
    }

    @Test
    void rubbishIsRefused() throws Exception {
        Path rubbish = Files.write(folder.resolve("film.mp4"), new byte[50_000]);

        assertThatThrownBy(() -> view(rubbish, P30, Map.of()))
                .hasMessage("media " + rubbish + ": Invalid data found when processing input");
    }

    @Test
    void aFilmCutOffBeforeItsIndexIsRefused() throws Exception {
        Path cut = cut(film("film.mp4", 30, 20), 0.5);

        assertThatThrownBy(() -> view(cut, P30, Map.of())).hasMessageContaining("Invalid data found");
    }

    @Test
    void aFilmCutOffInTheMiddleIsPlayedAsFarAsItGoes() throws Exception {
        Path cut = cut(film("film.mkv", 30, 40), 0.5);
        try (Viewer viewer = view(cut, P30, Map.of("loop", "false"))) {
            assertThat(viewer.watch(10)).isEqualTo(numbers(0, 10));
        }
    }

    private static Path cut(Path file, double share) throws Exception {
        byte[] all = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(all, (int) (all.length * share)));
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        Path missing = folder.resolve("missing.mp4");

        assertThatThrownBy(() -> view(missing, P30, Map.of())).hasMessage("media " + missing + ": no such file");
        assertThatThrownBy(() -> view(folder, P30, Map.of())).hasMessage("media " + folder + ": is a directory");
        assertThatThrownBy(() -> new Viewer(source, "", P30, Map.of())).hasMessage("media: no file or URL is named");
    }

    @Test
    void aFileMayBeNamedByItsUrl() throws Exception {
        Path file = film("a film: the 1st %.mkv", 30, 3);
        try (Viewer viewer = new Viewer(source, file.toUri().toString(), P30, Map.of())) {
            assertThat(viewer.watch(3)).isEqualTo(numbers(0, 3));
        }
    }

    @Test
    void unknownOptionsAreRefused() {
        Path film = film("film.mp4", 30, 3);

        assertThatThrownBy(() -> view(film, P30, Map.of("lop", "true")))
                .hasMessage("media " + film
                        + ": option lop is unknown; there are [live, loop, start, timeout] and ffmpeg.NAME");
        assertThatThrownBy(() -> view(film, P30, Map.of("ffmpeg.lop", "true")))
                .hasMessageStartingWith("media " + film + ": options unknown to FFmpeg's mov")
                .hasMessageEndingWith("[ffmpeg.lop]");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Path film = film("film.mp4", 30, 3);

        assertThatThrownBy(() -> view(film, P30, Map.of("loop", "perhaps")))
                .hasMessage("media " + film + ": option loop 'perhaps' is not true or false");
        assertThatThrownBy(() -> view(film, P30, Map.of("start", "-1")))
                .hasMessage("media " + film + ": option start '-1' is not in 0.0 to 1.0E7 seconds");
        assertThatThrownBy(() -> view(film, P30, Map.of("timeout", "soon")))
                .hasMessage("media " + film + ": option timeout 'soon' is not a number of seconds");
    }

    @Test
    void startingBehindTheEndIsRefused() {
        Path film = film("film.mp4", 30, 3);

        assertThatThrownBy(() -> view(film, P30, Map.of("start", "100")))
                .hasMessage("media " + film + ": no picture could be decoded");
    }

    @Test
    void aStreamWhoseSourceGoesTellsSo() throws Exception {
        try (Viewer viewer = view(film("film.mp4", 30, 30), P30, Map.of())) {
            source.deactivate();

            assertThatThrownBy(() -> {
                        while (true) {
                            viewer.glance();
                        }
                    })
                    .isInstanceOf(FrameSourceException.class)
                    .hasMessageEndingWith("the source has gone");
        }
    }
}
