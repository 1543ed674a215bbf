// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.sink.RtpFaults;
import miracast.wire.ts.PesHeader;
import org.junit.jupiter.api.Test;

/** Sound that is right, and each fault that is planted in it. */
class AudioCheckTest {
    private static final int SECOND_LPCM = 100;
    private static final int SECOND_AAC = 47;

    private final TestMultiplexer source = new TestMultiplexer().withSound(AudioCoding.LPCM);
    private final PipelineFixture sink = PipelineFixture.playing();

    private void tables(PipelineFixture to) {
        to.receive(source.picture(Pictures.idr(500)));
    }

    private void lpcm(int level) {
        sink.receive(
                source.sound(AudioCoding.LPCM, TestMultiplexer.lpcm(6, level)).datagrams());
    }

    @Test
    void findsNothingWrongWithLpcmThatIsRight() {
        tables(sink);
        for (int i = 0; i < SECOND_LPCM; i++) {
            lpcm(i);
        }
        assertThat(sink.complaints()).isEmpty();
        assertThat(sink.counters.audioUnits.value()).isEqualTo(SECOND_LPCM);
        assertThat(sink.counters.audioErrors.value()).isZero();
        assertThat(sink.counters.audioGaps.value()).isZero();
    }

    @Test
    void findsNothingWrongWithAacThatIsRight() throws Exception {
        try (SoundDecoder decoder = new FfmpegSoundDecoder()) {
            PipelineFixture hearing = new PipelineFixture(RtpFaults.NONE, decoder);
            hearing.pipeline.play();
            source.withSound(AudioCoding.AAC_LC);
            tables(hearing);
            for (byte[] frame : SampleSound.encode(SECOND_AAC, sample -> 0.3 * Math.sin(sample / 8.0))) {
                hearing.receive(source.sound(AudioCoding.AAC_LC, frame).datagrams());
            }
            assertThat(hearing.complaints()).isEmpty();
            assertThat(hearing.counters.audioUnits.value()).isEqualTo(SECOND_AAC);
            assertThat(hearing.counters.audioErrors.value()).isZero();
            assertThat(hearing.counters.audioGaps.value()).isZero();
        }
    }

    @Test
    void aBeepOfLpcmIsHeardAtItsSample() {
        tables(sink);
        for (int i = 0; i < 50; i++) {
            lpcm(0);
        }
        sink.sync.flash(source.sound90k);
        sound(10, 4000);
        sound(2, 0);

        assertThat(sink.sync.findings().pairs()).isEqualTo(1);
        assertThat(sink.sync.findings().medianMs()).isCloseTo(0, within(0.03));
    }

    private void sound(int units, int level) {
        for (int i = 0; i < units; i++) {
            lpcm(level);
        }
    }

    @Test
    void aBeepThatLostItsBeginningIsCountedAndSaysNothingOfTimes() {
        tables(sink);
        sound(50, 0);
        sink.sync.flash(source.sound90k);
        // A source puts silence where sound comes too late.
        sound(3, 0);
        sound(7, 4000);
        sound(50, 0);

        assertThat(sink.sync.findings().pairs()).isZero();
        assertThat(sink.sync.findings().cut()).isEqualTo(1);
    }

    @Test
    void aToneIsNoBeep() {
        tables(sink);
        sound(50, 0);
        sink.sync.flash(source.sound90k);
        sound(500, 4000);
        sound(2, 0);

        assertThat(sink.sync.findings().pairs()).isZero();
        assertThat(sink.sync.findings().cut()).isZero();
    }

    @Test
    void aBeepOfAacIsHeardAtItsSample() throws Exception {
        int begins = 30 * 1024 + 300;
        List<byte[]> frames = SampleSound.encode(
                SECOND_AAC,
                s -> s < begins || s >= begins + 4800 ? 0 : 0.125 * Math.sin(2 * Math.PI * (s - begins) / 48));
        try (SoundDecoder decoder = new FfmpegSoundDecoder()) {
            PipelineFixture hearing = new PipelineFixture(RtpFaults.NONE, decoder);
            hearing.pipeline.play();
            source.withSound(AudioCoding.AAC_LC);
            tables(hearing);
            hearing.sync.flash(source.sound90k + begins * 90 / 48);
            for (byte[] frame : frames) {
                hearing.receive(source.sound(AudioCoding.AAC_LC, frame).datagrams());
            }
            assertThat(hearing.sync.findings().pairs()).isEqualTo(1);
            // Coding smears the beginning, by less than a block of 128 samples.
            assertThat(hearing.sync.findings().medianMs()).isCloseTo(0, within(3.0));
        }
    }

