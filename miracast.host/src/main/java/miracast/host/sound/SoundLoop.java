// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioSourceException;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.host.sound.Presence.LeftBehind;

/**
 * What the sound thread does for each unit: takes samples from the track, codes them, and puts them into the ring with the time at
 * which they are heard. Units lie on a grid of our clock, so that each begins where the one before ended. Belongs to the sound
 * thread, which holds no lock: streams and encoders are exchanged there, between two units. In steady state nothing is allocated.
 */
final class SoundLoop {
    /**
     * How long after its beginning a unit is handed to the driver: what captured sound needs to be there, and less than drivers
     * wait before they put silence in its place.
     */
    static final long HAND_OVER_NS = 25_000_000;
    /** A thread that comes later than this was held up: what is past by then is left out. */
    private static final long HELD_UP_NS = 100_000_000;

    /** A source that says more is not believed. */
    private static final long LONGEST_LATENCY_NS = 500_000_000;

    private final SoundParts parts;
    private final Presence presence;
    private final SoundTrack track;
    private final ByteBuffer ringMemory;
    private final AudioBlock block = new AudioBlock();
    private final ByteBuffer samples;
    private final Consumer<AudioSourceException> sourceFailed;
    private final Consumer<Exception> encoderFailed;

    private AudioCoding coding;
    private SeatedStream source;
    private SeatedCoder coder;
    private long originNs;
    private long unit;
    private long latencyNs;
    private long told;

    /**
     * @param presence of the sound thread in guests
     * @param sourceFailed told, on the sound thread, that the stream was given up
     * @param encoderFailed told, on the sound thread, that the encoder was given up
     */
    SoundLoop(
            SoundParts parts,
            Presence presence,
            Consumer<AudioSourceException> sourceFailed,
            Consumer<Exception> encoderFailed) {
        this.parts = parts;
        this.presence = presence;
        track = new SoundTrack(presence, parts.clock());
        this.sourceFailed = sourceFailed;
        this.encoderFailed = encoderFailed;
        ringMemory = parts.ring().memory();
        samples = ByteBuffer.allocateDirect(AudioCoding.AAC_LC.unitSamples() * AudioBlock.SAMPLE_OCTETS)
                .order(ByteOrder.nativeOrder());
    }

    /** The stream in use; null for none. */
    SeatedStream source() {
        return source;
    }

    /** The encoder in use; null for none. */
    SeatedCoder coder() {
        return coder;
    }

    /** The thread was left behind: the memory that it was to write a unit into, and does not any more, is anybody's again. */
    void giveBackClaim() {
        if (parts.ring().hasClaimed(this)) {
            parts.ring().giveBack();
        }
    }

    SeatedStream exchangeStream(SeatedStream next) {
        SeatedStream old = source;
        source = next;
        track.exchange(next == null ? null : next.stream());
        latencyNs = next == null ? 0 : Math.max(0, Math.min(LONGEST_LATENCY_NS, next.latencyNs()));
        if (coding != null) {
            track.late(lateNs());
        }
        return old;
    }

    /** By how much captured sound is heard later than it was, since it is not there when its unit is made. */
    private long lateNs() {
        long neededNs = AudioBlock.durationNs(coding.unitSamples()) + latencyNs;
        return latencyNs == 0 ? 0 : Math.max(0, neededNs - readAfterNs());
    }

    SeatedCoder exchangeCoder(SeatedCoder next) {
        SeatedCoder old = coder;
        coder = next;
        originNs = 0;
        return old;
    }

    /** Units are coded so from now on, beginning now. */
    void begin(AudioCoding newCoding) {
        coding = newCoding;
        originNs = 0;
    }

    /** Makes the unit that is due; returns how long to wait for the next one, in ns. */
    long tick(long nowNs) {
        if (coding != AudioCoding.LPCM && coder == null) {
            // The driver keeps the sink in silence.
            originNs = 0;
            return HELD_UP_NS;
        }
        if (originNs == 0) {
            originNs = nowNs - readAfterNs();
            unit = 0;
            track.late(lateNs());
        }
        long waitNs = dueNs() - nowNs;
        if (waitNs > 0) {
            return waitNs;
        }
        if (waitNs < -HELD_UP_NS) {
            unit += -waitNs / AudioBlock.durationNs(coding.unitSamples());
            parts.meter().audioSkipped();
        }
        make(originNs + AudioBlock.durationNs(unit * coding.unitSamples()));
        unit++;
        return Math.max(0, dueNs() - parts.clock().getAsLong());
    }

    private long dueNs() {
        return originNs + AudioBlock.durationNs(unit * coding.unitSamples()) + readAfterNs();
    }

    /** How long after its beginning a unit's samples are taken; negative if its coder holds it back for longer than there is. */
    private long readAfterNs() {
        long heldNs = coding == AudioCoding.LPCM || coder == null ? 0 : AudioBlock.durationNs(coder.delaySamples());
        return HAND_OVER_NS - heldNs;
    }

    private void make(long heardNs) {
        int octets = coding.unitSamples() * AudioBlock.SAMPLE_OCTETS;
        if (coding == AudioCoding.LPCM) {
            int at = parts.ring().claim(this, octets);
            if (at == ChunkSink.NO_ROOM) {
                fill(samples, 0, heardNs);
            } else {
                fill(ringMemory, at, heardNs);
                parts.ring().commitAudio(octets, ChunkId.of(unit, 0), coding, heardNs, 0);
            }
            return;
        }
        fill(samples, 0, heardNs);
        try {
            encode(heardNs);
        } catch (LeftBehind e) {
            throw e;
        } catch (Exception | Error e) {
            encoderFailed.accept(e instanceof Exception failure ? failure : new IllegalStateException(e));
        }
    }

    private void encode(long heardNs) throws EncoderException {
        presence.enterEncoder(parts.clock().getAsLong());
        try {
            coder.encode(block.wrap(samples, 0, coding.unitSamples(), heardNs), heardNs);
        } finally {
            presence.leave();
        }
    }

    private void fill(ByteBuffer to, int at, long heardNs) {
        int filled = coding.unitSamples();
        try {
            filled = track.fill(to, at, filled, heardNs);
        } catch (AudioSourceException e) {
            sourceFailed.accept(e);
        } catch (LeftBehind e) {
            throw e;
        } catch (RuntimeException | Error e) {
            sourceFailed.accept(new AudioSourceException(e.toString(), e));
        }
        parts.meter().audioUnit(filled);
        for (; told < track.skips(); told++) {
            parts.meter().audioSkipped();
        }
    }
}
