// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import miracast.wire.ts.AdtsHeader;
import miracast.wire.ts.LpcmHeader;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PresentationTime;
import miracast.wire.ts.StreamType;

/**
 * Checks sound, which is not played: headers, presentation times that rise, that each packet begins where the one before ended;
 * decodes it, and listens for beeps. Receive thread; allocates nothing but for complaints.
 */
final class AudioCheck {
    /** Times that are further from where the packet before ended are a gap: rounding is less, and a listener hears no more. */
    private static final long GAP_90K = 90;

    private static final int FIRST_AUDIO_ID = 0xC0;
    private static final int LAST_AUDIO_ID = 0xDF;
    private static final int SAMPLE_OCTETS = 4;
    private static final double FULL_SCALE = 1 << 15;
    private static final int LONGEST_UNIT = 1 << 16;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final StreamClock clock;
    private final SoundDecoder decoder;
    private final BeepWatch beeps;

    private final PesHeader pes = new PesHeader();
    private final LpcmHeader lpcm = new LpcmHeader();
    private final AdtsHeader adts = new AdtsHeader();
    private final ByteBuffer unit = ByteBuffer.allocateDirect(LONGEST_UNIT);
    private int length;
    private int remaining;
    private boolean open;
    private int type;
    private long pts90k;

    private boolean hasLast;
    private long last90k;
    private boolean hasEnd;
    private long end90k;

    AudioCheck(
            StreamCounters counters,
            Complaints complaints,
            PacketPosition position,
            StreamClock clock,
            SoundDecoder decoder,
            SyncTrack sync) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        this.clock = clock;
        this.decoder = decoder;
        this.beeps = new BeepWatch(sync);
    }

    /** The payload of a packet in which a PES packet begins, of a stream of that {@link StreamType}. */
    void unitStart(int pid, int streamType, ByteBuffer buffer, int index, int octets) {
        endEarly(pid);
        if (!pes.wrap(buffer, index).isWellFormed(octets)) {
            counters.malformed.increment();
            complaints.add("%s, PID %#06x: no PES header where a unit starts", position, pid);
            return;
        }
        if (streamType != type) {
            // Another kind of sound begins where it likes.
            hasEnd = false;
            type = streamType;
        }
        boolean inFrames = streamType == StreamType.AAC_ADTS;
        if (inFrames
                ? pes.streamId() < FIRST_AUDIO_ID || pes.streamId() > LAST_AUDIO_ID
                : pes.streamId() != PesHeader.PRIVATE_STREAM_1) {
            complaints.add(
                    "%s, PID %#06x: stream_id %#04x is not of sound of type %#04x",
                    position, pid, pes.streamId(), streamType);
        }
        if (pes.payloadLength() < 0) {
            error("%s, PID %#06x: PES packet of sound without a length", pid);
            return;
        }
        time(pid);
        open = true;
        length = 0;
        remaining = pes.payloadLength();
        append(pid, buffer, index + pes.headerLength(), octets - pes.headerLength());
    }

    private void time(int pid) {
        if (!pes.hasPts()) {
            pts90k = end90k;
            if (!hasEnd) {
                error("%s, PID %#06x: sound begins without a PTS", pid);
            }
            return;
        }
        pts90k = pes.pts90k();
        if (hasLast && PresentationTime.distance(last90k, pts90k) <= 0) {
            counters.audioErrors.increment();
            complaints.add("%s, PID %#06x: PTS %d does not rise from %d", position, pid, pts90k, last90k);
        }
        hasLast = true;
        last90k = pts90k;
        clock.soundPts(pid, pts90k);
        if (hasEnd && Math.abs(PresentationTime.distance(end90k, pts90k)) > GAP_90K) {
            counters.audioGaps.increment();
            beeps.gap();
        }
    }

    /** The payload of a packet in which none begins. */
    void more(int pid, ByteBuffer buffer, int index, int octets) {
        if (open) {
            append(pid, buffer, index, octets);
        }
    }

    private void append(int pid, ByteBuffer buffer, int index, int octets) {
        int taken = Math.min(octets, remaining);
        unit.put(length, buffer, index, taken);
        length += taken;
        remaining -= taken;
        if (taken < octets) {
            error("%s, PID %#06x: octets behind the PES packet", pid);
        }
        if (remaining == 0) {
            open = false;
            finish(pid);
        }
    }

    private void endEarly(int pid) {
        if (open) {
            damage();
            error("%s, PID %#06x: PES packet of sound ends too early", pid);
        }
    }

    private void error(String format, int pid) {
        counters.audioErrors.increment();
        complaints.add(format, position, pid);
    }

    /** Octets are missing here. */
    void damage() {
        open = false;
        hasEnd = false;
        beeps.gap();
    }

    /** The stream rests from now on; what comes next need not follow. */
    void pause() {
        damage();
    }

    private void finish(int pid) {
        counters.audioUnits.increment();
        long ticks = switch (type) {
            case StreamType.LPCM -> hearLpcm(pid);
            case StreamType.AAC_ADTS -> hearAac(pid);
            default -> -1;
        };
        hasEnd = ticks > 0;
        end90k = pts90k + ticks;
    }

    /** How long it lasts, in ticks of 90 kHz; -1 if that cannot be told. */
    private long hearLpcm(int pid) {
        if (!lpcm.wrap(unit, 0).isWellFormed(length)) {
            error("%s, PID %#06x: not LPCM as Wi-Fi Display has it", pid);
            return -1;
        }
        int samples = (length - LpcmHeader.LENGTH) / (lpcm.stereo() ? SAMPLE_OCTETS : SAMPLE_OCTETS / 2);
        if (samples != lpcm.audioUnits() * LpcmHeader.UNIT_SAMPLES) {
            error("%s, PID %#06x: LPCM has another number of samples than its header says", pid);
        }
        if (lpcm.stereo() && lpcm.sampleRate() == BeepWatch.RATE) {
            for (int i = 0; i < samples; i++) {
                double level = unit.getShort(LpcmHeader.LENGTH + i * SAMPLE_OCTETS) / FULL_SCALE;
                beeps.sample(level, pts90k, i);
            }
        }
        return samples * 90_000L / lpcm.sampleRate();
    }

    private long hearAac(int pid) {
        long ticks = 0;
        int heard = 0;
        int at = 0;
        while (at < length) {
            if (!adts.wrap(unit, at).isWellFormed(length - at) || at + adts.frameLength() > length) {
                error("%s, PID %#06x: no ADTS frame where one begins", pid);
                return -1;
            }
            if (!adts.lowComplexity()) {
                error("%s, PID %#06x: AAC is not of low complexity", pid);
            }
            int decoded = decoder.decode(unit, at, adts.frameLength());
            if (decoded == SoundDecoder.REFUSED) {
                error("%s, PID %#06x: the decoder refuses the sound", pid);
            }
            for (int i = 0; i < decoded && adts.sampleRate() == BeepWatch.RATE; i++) {
                beeps.sample(decoder.left(i), pts90k, heard++);
            }
            ticks += adts.samples() * 90_000L / adts.sampleRate();
            at += adts.frameLength();
        }
        return ticks;
    }
}
