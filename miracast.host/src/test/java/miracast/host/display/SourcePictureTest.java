// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.VideoMode;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import miracast.host.fake.FakeSource;
import org.junit.jupiter.api.Test;

class SourcePictureTest extends FrameLoopRig {
    @Test
    void aSourceThatHasNothingNewIsToldOnce() {
        frames.begin(now, RATE, false);
        source.stalls = true;

        flow(SILENCE - TICK);
        assertThat(failures).isEmpty();
        flow(3 * SILENCE);

        assertThat(failures).containsExactly("silent");
    }

    @Test
    void soIsOneThatFailed() {
        frames.begin(now, RATE, false);
        source.fails = true;

        flow(3 * SILENCE);

        assertThat(failures).containsExactly("fake: no further picture", "silent");
    }

    @Test
    void aSourceThatIsBackIsToldOnce() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(2 * SILENCE);
        source.stalls = false;

        flow(2 * SILENCE);

        assertThat(failures).containsExactly("silent", "back");
    }

    @Test
    void timeInWhichNothingIsShownIsNoSilence() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE - TICK);

        frames.interrupt();
        now += 10 * SILENCE;
        flow(SILENCE - TICK);

        assertThat(failures).isEmpty();
    }

    @Test
    void timeInWhichTheNetworkIsTooSlowToAskIsNoSilence() {
        frames.begin(now, RATE, false);
        for (long end = now + 2 * SILENCE; now < end; now += TICK) {
            frames.tick(now, RATE);
        }
        steps();
        source.stalls = true;

        flow(SILENCE - TICK);

        assertThat(failures).isEmpty();
    }

    @Test
    void insteadOfASilentSourceAnotherPictureIsShownUntilItIsBack() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE + TICK);
        VideoFrame picture = KeptPicture.black(PixelFormat.I420, 320, 240).frame();
        picture.plane(0).putInt(0, 777);

        assertThat(frames.substitute(picture)).isTrue();
        frames.tick(now, RATE);
        assertThat(pictures()).containsExactly(777);
        source.stalls = false;
        now += TICK;
        frames.tick(now, RATE);

        assertThat(pictures()).containsExactly(1);
    }

    @Test
    void theOtherPictureComesTooLateForASourceThatIsBack() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        flow(SILENCE + TICK);
        source.stalls = false;
        flow(TICK);

        assertThat(frames.substitute(
                        KeptPicture.black(PixelFormat.I420, 320, 240).frame()))
                .isFalse();
    }

    @Test
    void aSourceMayChangeSizeAndFormatFromPictureToPicture() {
        frames.begin(now, RATE, false);
        steps();
        for (PixelFormat changed : new PixelFormat[] {PixelFormat.BGRA, PixelFormat.NV12, PixelFormat.I420}) {
            source.format = changed;
            source.size = VideoMode.progressive(64 + 32 * changed.ordinal(), 48, 25);
            now += TICK;
            frames.tick(now, RATE);
            assertThat(steps()).anyMatch(step -> step.startsWith("ENCODE_COMPLETE"));
        }
        source.size = null;
        now += TICK;
        frames.tick(now, RATE);

        assertThat(steps()).hasSize(2);
        assertThat(failures).isEmpty();
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void withoutAPictureNothingBegins() {
        source.stalls = true;

        assertThat(frames.begin(now, RATE, false)).isFalse();
        assertThat(steps()).isEmpty();
    }

    @Test
    void blackIsShownWhereThereIsNothingElse() {
        source.stalls = true;

        assertThat(frames.begin(now, RATE, true)).isTrue();

        assertThat(pictures()).containsExactly(0x10101010);
    }

    @Test
    void aSourceThatMovesSlowlyIsRepeatedAtFullRate() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(10);

        assertThat(meter.snapshot().repeated()).isEqualTo(10);
        assertThat(pictures()).hasSize(11).containsOnly(0);
    }

    @Test
    void aSourceThatStandsStillIsRepeatedSlowly() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(25);
        pictures();

        ticks(25);

        assertThat(pictures()).hasSize(5);
    }

    @Test
    void aSourceThatMovesAgainIsShownAtTheNextTick() {
        frames.begin(now, RATE, false);
        source.stalls = true;
        ticks(51);
        pictures();
        source.stalls = false;

        ticks(1);

        assertThat(pictures()).containsExactly(1);
    }

    @Test
    void aSourceThatThrowsIsGivenUpAndItsLastPictureStays() {
        frames.begin(now, RATE, false);
        pictures();
        source.fails = true;

        ticks(1);

        assertThat(failures).containsExactly("fake: no further picture");
        assertThat(pictures()).containsExactly(0);
    }

    @Test
    void noEncoderIsGivenAPictureWhosePlanesAreTooSmall() {
        frames.begin(now, RATE, false);
        pictures();
        source.givesTooLittle = true;
        source.size = VideoMode.progressive(640, 480, 25);

        ticks(2);

        assertThat(failures)
                .containsExactly("fake: source fake gave a picture of 640x480 I420"
                        + " whose planes are too small, or no direct buffers");
        assertThat(pictures()).containsOnly(0x10101010);
    }

    @Test
    void aSourceWhosePlanesAreTooSmallIsGivenUp() throws Exception {
        source.givesTooLittle = true;
        frames.exchangeSource(open(source));

        frames.begin(now, RATE, true);

        assertThat(failures)
                .containsExactly(
                        "fake: source fake gave a picture of 320x240 I420"
                                + " whose planes are too small, or no direct buffers",
                        "silent");
        assertThat(pictures()).containsExactly(0x10101010);
    }

    @Test
    void afterAnExchangeOfTheSourceItsLastPictureStaysUpToTheFirstNewOne() throws Exception {
        frames.begin(now, RATE, false);
        FakeSource other = new FakeSource();
        other.first = 100;
        other.stalls = true;

        SeatedSource old = frames.exchangeSource(open(other));
        old.stream().close();
        ticks(1);
        other.stalls = false;
        ticks(2);

        assertThat(pictures()).containsExactly(0, 0, 100, 101);
    }

    /** As {@link #ticks}, with a network that keeps up. */
    private void flow(long ns) {
        for (long end = now + ns; now < end; now += TICK) {
            frames.tick(now, RATE);
            steps();
            pictures();
        }
    }
}
