// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioBlock;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.wire.ts.AdtsHeader;
import miracast.wire.ts.LpcmHeader;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PesPacketizer;
import miracast.wire.ts.Pid;
import miracast.wire.ts.PresentationTime;

/**
 * The sound of a stream: units of the host as PES packets, and silence where none came in time. Displays exist that drop a session
 * without sound, and others that keep their buffers short only with it. A unit is looked for often, never waited for; one that
 * comes after silence has taken its place, or when it is past already, is dropped, so that presentation times always rise and
 * latency never grows. The sending thread's; allocates nothing once made.
 */
final class Sound {
    /** How often a unit is looked for: less than it lasts. */
    private static final long LOOK_NS = 5_000_000;
    /** Silence takes a unit's place when so much of the time that the sink may buffer has gone by. */
    private static final double PATIENCE = 0.75;

    private static final long LEAST_PATIENCE_NS = 30_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * A raw data block of silence (ISO/IEC 14496-3, 4.4.2.1): a channel pair with a common window, no scale factor band in
     * either channel, and the end.
     */
    private static final byte[] AAC_SILENCE = HexFormat.of().parseHex("211004608c1c");

    private final MiracastCallbacks callbacks;
    private final MediaClock clock;
    private final long leadNs;
    private final long patienceNs;
    private final EncodeChunk chunk = new EncodeChunk();
    private final PesPacketizer packetizer = new PesPacketizer();
    private final ByteBuffer lpcmSilence = ByteBuffer.allocateDirect(LpcmHeader.UNITS * LpcmHeader.UNIT_LENGTH);
    private final ByteBuffer aacSilence = ByteBuffer.allocateDirect(AdtsHeader.LENGTH + AAC_SILENCE.length);

    private AudioCoding coding;
    private long unitNs;
    private boolean started;
    /** Where sound has been sent up to. */
    private long nextNs;

    private long lookNs;
    private int continuityCounter;

    /** @param leadNs presentation time ahead of the clock */
    Sound(MiracastCallbacks callbacks, MediaClock clock, long leadNs) {
        this.callbacks = callbacks;
        this.clock = clock;
        this.leadNs = leadNs;
        patienceNs = Math.max(LEAST_PATIENCE_NS, (long) (leadNs * PATIENCE));
        new AdtsHeader().wrap(aacSilence, 0).header(AAC_SILENCE.length);
        aacSilence.put(AdtsHeader.LENGTH, AAC_SILENCE);
    }

    /** Units are coded so from now on; null for no sound. */
    void coding(AudioCoding newCoding) {
        coding = newCoding;
        unitNs = newCoding == null ? 0 : AudioBlock.durationNs(newCoding.unitSamples());
    }

    /** Sound begins, or goes on after a pause. */
    void start(long nowNs) {
        nextNs = started ? Math.max(nextNs, nowNs) : nowNs;
        started = true;
        lookNs = nowNs;
    }

    /** When to look for a unit. */
    long dueNs() {
        return coding == null ? NEVER : lookNs;
    }

    /**
     * Goes on with the packet that was begun, or begins the next one, of a unit or of silence, for {@link #write}. False if there is
     * nothing to send.
     */
    boolean begin(long nowNs) {
        if (packetizer.remainingPackets() > 0) {
            return true;
        }
        while (callbacks.nextAudio(chunk) != MiracastCallbacks.NO_CHUNK) {
            long takenNs = clock.ofNanoTime(chunk.timestampNs());
            if (isUsable() && takenNs + leadNs >= nowNs && takenNs >= nextNs - unitNs / 2) {
                packet(chunk.memory(), chunk.offset(), chunk.length(), takenNs);
                return true;
            }
        }
        lookNs = nowNs + LOOK_NS;
        if (nowNs - nextNs > patienceNs + leadNs) {
            // The thread was held up: what is past already need not be sent, and the grid stays.
            nextNs += (nowNs - nextNs - patienceNs) / unitNs * unitNs;
        }
        if (nowNs - nextNs < patienceNs) {
            return false;
        }
        ByteBuffer silence = coding == AudioCoding.LPCM ? lpcmSilence : aacSilence;
        packet(silence, 0, silence.capacity(), nextNs);
        return true;
    }

    /** A unit may still be coded as it was before a change. */
    private boolean isUsable() {
        return chunk.audioCoding() == coding
                && chunk.length() > 0
                && (coding != AudioCoding.LPCM || chunk.length() % LpcmHeader.UNIT_LENGTH == 0);
    }

    private void packet(ByteBuffer memory, int offset, int length, long timeNs) {
        long pts90k = PresentationTime.ofNanoseconds(timeNs + leadNs);
        if (coding == AudioCoding.LPCM) {
            packetizer.beginLpcm(memory, offset, length, Pid.AUDIO, continuityCounter, pts90k);
        } else {
            packetizer.begin(memory, offset, length, Pid.AUDIO, continuityCounter, PesHeader.AAC, length, pts90k);
        }
        nextNs = timeNs + unitNs;
    }

    /** Writes as much as the datagram takes. */
    void write(Datagram datagram) {
        datagram.added(packetizer.write(datagram.buffer(), datagram.next(), datagram.room()));
        continuityCounter = packetizer.continuityCounter();
    }
}
