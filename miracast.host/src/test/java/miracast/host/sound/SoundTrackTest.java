// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundTrackTest {
    private static final int UNIT = 480;
    private static final long UNIT_NS = 10_000_000;
    private static final long START_NS = 5_000_000_000L;

    private final SoundTrack track = new SoundTrack(new Presence(), () -> START_NS);
    private final ByteBuffer unit = ByteBuffer.allocate(UNIT * AudioBlock.SAMPLE_OCTETS);

    /** A source with a clock of its own: sample n is worth n modulo a period, so that a test sees which ones it got. */
    private static final class Source implements AudioStream {
        private static final int PERIOD = 30_000;

        private final ByteBuffer memory =
                ByteBuffer.allocateDirect(UNIT * AudioBlock.SAMPLE_OCTETS).order(ByteOrder.nativeOrder());
        private final double rate;
        private final long jitterNs;
        private long sample;
        private long offsetNs;
        private boolean stalled;
        private boolean fails;

        /** @param rate samples in a second of our clock */
        Source(double rate, long jitterNs) {
            this.rate = rate;
            this.jitterNs = jitterNs;
        }

        @Override
        public boolean next(AudioBlock block, long untilNs) throws AudioSourceException {
            if (fails) {
                throw new AudioSourceException("broken");
            }
            long timeNs = START_NS + offsetNs + (long) (sample * 1e9 / rate);
            if (stalled || timeNs >= untilNs) {
                return false;
            }
            for (int i = 0; i < UNIT; i++) {
                short value = (short) ((sample + i) % PERIOD);
                memory.putShort(i * 4, value).putShort(i * 4 + 2, (short) -value);
            }
            block.wrap(memory, 0, UNIT, timeNs + (sample / UNIT % 2 == 0 ? jitterNs : -jitterNs));
            sample += UNIT;
            return true;
        }

        @Override
        public void close() {
            stalled = true;
        }
    }

    private int fill(int number) throws AudioSourceException {
        return track.fill(unit, 0, UNIT, START_NS + number * UNIT_NS);
    }

    private int left(int index) {
        return unit.getShort(index * 4);
    }

    @Test
    void samplesOfAClockLikeOursGoThroughUntouched() throws Exception {
        track.exchange(new Source(AudioBlock.RATE, 0));
        fill(0);
        for (int number = 1; number < 50; number++) {
            assertThat(fill(number)).isZero();
            for (int i = 0; i < UNIT; i++) {
                // One sample later, which is 0.02 ms.
                assertThat(left(i)).isEqualTo((number * UNIT + i - 1) % Source.PERIOD);
                assertThat(unit.getShort(i * 4 + 2)).isEqualTo((short) -left(i));
            }
        }
        assertThat(track.skips()).isZero();
    }

    @Test
    void soundComesUpWithoutACrack() throws Exception {
        Source source = new Source(AudioBlock.RATE, 0);
        source.sample = 20_000;
        source.offsetNs = -AudioBlock.durationNs(20_000);
        track.exchange(source);
        fill(0);

        for (int i = 1; i < UNIT; i++) {
            assertThat(left(i) - left(i - 1)).isLessThan(20_000 / 30);
        }
    }

    /** 0.02 % is the most that crystals differ by; 0.3 % is more than any device. */
    @ParameterizedTest
    @ValueSource(doubles = {48_010, 47_990, 48_144, 47_856})
    void aClockThatRunsOtherwiseIsFollowedForEver(double rate) throws Exception {
        track.exchange(new Source(rate, 0));
        int units = 60_000;
        int filled = 0;
        for (int number = 0; number < units; number++) {
            filled += fill(number);
        }

        assertThat(filled).isZero();
        assertThat(track.skips()).isZero();
        double expected = (units - 1) * UNIT_NS * rate / 1e9 % Source.PERIOD;
        assertThat((double) left(0)).isEqualTo(expected, within(SoundTrack.SKIP_NS * rate / 1e9));
    }

    @Test
    void jitterOfTheTimesIsNotHeard() throws Exception {
        track.exchange(new Source(AudioBlock.RATE, 4_000_000));
        int before = 0;
        for (int number = 0; number < 500; number++) {
            assertThat(fill(number)).isLessThan(UNIT / 2);
            if (number > 10) {
                assertThat(Math.floorMod(left(UNIT - 1) - before, Source.PERIOD))
                        .isCloseTo(UNIT, within(3));
            }
            before = left(UNIT - 1);
        }
        assertThat(track.skips()).isZero();
    }

    @Test
    void aSourceThatStallsIsSilentAndThenInStepAgain() throws Exception {
        Source source = new Source(AudioBlock.RATE, 0);
        track.exchange(source);
        fill(0);
        fill(1);
        source.stalled = true;
        assertThat(fill(2)).isEqualTo(UNIT);
        assertThat(fill(3)).isEqualTo(UNIT);
        assertThat(left(UNIT - 1)).isZero();
        source.stalled = false;

        assertThat(fill(4)).isZero();
        fill(5);

        assertThat(left(0)).isEqualTo(5 * UNIT - 1);
        assertThat(track.skips()).isEqualTo(1);
    }

    @Test
    void soundThatComesTooEarlyWaits() throws Exception {
        Source source = new Source(AudioBlock.RATE, 0);
        track.exchange(source);
        fill(0);
        source.offsetNs = 100_000_000;

        assertThat(fill(1)).isEqualTo(UNIT);
        for (int number = 2; number < 12; number++) {
            fill(number);
        }
        assertThat(fill(12)).isZero();
        assertThat(left(10)).isEqualTo(2 * UNIT + 10 - 1);
    }

    @Test
    void lateSoundIsLateByWhatWasSaid() throws Exception {
        track.exchange(new Source(AudioBlock.RATE, 0));
        track.late(3 * UNIT_NS);

        assertThat(fill(0)).isEqualTo(UNIT);
        assertThat(fill(1)).isEqualTo(UNIT);
        assertThat(fill(2)).isEqualTo(UNIT);
        fill(3);
        fill(4);
        assertThat(left(10)).isEqualTo(UNIT + 10 - 1);
    }

    @Test
    void aFailureIsToldAndTheUnitIsSilent() {
        Source source = new Source(AudioBlock.RATE, 0);
        source.fails = true;
        track.exchange(source);

        assertThatExceptionOfType(AudioSourceException.class)
                .isThrownBy(() -> fill(0))
                .withMessage("broken");
        assertThat(unit.array()).containsOnly(0);
    }

    @Test
    void withoutAStreamThereIsSilence() throws Exception {
        assertThat(fill(0)).isEqualTo(UNIT);
        assertThat(unit.array()).containsOnly(0);
    }

    @Test
    void anExchangedStreamIsNotTouchedAnyMore() throws Exception {
        Source source = new Source(AudioBlock.RATE, 0);
        track.exchange(source);
        fill(0);

        assertThat(track.exchange(null)).isSameAs(source);

        source.fails = true;
        assertThat(fill(1)).isEqualTo(UNIT);
    }
}
