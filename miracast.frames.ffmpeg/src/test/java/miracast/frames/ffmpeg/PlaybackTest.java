// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What pictures tell the sound of the same recording. */
@Timeout(120)
class PlaybackTest {
    private final Playback playback = new Playback();

    @Test
    void roundsComeInTheirOrder() throws Exception {
        int beginning = playback.begin();
        playback.round(beginning, 0, 100);
        playback.round(beginning, 2000, 100);

        Playback.Round first = playback.awaitAfter(0);
        assertThat(first.lineNs()).isZero();
        assertThat(playback.awaitAfter(first.number()).lineNs()).isEqualTo(2000);
    }

    @Test
    void whatIsShownTellsTheDistance() {
        int beginning = playback.begin();
        assertThat(playback.shiftNs()).isEqualTo(Playback.NOT_YET);

        playback.shown(beginning, 300, 5300);

        assertThat(playback.shownNs()).isEqualTo(300);
        assertThat(playback.shiftNs()).isEqualTo(5000);
    }

    @Test
    void whatOlderPicturesTellIsVoid() {
        int old = playback.begin();
        playback.round(old, 0, 0);
        playback.shown(old, 0, 7000);

        int present = playback.begin();
        playback.round(old, 10, 0);
        playback.shown(old, 10, 7010);

        assertThat(playback.after(0)).isNull();
        assertThat(playback.shiftNs()).isEqualTo(Playback.NOT_YET);
        assertThat(playback.beginning()).isEqualTo(present);
    }

    @Test
    void theRoundThatIsShownIsTheLatestThatHasBegun() throws Exception {
        int beginning = playback.begin();
        for (int i = 0; i < 5; i++) {
            playback.round(beginning, i * 1000, 0);
        }
        playback.shown(beginning, 2500, 2500);

        Playback.Round first = playback.awaitAfter(0);
        assertThat(playback.shownFrom(first).lineNs()).isEqualTo(2000);
    }

    @Test
    void whoWaitsForARoundIsLetGo() throws Exception {
        Thread closing = new Thread(playback::close);
        closing.start();

        assertThat(playback.awaitAfter(0)).isNull();
        closing.join();
    }

    @Test
    void whoListensIsToldThatThereIsNoSoundAlsoAfterwards() {
        Playback playback = new Playback();
        SampleQueue first = new SampleQueue(2, true);
        SampleQueue second = new SampleQueue(2, true);
        int beginning = playback.begin();
        playback.listen(first);
        playback.soundless(beginning - 1, "old");
        assertThat(first.failure()).isNull();

        playback.soundless(beginning, "has no sound");
        playback.listen(second);

        assertThat(first.failure()).isEqualTo("has no sound");
        assertThat(second.failure()).isEqualTo("has no sound");
        playback.unlisten(first);
        assertThat(playback.listener()).isSameAs(second);
        playback.unlisten(second);
        assertThat(playback.listener()).isNull();
    }

    @Test
    void picturesThatAreOpenedAnewMayHaveSound() {
        Playback playback = new Playback();
        playback.soundless(playback.begin(), "has no sound");
        playback.begin();
        SampleQueue queue = new SampleQueue(2, true);
        playback.listen(queue);

        assertThat(queue.failure()).isNull();
    }
}
