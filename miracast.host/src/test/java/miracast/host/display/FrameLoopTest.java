// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import miracast.api.driver.ChunkType;
import miracast.host.fake.FakeEncoder;
import org.junit.jupiter.api.Test;

class FrameLoopTest extends FrameLoopRig {
    @Test
    void aFrameTravelsWithAllItsSteps() {
        frames.begin(now, RATE, false);

        assertThat(steps()).containsExactly("FRAME_START 0", "ENCODE_COMPLETE 0 idr end");
    }

    @Test
    void theTimestampIsThatOfTheTick() {
        frames.begin(now, RATE, false);
        pull();
        now += TICK + 7 * MS;
        frames.tick(now, RATE);

        pull();
        pull();
        pull();

        assertThat(chunk.timestampNs()).isEqualTo(1000 * MS + TICK);
    }

    @Test
    void aFrameBeginsWithTheAgeOfItsPicture() {
        frames.begin(now, RATE, false);
        steps();
        now += TICK + 7 * MS;
        frames.tick(now, RATE);
        pull();

        assertThat(chunk.type()).isEqualTo(ChunkType.FRAME_START);
        assertThat(chunk.processingTimeUs()).isEqualTo(7000);
    }

    @Test
    void anOldPictureThatIsShownAgainHasNoAge() {
        frames.begin(now, RATE, false);
        steps();
        source.stalls = true;
        do {
            now += TICK;
            frames.tick(now, RATE);
        } while (ring.next(reader, chunk, 0) < 0);

        assertThat(chunk.type()).isEqualTo(ChunkType.FRAME_START);
        assertThat(chunk.processingTimeUs()).isZero();
    }

    @Test
    void beforeATickNothingHappens() {
        frames.begin(now, RATE, false);
        now += 10 * MS;

        assertThat(frames.tick(now, RATE)).isEqualTo(30 * MS);
        assertThat(encoder.encoded).hasValue(1);
    }

    @Test
    void ticksThatPassedUnusedAreCounted() {
        frames.begin(now, RATE, false);
        now += 5 * TICK;

        frames.tick(now, RATE);

        assertThat(meter.snapshot().ticksMissed()).isEqualTo(4);
        assertThat(encoder.encoded).hasValue(2);
    }

    @Test
    void whenTooManyFramesWaitTheNextIsDroppedAndTheOneAfterIsAnIdrPicture() {
        frames.begin(now, RATE, false);
        for (int i = 0; i < 3; i++) {
            now += TICK;
            frames.tick(now, RATE);
        }
        assertThat(meter.snapshot().framesDropped()).isEqualTo(1);
        assertThat(steps()).contains("FRAME_DROPPED 3");

        now += TICK;
        frames.tick(now, RATE);

        assertThat(steps()).containsExactly("FRAME_START 4", "ENCODE_COMPLETE 4 idr end");
    }

    @Test
    void aFrameThatFindsNoRoomIsDroppedAndTheNextIsAnIdrPicture() {
        frames.begin(now, RATE, false);
        steps();
        encoder.octets = 1 << 16;
        ticks(1);
        assertThat(steps()).containsExactly("FRAME_START 1", "FRAME_DROPPED 1");
        encoder.octets = FakeEncoder.OCTETS;

        ticks(1);

        assertThat(steps()).containsExactly("FRAME_START 2", "ENCODE_COMPLETE 2 idr end");
        assertThat(meter.snapshot().framesDropped()).isEqualTo(1);
    }

    @Test
    void anIdrRequestIsMetByTheNextFrame() {
        frames.begin(now, RATE, false);
        ticks(1);
        steps();

        frames.requestIdr();
        ticks(2);

        assertThat(steps())
                .containsExactly(
                        "FRAME_START 2", "ENCODE_COMPLETE 2 idr end", "FRAME_START 3", "ENCODE_COMPLETE 3 end");
    }

    @Test
    void anotherBitRateIsSetBeforeTheNextFrame() {
        frames.begin(now, RATE, false);
        now += TICK;

        frames.tick(now, 500_000);

        assertThat(encoder.bitRate).isEqualTo(500_000);
    }

    @Test
    void allocatesNothingInSteadyState() {
        frames.begin(now, RATE, false);
        encoder.slices = 3;
        runTicks(5_000);
        long before = allocated();

        runTicks(10_000);

        assertThat(allocated() - before).isLessThan(10_000);
        assertThat(meter.snapshot().frames()).isEqualTo(15_001);
    }
}