    @Test
    void timeThatIsMissingIsAGap() {
        tables(sink);
        lpcm(0);
        source.sound90k += 200;
        lpcm(0);

        assertThat(sink.counters.audioGaps.value()).isEqualTo(1);
        assertThat(sink.counters.audioErrors.value()).isZero();
    }

    @Test
    void timeThatIsRoundedIsNoGap() {
        tables(sink);
        lpcm(0);
        source.sound90k += 2;
        lpcm(0);

        assertThat(sink.counters.audioGaps.value()).isZero();
    }

    @Test
    void afterAPauseSoundNeedNotFollowButMustNotGoBack() {
        tables(sink);
        lpcm(0);
        sink.pipeline.pause(sink.nowNs);
        sink.pipeline.play();
        source.sound90k += 90_000;
        source.time90k += 90_000;
        tables(sink);
        lpcm(0);
        assertThat(sink.counters.audioGaps.value()).isZero();
        assertThat(sink.complaints()).isEmpty();

        source.sound90k -= 45_000;
        lpcm(0);
        assertThat(sink.complaints()).hasSize(1).first().asString().contains("does not rise");
    }

    @Test
    void timeThatGoesBackIsAnError() {
        tables(sink);
        lpcm(0);
        source.sound90k -= 1800;
        lpcm(0);

        assertThat(sink.counters.audioErrors.value()).isEqualTo(1);
        assertThat(sink.complaints()).first().asString().contains("PTS").contains("does not rise");
    }

    @Test
    void soundThatComesAfterItsTimeIsLate() {
        tables(sink);
        source.sound90k -= 18_000;
        lpcm(0);

        assertThat(sink.late()).hasSize(1).first().asString().contains("before the clock");
    }

    @Test
    void aHeaderOfAnotherKindOfLpcmIsAnError() {
        tables(sink);
        byte[] payload = TestMultiplexer.lpcm(6, 0);
        payload[0] = (byte) 0xA3;
        sink.receive(source.sound(AudioCoding.LPCM, payload).datagrams());

        assertThat(sink.counters.audioErrors.value()).isEqualTo(1);
        assertThat(sink.complaints()).first().asString().contains("not LPCM");
    }

    @Test
    void anotherNumberOfSamplesThanSaidIsAnError() {
        tables(sink);
        byte[] payload = TestMultiplexer.lpcm(6, 0);
        payload[1] = 5;
        sink.receive(source.sound(AudioCoding.LPCM, payload).datagrams());

        assertThat(sink.complaints()).first().asString().contains("number of samples");
    }

    @Test
    void aStreamIdOfVideoIsAnError() {
        tables(sink);
        source.soundStreamId = PesHeader.VIDEO;
        lpcm(0);

        assertThat(sink.complaints()).first().asString().contains("stream_id");
    }

    @Test
    void whatIsNoAdtsFrameIsAnError() {
        source.withSound(AudioCoding.AAC_LC);
        tables(sink);
        sink.receive(source.sound(AudioCoding.AAC_LC, new byte[100]).datagrams());

        assertThat(sink.counters.audioErrors.value()).isEqualTo(1);
        assertThat(sink.complaints()).first().asString().contains("ADTS");
    }

    @Test
    void aPacketThatEndsTooEarlyIsAnError() {
        tables(sink);
        source.soundLength = 3000;
        lpcm(0);
        source.soundLength = -1;
        lpcm(0);

        assertThat(sink.complaints()).first().asString().contains("too early");
        assertThat(sink.counters.audioUnits.value()).isEqualTo(1);
    }

    @Test
    void aPacketWithoutALengthIsAnError() {
        tables(sink);
        source.soundLength = 0;
        lpcm(0);

        assertThat(sink.complaints()).first().asString().contains("without a length");
    }

    @Test
    void theDecoderRefusesGarbage() throws Exception {
        byte[] frame = SampleSound.encode(1, s -> 0.5).get(0);
        for (int i = 7; i < frame.length; i++) {
            frame[i] = (byte) (i * 37);
        }
        try (SoundDecoder decoder = new FfmpegSoundDecoder()) {
            PipelineFixture hearing = new PipelineFixture(RtpFaults.NONE, decoder);
            hearing.pipeline.play();
            source.withSound(AudioCoding.AAC_LC);
            tables(hearing);
            hearing.receive(source.sound(AudioCoding.AAC_LC, frame).datagrams());

            assertThat(hearing.complaints()).first().asString().contains("refuses");
        }
    }
}
