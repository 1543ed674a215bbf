// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.TsPacket;

/**
 * Puts the payloads of video transport packets together to access units, one per PES packet. A PES packet of open length ends
 * where the next one begins, or when nothing follows for a while. Receive thread.
 */
final class AccessUnitAssembly {
    /** Silence after which a picture is taken as complete: more than a frame interval of any display mode. */
    private static final long SILENCE_NS = 250_000_000;
    /** The same for one that seems to lack something: a busy source's encoder may need a while for the next slice. */
    private static final long LONG_SILENCE_NS = 2_000_000_000;

    private static final int FIRST_VIDEO_ID = 0xE0;
    private static final int LAST_VIDEO_ID = 0xEF;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final StreamClock clock;
    private final AccessUnitCheck check;
    private final KeyframeWatch keyframes;
    private final AccessUnitTarget target;
    private final PesHeader pes = new PesHeader();

    private AccessUnit unit;
    private boolean open;
    /** Octets that the PES packet still announces; -1 if its length is open. */
    private int remaining;
    /** Whether octets outside of a picture are what is left of a damaged one. */
    private boolean startLost = true;

    private long numbers;
    private boolean rests;
    /** Whether the next picture is behind a PLAY. */
    private boolean begins;

    private long beginsFreshFromNs;
    private boolean hasLast;
    private long lastUnitNs;

    /** Octets of the transport stream before the picture. */
    private long begunAt;
    /**
     * Whether the picture's last transport packet, and the RTP packet around it, had room for nothing else: then it may well go
     * on.
     */
    private boolean full;

    AccessUnitAssembly(
            StreamCounters counters,
            Complaints complaints,
            PacketPosition position,
            StreamClock clock,
            AccessUnitCheck check,
            KeyframeWatch keyframes,
            AccessUnitTarget target) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        this.clock = clock;
        this.check = check;
        this.keyframes = keyframes;
        this.target = target;
        this.unit = target.first();
    }

    /** The payload of a packet in which a PES packet begins. */
    void unitStart(int pid, ByteBuffer buffer, int index, int length, long arrivalNs) {
        end();
        if (begins) {
            begins = false;
            check.begin(beginsFreshFromNs);
        }
        startLost = false;
        if (!pes.wrap(buffer, index).isWellFormed(length)) {
            counters.malformed.increment();
            complaints.add("%s, PID %#06x: no PES header where a unit starts", position, pid);
            lose();
            return;
        }
        if (pes.streamId() < FIRST_VIDEO_ID || pes.streamId() > LAST_VIDEO_ID) {
            complaints.add("%s, PID %#06x: stream_id %#04x is not of video", position, pid, pes.streamId());
        }
        if (pes.hasPts()) {
            clock.pts(pid, pes.pts90k());
        } else {
            complaints.add("%s, PID %#06x: PES packet without PTS", position, pid);
        }
        open = true;
        begunAt = position.octets();
        remaining = pes.payloadLength();
        long pts90k = pes.hasPts() ? pes.pts90k() : 0;
        unit.begin(pts90k, pes.hasDts() ? pes.dts90k() : pts90k);
        append(pid, buffer, index + pes.headerLength(), length - pes.headerLength(), arrivalNs);
        full = length == TsPacket.MAX_PAYLOAD && position.isFull();
    }

    /** The payload of a packet in which none begins. */
    void more(int pid, ByteBuffer buffer, int index, int length, long arrivalNs) {
        if (open) {
            append(pid, buffer, index, length, arrivalNs);
        } else if (!startLost) {
            complaints.add("%s, PID %#06x: video outside of a PES packet", position, pid);
            lose();
        }
    }

    /** Octets are missing here. */
    void damage() {
        lose();
        if (open) {
            unit.damage();
        }
    }

    /** Ends a picture after which nothing came for a while. */
    void poll(long nowNs) {
        if (!open || remaining >= 0) {
            return;
        }
        long silenceNs = nowNs - unit.lastPacketNs();
        if (silenceNs >= LONG_SILENCE_NS || silenceNs >= SILENCE_NS && !isCut()) {
            finish();
        }
    }

    /** Ends the picture that is there: nothing more will come now. */
    void end() {
        if (!open) {
            return;
        }
        if (remaining > 0) {
            if (!unit.damaged()) {
                complaints.add("%s: PES packet ends %d octets too early", position, remaining);
            }
            damage();
        }
        finish();
    }

    /** The stream rests from now on: the time up to the next unit is not counted. What is under way may still come. */
    void pause() {
        rests = true;
        hasLast = false;
    }

    /**
     * Whether there is a picture that lacks something, if nothing more comes. One of open length does not say where it ends; but what
     * ends within a transport packet fills it up (ISO/IEC 13818-1, 2.4.3.5), no source fills RTP packets with what comes later, and
     * pictures of a stream have as many slices.
     */
    boolean isCut() {
        return open
                && !unit.damaged()
                && (remaining > 0 || remaining < 0 && (full || check.slices(unit) < check.leastSlices()));
    }

    /** Leaves out the picture that is there, as if it had never begun; it is only counted. */
    void leaveOut() {
        open = false;
        counters.cutByEnd.increment();
    }

    /** Octets of the transport stream before the picture that is there. */
    long begunAt() {
        return begunAt;
    }

    /**
     * The stream begins, or goes on, behind the picture that is under way.
     *
     * @param freshFromNs see {@link AccessUnitCheck#begin}
     */
    void play(long freshFromNs) {
        rests = false;
        begins = true;
        beginsFreshFromNs = freshFromNs;
    }

    private void append(int pid, ByteBuffer buffer, int index, int length, long arrivalNs) {
        unit.lastPacketNs(arrivalNs);
        full = length == TsPacket.MAX_PAYLOAD && position.isFull();
        int taken = remaining < 0 ? length : Math.min(length, remaining);
        if (taken < length) {
            complaints.add("%s, PID %#06x: %d octets behind the PES packet", position, pid, length - taken);
        }
        if (!unit.append(buffer, index, taken)) {
            complaints.add("%s, PID %#06x: picture of more than %d octets", position, pid, AccessUnit.MAX_LENGTH);
            open = false;
            lose();
            return;
        }
        if (remaining >= 0) {
            remaining -= taken;
            if (remaining == 0) {
                finish();
            }
        }
    }

    private void lose() {
        startLost = true;
        keyframes.need();
    }

    private void finish() {
        open = false;
        unit.number(++numbers);
        boolean begins = check.check(unit);
        if (unit.damaged()) {
            complaints.add("picture %d is damaged", unit.number());
        } else {
            counters.accessUnits.increment();
            if (unit.format() != null) {
                unit.format().unit(unit.pts90k());
            }
            if (unit.idr()) {
                counters.idrPictures.increment();
                keyframes.arrived();
            }
        }
        if (!begins) {
            keyframes.need();
        }
        if (hasLast) {
            counters.longestGapNs.atLeast(unit.lastPacketNs() - lastUnitNs);
        }
        hasLast = !rests;
        lastUnitNs = unit.lastPacketNs();
        unit.pad();
        unit = target.finished(unit);
    }
}
