// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.sink.FormatRun;
import miracast.api.sink.SinkStatistics;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Casts with sound, through the real bundles, to televisions that take one coding, the other, or none. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SoundIT extends CastTests {
    private static final String LPCM_ONLY = "wfd_audio_codecs: LPCM 00000002 00";
    /** What the program wants: nobody hears less. */
    private static final double IN_STEP_MS = 20;

    private static final VideoMode LARGE = VideoMode.progressive(1920, 1080, 30);
    private static final VideoMode SMALL = VideoMode.progressive(1280, 720, 25);

    private Path recording;

    @Before
    public void makeRoom() throws Exception {
        recording = Files.createTempFile("miracast-itest", ".ts");
    }

    @After
    public void throwAway() throws Exception {
        Files.deleteIfExists(recording);
    }

    private CastRequest.Builder withSound(Television television) {
        return CastRequest.to(television.target())
                .mode(VideoMode.progressive(640, 480, 60))
                .bitRate(1_000_000)
                .recording(recording);
    }

    private static Map<String, Object> taking(String sound) {
        return Map.of("capabilities", new String[] {sound});
    }

    private static SinkStatistics awaitBeeps(Television television, long more) {
        long before = television.shown().beeps();
        await().atMost(PATIENCE).until(() -> television.shown().beeps() >= before + more);
        return television.shown();
    }

    private static void assertInStep(SinkStatistics shown, AudioCoding coding) {
        assertThat(shown.audio()).contains(coding);
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.audioErrors()).isZero();
        assertThat(shown.soundOffsetMedianMs()).isCloseTo(0, within(IN_STEP_MS));
    }

    @Test(timeout = 120_000)
    public void beepsOfAacAreInStepWithTheirFlashes() throws Exception {
        Television television = television(1);
        Cast cast = casts.cast(withSound(television).build());
        television.awaitPictures(30);
        awaitBeeps(television, 2);

        assertThat(cast.audioCoding()).contains(AudioCoding.AAC_LC);
        stop(cast);
        assertInStep(television.shown(), AudioCoding.AAC_LC);
    }

    @Test(timeout = 120_000)
    public void beepsOfLpcmAreInStepWithTheirFlashes() throws Exception {
        Television television = television(2, taking(LPCM_ONLY));
        Cast cast = casts.cast(withSound(television).build());
        television.awaitPictures(30);
        awaitBeeps(television, 2);

        assertThat(cast.audioCoding()).contains(AudioCoding.LPCM);
        stop(cast);
        assertInStep(television.shown(), AudioCoding.LPCM);
    }

    @Test(timeout = 120_000)
    public void aTelevisionWithoutSoundGetsNone() throws Exception {
        Television television = television(3, taking("wfd_audio_codecs: none"));
        Cast cast = casts.cast(withSound(television).build());
        television.awaitPictures(90);

        assertThat(cast.audioCoding()).isEmpty();
        assertThat(television.shown().audio()).isEmpty();
        assertThat(television.shown().audioUnits()).isZero();
        assertThat(television.shown().complaints()).isEmpty();
    }

    /** The television complains of every time that does not rise, of its clock too; ffprobe reads the recording. */
    @Test(timeout = 240_000)
    public void timesRiseAcrossPauseAndSwap() throws Exception {
        Recording.assumeItCanBeRead();
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        Television television = television(4);
        Cast cast = casts.cast(withSound(television).encoder("x264").build());
        television.awaitPictures(30);
        awaitBeeps(television, 1);

        cast.pause();
        await().atMost(PATIENCE).until(() -> cast.state() == CastState.PAUSED);
        cast.resume();
        television.awaitMore(30);
        awaitBeeps(television, 1);

        cast.useEncoder("openh264");
        await().atMost(PATIENCE).until(() -> cast.encoder().equals("openh264"));
        awaitBeeps(television, 1);

        cast.useAudioSource("tone");
        await().atMost(PATIENCE).until(() -> cast.audioSource().equals(Optional.of("tone")));
        television.awaitMore(30);
        cast.useAudioSource(null);
        awaitBeeps(television, 2);

        assertThat(cast.statistics().sessions()).as("sessions").isEqualTo(1);
        stop(cast);
        assertInStep(television.shown(), AudioCoding.AAC_LC);
        assertThat(television.shown().ptsErrors()).isZero();
        Recording.assertTimesRise(recording);
    }

    /** A link that gets slow makes the driver propose a smaller mode while it plays (M4 with its time); then the cast pauses, too. */
    @Test(timeout = 240_000)
    public void pictureAndSoundGoOnWhenTheModeChangesWhileTheyPlay() throws Exception {
        assertGoOn(6, Map.of(), SMALL);
    }

    /** The same without M4: what is not told is the rate. */
    @Test(timeout = 240_000)
    public void pictureAndSoundGoOnWhenTheModeChangesAtADisplayThatFollowsTheStream() throws Exception {
        VideoMode fastest = VideoMode.progressive(SMALL.width(), SMALL.height(), 60);
        assertGoOn(7, taking("microsoft_format_change_capability: supported"), fastest);
    }

    private void assertGoOn(int number, Map<String, Object> properties, VideoMode small) throws Exception {
        Recording.assumeItCanBeRead();
        Television television = television(number, properties);
        Cast cast = casts.cast(CastRequest.to(television.target())
                .modes(List.of(LARGE, SMALL))
                .recording(recording)
                .build());
        television.awaitPictures(30);
        awaitBeeps(television, 1);
        assertThat(television.shown().mode()).contains(LARGE);

        // Eleven bits for 1000 pixels of the large mode, and 23 of the small one.
        Map<String, Object> slower = new HashMap<>(properties);
        slower.put("linkRate", 700_000L);
        television.change(slower);
        await().atMost(PATIENCE).until(() -> television.shown().mode().equals(Optional.of(small)));
        television.awaitMore(30);
        awaitBeeps(television, 1);
        cast.pause();
        await().atMost(PATIENCE).until(() -> cast.state() == CastState.PAUSED);
        cast.resume();
        television.awaitMore(15);
        awaitBeeps(television, 1);

        assertThat(cast.statistics().sessions()).as("sessions").isEqualTo(1);
        stop(cast);
        assertInStep(television.shown(), AudioCoding.AAC_LC);
        assertThat(television.shown().ptsErrors()).isZero();
        assertThat(television.shown().continuityErrors()).isZero();
        // The first IDR picture of a mode came at the time that M4 announced, or there would be a complaint; each was
        // decoded.
        List<FormatRun> formats = television.shown().formats();
        assertThat(formats).extracting(FormatRun::mode).containsExactly(LARGE, small);
        assertThat(formats).allSatisfy(run -> assertThat(run.decoded()).isEqualTo(run.accessUnits()));
        Recording.assertTimesRise(recording);
    }

    /** The television alone judges, PES packet by PES packet: ffprobe splits sound by the coding that it found first. */
    @Test(timeout = 120_000)
    public void timesRiseWhenTheSoundIsCodedOtherwiseWhilePicturesGoOn() throws Exception {
        Assume.assumeTrue("libx264 is missing; Debian: apt install libx264-164", encoderIsThere("x264"));
        Television television = television(5);
        Cast cast = casts.cast(withSound(television).encoder("x264").build());
        television.awaitPictures(30);
        awaitBeeps(television, 1);

        bundle("miracast.encoder.ffmpeg").stop();
        try {
            await().atMost(PATIENCE).until(() -> television.shown().audio().equals(Optional.of(AudioCoding.LPCM)));
            awaitBeeps(television, 2);
        } finally {
            bundle("miracast.encoder.ffmpeg").start();
        }

        assertThat(cast.statistics().sessions()).as("sessions").isEqualTo(1);
        stop(cast);
        assertInStep(television.shown(), AudioCoding.LPCM);
        assertThat(television.shown().ptsErrors()).isZero();
    }
}
