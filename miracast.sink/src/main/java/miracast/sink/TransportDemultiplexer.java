// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import miracast.wire.ts.Pid;
import miracast.wire.ts.TsPacket;

/**
 * Takes a transport stream apart (ISO/IEC 13818-1, 2.4.3): checks each packet and its continuity counter, and hands payloads to
 * tables, clock, video and sound. Receive thread; allocates nothing but for tables that change and for complaints.
 */
final class TransportDemultiplexer implements TransportTarget {
    private static final byte ANY = -1;
    private static final int COUNTER_VALUES = 16;
    /** PIDs below carry tables of other standards, which nobody has to announce (ISO/IEC 13818-1, table 2-3; ETSI EN 300 468). */
    private static final int FIRST_ANNOUNCED_PID = 0x20;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final ProgramTables tables;
    private final StreamClock clock;
    private final AccessUnitAssembly video;
    private final AudioCheck audio;

    private final TsPacket packet = new TsPacket();
    private final byte[] continuity = new byte[Pid.NULL + 1];
    private final BitSet unannounced = new BitSet();
    private boolean gap;
    private boolean gapHidesCounters;

    TransportDemultiplexer(
            StreamCounters counters,
            Complaints complaints,
            PacketPosition position,
            StreamClock clock,
            AccessUnitAssembly video,
            AudioCheck audio) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        this.tables = new ProgramTables(counters, complaints, position);
        this.clock = clock;
        this.video = video;
        this.audio = audio;
        Arrays.fill(continuity, ANY);
    }

    @Override
    public void payload(ByteBuffer buffer, int index, int length, long arrivalNs) {
        for (int at = index; at < index + length; at += TsPacket.LENGTH) {
            position.packet(at - index);
            packet(buffer, at, arrivalNs);
        }
        gap = false;
        gapHidesCounters = false;
    }

    @Override
    public void gap(int packets) {
        clock.gap();
        gap = true;
        // So many that a continuity counter may have gone all the way round and look right.
        gapHidesCounters |= packets * 7 >= COUNTER_VALUES;
        if (gapHidesCounters) {
            video.damage();
            audio.damage();
            Arrays.fill(continuity, ANY);
        }
    }

    private void packet(ByteBuffer buffer, int at, long arrivalNs) {
        if (!packet.wrap(buffer, at).isWellFormed()) {
            malformed("%s: transport packet begins with %#010x", position, buffer.getInt(at));
            return;
        }
        int pid = packet.pid();
        if (packet.transportError()) {
            malformed("%s, PID %#06x: transport_error_indicator is set", position, pid);
            return;
        }
        if (pid == Pid.NULL) {
            return;
        }
        continuity(pid);
        if (packet.scrambled()) {
            malformed("%s, PID %#06x: scrambled", position, pid);
            return;
        }
        if (packet.hasPcr() && pid == tables.pcrPid()) {
            if (packet.discontinuity()) {
                clock.discontinuity();
            }
            clock.pcr(pid, packet.pcr27M(), arrivalNs);
        }
        if (packet.payloadLength() > 0) {
            distribute(pid, buffer, arrivalNs);
        }
    }

    private void distribute(int pid, ByteBuffer buffer, long arrivalNs) {
        int index = packet.payloadIndex();
        int length = packet.payloadLength();
        switch (tables.role(pid)) {
            case ProgramTables.PAT, ProgramTables.PMT -> {
                if (tables.payload(pid, buffer, index, length, packet.unitStart())) {
                    video.damage();
                }
            }
            case ProgramTables.VIDEO -> {
                if (packet.unitStart()) {
                    video.unitStart(pid, buffer, index, length, arrivalNs);
                } else {
                    video.more(pid, buffer, index, length, arrivalNs);
                }
            }
            case ProgramTables.AUDIO -> {
                if (packet.unitStart()) {
                    counters.audioType.set(tables.audioType());
                    audio.unitStart(pid, tables.audioType(), buffer, index, length);
                } else {
                    audio.more(pid, buffer, index, length);
                }
            }
            case ProgramTables.UNKNOWN -> unannounced(pid);
            default -> {}
        }
    }

    private void continuity(int pid) {
        int got = packet.continuityCounter();
        int last = continuity[pid];
        continuity[pid] = (byte) got;
        if (last == ANY || packet.discontinuity()) {
            return;
        }
        int expected = packet.hasPayload() ? last + 1 & 0xF : last;
        if (got == expected) {
            return;
        }
        counters.continuityErrors.increment();
        if (!gap) {
            complaints.add("%s, PID %#06x: continuity counter %d, expected %d", position, pid, got, expected);
        }
        tables.gap(pid);
        if (tables.role(pid) == ProgramTables.VIDEO) {
            video.damage();
        } else if (tables.role(pid) == ProgramTables.AUDIO) {
            audio.damage();
        }
    }

    private void unannounced(int pid) {
        if (pid < FIRST_ANNOUNCED_PID || unannounced.get(pid)) {
            return;
        }
        unannounced.set(pid);
        complaints.add(
                tables.complete() ? "%s, PID %#06x is not in the PMT" : "%s, PID %#06x comes before PAT and PMT",
                position,
                pid);
    }

    private void malformed(String format, Object... values) {
        counters.malformed.increment();
        complaints.add(format, values);
    }
}
