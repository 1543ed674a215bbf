// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioStream;
import miracast.api.driver.ChunkId;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.host.display.ChunkRing;
import miracast.host.guest.Conduct;
import miracast.host.parts.Offer;
import miracast.host.statistics.CastMeter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However late the sound thread comes: what is in a unit belongs to the time that it carries. The clock is the test's; each sample
 * tells when it is heard.
 */
class HeldUpSoundTest {
    private static final long START_NS = 7_000_000_000L;
    private static final int PERIOD = 30_000;
    /** Samples that a unit may be off: five are not worth stretching for. */
    private static final int CLOSE = 8;
    /** Samples over which sound comes up again after silence, in which nothing can be read. */
    private static final int RAMP = 64;

    private final ChunkRing ring = new ChunkRing(1 << 20);
    private final EncodeChunk chunk = new EncodeChunk();
    private final Object driver = new Object();
    private long nowNs = START_NS;
    private int units;
    private int readable;

    /** Sample n, heard at the start and n / 48 ms, is worth n modulo a period and one more. */
    private static final class Ruler implements AudioStream {
        private final ByteBuffer memory =
                ByteBuffer.allocateDirect(480 * AudioBlock.SAMPLE_OCTETS).order(ByteOrder.nativeOrder());
        private long sample;

        @Override
        public boolean next(AudioBlock block, long untilNs) {
            long timeNs = START_NS + AudioBlock.durationNs(sample);
            if (timeNs >= untilNs) {
                return false;
            }
            for (int i = 0; i < 480; i++) {
                short value = (short) ((sample + i) % PERIOD + 1);
                memory.putShort(i * 4, value).putShort(i * 4 + 2, value);
            }
            block.wrap(memory, 0, 480, timeNs);
            sample += 480;
            return true;
        }

        @Override
        public void close() {}
    }

    /** An encoder that holds each unit back until the next one comes, as AAC does, and leaves its samples as they are. */
    private static final class HoldingEncoder implements AudioEncoder {
        @Override
        public String name() {
            return "holding";
        }

        @Override
        public AudioCoding coding() {
            return AudioCoding.AAC_LC;
        }

        @Override
        public int delaySamples() {
            return AudioCoding.AAC_LC.unitSamples();
        }

        @Override
        public AudioEncoderSession open(long bitRate, ChunkSink sink) {
            int octets = AudioCoding.AAC_LC.unitSamples() * AudioBlock.SAMPLE_OCTETS;
            byte[] held = new byte[octets];
            return new AudioEncoderSession() {
                @Override
                public void encode(AudioBlock samples, long unitNumber) {
                    if (unitNumber > 0) {
                        int at = sink.claim(octets);
                        if (at != ChunkSink.NO_ROOM) {
                            sink.memory().put(at, held);
                            sink.commit(octets, ChunkId.of(unitNumber - 1, 0), true, true);
                        }
                    }
                    ByteBuffer copy = ByteBuffer.wrap(held).order(ByteOrder.BIG_ENDIAN);
                    for (int i = 0; i < samples.samples(); i++) {
                        copy.putShort(i * 4, samples.left(i)).putShort(i * 4 + 2, samples.right(i));
                    }
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Looks into all units that are there. */
    private void look(AudioCoding coding) {
        while (ring.next(driver, chunk, 0) != MiracastCallbacks.NO_CHUNK) {
            units++;
            int samples = chunk.length() / AudioBlock.SAMPLE_OCTETS;
            assertThat(samples).isEqualTo(coding.unitSamples());
            long expected = AudioBlock.samples(chunk.timestampNs() - START_NS);
            int since = 0;
            for (int i = 0; i < samples; i++) {
                ByteBuffer memory = chunk.memory();
                int value = memory.getShort(chunk.offset() + i * AudioBlock.SAMPLE_OCTETS);
                since = value == 0 ? 0 : since + 1;
                int found = Math.floorMod(value - 1 - (expected + i), PERIOD);
                int off = Math.min(found, PERIOD - found);
                boolean wraps = Math.floorMod(expected + i + CLOSE, PERIOD) < 2 * CLOSE;
                if (since > RAMP && !wraps) {
                    readable++;
                    assertThat(off)
                            .as("sample %d of the unit at %d ns", i, chunk.timestampNs() - START_NS)
                            .isLessThanOrEqualTo(CLOSE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AudioCoding.class)
    void whatAUnitHoldsBelongsToItsTimeHoweverLateTheThreadIs(AudioCoding coding) throws Exception {
        SoundParts parts = new SoundParts(
                "c1",
                null,
                null,
                ring,
                new CastMeter(),
                () -> nowNs,
                null,
                new SoundSettings(true, 128_000),
                new Conduct(),
                0,
                0);
        SoundLoop loop = new SoundLoop(
                parts,
                new Presence(),
                failure -> {
                    throw new AssertionError(failure);
                },
                failure -> {
                    throw new AssertionError(failure);
                });
        ring.attach(driver);
        ring.beginAnew();
        loop.exchangeStream(new SeatedStream(null, null, new Ruler(), 0));
        if (coding == AudioCoding.AAC_LC) {
            loop.exchangeCoder(SeatedCoder.open(new Offer<>(new HoldingEncoder(), "holding", 0, 1, Map.of()), parts));
        }
        nowNs += 200_000_000;
        loop.begin(coding);
        SplittableRandom random = new SplittableRandom(4);
        long[] lateMs = {0, 0, 0, 0, 0, 0, 0, 12, 26, 61, 79, 99, 101, 250, 3000};
        for (int i = 0; i < 5_000; i++) {
            long waitNs = loop.tick(nowNs);
            nowNs += waitNs + random.nextLong(300_000);
            if (random.nextInt(20) == 0) {
                nowNs += lateMs[random.nextInt(lateMs.length)] * 1_000_000;
            }
            look(coding);
        }

        assertThat(units).isGreaterThan(2_000);
        assertThat(readable).isGreaterThan(units * coding.unitSamples() / 2);
    }
}
