// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import miracast.api.VideoMode;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioRequest;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.api.frames.FrameMarker;
import miracast.api.frames.FrameRequest;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatternSoundTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long BEGIN_NS = 77 * SECOND_NS + 123_456_789;
    /** Samples lie up to one of their intervals behind the time that they stand for. */
    private static final long SAMPLE_NS = AudioBlock.durationNs(1) + 1;

    private final PatternSource source = new PatternSource();
    private final VideoFrame frame = new VideoFrame();
    private final AudioBlock block = new AudioBlock();
    private final List<Long> flashes = new ArrayList<>();
    private final List<Long> beeps = new ArrayList<>();
    private boolean white;
    private boolean loud;
    private long quietFromNs;
    private long longestBeepNs;

    @AfterEach
    void nothingIsLeft() {
        assertThat(source.casts()).isZero();
    }

    private FrameStream pictures(String mode) throws Exception {
        return source.open(new FrameRequest("c1", "", VideoMode.parse(mode), Map.of()));
    }

    private AudioStream sound() throws Exception {
        return source.open(new AudioRequest("c1", "", Map.of(), true));
    }

    private void look(FrameStream pictures, long timeNs) throws Exception {
        assertThat(pictures.next(frame, timeNs)).isTrue();
        boolean isWhite = FrameMarker.readFlash(frame.plane(0), frame.stride(0), frame.width(), frame.height());
        if (isWhite && !white) {
            flashes.add(frame.timestampNs());
        }
        white = isWhite;
    }

    private void hear(AudioStream sound, long untilNs) throws Exception {
        while (sound.next(block, untilNs)) {
            for (int i = 0; i < block.samples(); i++) {
                long atNs = block.timestampNs() + AudioBlock.durationNs(i);
                if (Math.abs(block.left(i)) > 400) {
                    if (!loud) {
                        beeps.add(atNs);
                    }
                    loud = true;
                    quietFromNs = atNs + 5_000_000;
                    longestBeepNs = Math.max(longestBeepNs, atNs - beeps.get(beeps.size() - 1));
                } else if (atNs > quietFromNs) {
                    loud = false;
                }
            }
        }
    }

    /** Sound is made some ms before the pictures that it goes with. */
    private void play(FrameStream pictures, AudioStream sound, long fromNs, int ticks, int rate) throws Exception {
        for (int tick = 0; tick < ticks; tick++) {
            long timeNs = fromNs + tick * SECOND_NS / rate;
            hear(sound, timeNs + 20_000_000);
            look(pictures, timeNs);
        }
    }

    @Test
    void eachFlashButTheFirstHasItsBeep() throws Exception {
        try (AudioStream sound = sound();
                FrameStream pictures = pictures("640x480p60")) {
            play(pictures, sound, BEGIN_NS, 60 * 4 + 20, 60);
        }

        assertThat(flashes)
                .containsExactly(
                        BEGIN_NS,
                        BEGIN_NS + SECOND_NS,
                        BEGIN_NS + 2 * SECOND_NS,
                        BEGIN_NS + 3 * SECOND_NS,
                        BEGIN_NS + 4 * SECOND_NS);
        assertThat(beeps).hasSize(4);
        for (int i = 0; i < 4; i++) {
            // The sine begins at zero and is loud a sample later.
            assertThat(beeps.get(i) - flashes.get(i + 1)).isBetween(0L, 3 * SAMPLE_NS);
        }
        assertThat(longestBeepNs).isCloseTo(Beat.LENGTH_NS, within(2_000_000L));
    }

    @Test
    void afterAPauseTheBeepFollowsTheFlash() throws Exception {
        try (AudioStream sound = sound();
                FrameStream pictures = pictures("1280x720p30")) {
            // The grid of ticks is another one then.
            long resumedNs = BEGIN_NS + 8 * SECOND_NS + 907_000_000;
            play(pictures, sound, BEGIN_NS, 45, 30);
            // What would have been heard during the pause is past by then.
            hear(sound, resumedNs);
            beeps.clear();
            flashes.clear();
            play(pictures, sound, resumedNs, 100, 30);
        }

        assertThat(flashes).hasSize(4);
        // That of the first flash was made before the flash, for the grid of before.
        beeps.removeIf(atNs -> atNs < flashes.get(0));
        assertThat(beeps).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(beeps.get(i) - flashes.get(i + 1)).isBetween(0L, 3 * SAMPLE_NS);
        }
    }

    @Test
    void aFlashWhoseBeginningWasMissedIsLeftOut() throws Exception {
        try (FrameStream pictures = pictures("1280x720p30")) {
            look(pictures, BEGIN_NS);
            look(pictures, BEGIN_NS + 20 * SECOND_NS / 30);
            look(pictures, BEGIN_NS + 31 * SECOND_NS / 30);
            look(pictures, BEGIN_NS + 60 * SECOND_NS / 30);
        }

        assertThat(flashes).containsExactly(BEGIN_NS, BEGIN_NS + 2 * SECOND_NS);
    }

    @Test
    void withoutPicturesThereIsSilence() throws Exception {
        try (AudioStream sound = sound()) {
            hear(sound, BEGIN_NS);
            hear(sound, BEGIN_NS + 2 * SECOND_NS);
        }
        assertThat(beeps).isEmpty();
    }

    @Test
    void castsDoNotHearEachOther() throws Exception {
        try (AudioStream sound = source.open(new AudioRequest("c2", "", Map.of(), true));
                FrameStream pictures = pictures("640x480p60")) {
            play(pictures, sound, BEGIN_NS, 150, 60);
        }
        assertThat(beeps).isEmpty();
    }

    @Test
    void whatItCannotDoIsRefused() {
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> source.open(new AudioRequest("c1", "", Map.of(), false)))
                .withMessageContaining("tone");
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> source.open(new AudioRequest("c1", "", Map.of("loop", "true"), true)))
                .withMessageContaining("loop");
        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> source.open(new AudioRequest("c1", "bars", Map.of(), true)))
                .withMessageContaining("'bars'");
    }
}
