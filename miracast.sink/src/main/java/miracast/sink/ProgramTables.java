// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import miracast.wire.ts.ElementaryStream;
import miracast.wire.ts.MalformedSectionException;
import miracast.wire.ts.Pid;
import miracast.wire.ts.ProgramAssociation;
import miracast.wire.ts.ProgramMap;
import miracast.wire.ts.StreamType;

/** Learns from PAT and PMT which PID carries what. Receive thread. */
final class ProgramTables {
    /** What a PID carries. */
    static final byte UNKNOWN = 0;

    static final byte PAT = 1;
    static final byte PMT = 2;
    static final byte VIDEO = 3;
    static final byte AUDIO = 4;
    /** The clock and nothing else. */
    static final byte CLOCK = 5;
    /** A stream of the program that is not received. */
    static final byte OTHER = 6;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final byte[] roles = new byte[Pid.NULL + 1];
    private final SectionAssembly association = new SectionAssembly();
    private final SectionAssembly map = new SectionAssembly();

    private int pmtPid = -1;
    private int pcrPid = -1;
    private int audioType;
    private boolean complete;

    ProgramTables(StreamCounters counters, Complaints complaints, PacketPosition position) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        roles[Pid.PAT] = PAT;
    }

    /** What the packets of a PID carry, a constant of this class. */
    byte role(int pid) {
        return roles[pid];
    }

    /** The PID of the clock; -1 while unknown. */
    int pcrPid() {
        return pcrPid;
    }

    /** stream_type of the sound; 0 if there is none. */
    int audioType() {
        return audioType;
    }

    /** Whether both tables have come. */
    boolean complete() {
        return complete;
    }

    /** The payload of a packet with role {@link #PAT} or {@link #PMT}; true if video moved to another PID. */
    boolean payload(int pid, ByteBuffer buffer, int index, int length, boolean unitStart) {
        SectionAssembly assembly = roles[pid] == PAT ? association : map;
        Optional<byte[]> section = assembly.payload(buffer, index, length, unitStart);
        if (section.isEmpty()) {
            return false;
        }
        try {
            if (roles[pid] == PAT) {
                association(ProgramAssociation.parse(section.get()));
                return false;
            }
            return map(ProgramMap.parse(section.get()));
        } catch (MalformedSectionException e) {
            assembly.forget();
            counters.sectionErrors.increment();
            complaints.add("%s, PID %#06x: %s", position, pid, e.getMessage());
            return false;
        }
    }

    /** Packets of a PID are missing. */
    void gap(int pid) {
        if (roles[pid] == PAT) {
            association.gap();
        } else if (roles[pid] == PMT) {
            map.gap();
        }
    }

    private void association(ProgramAssociation table) {
        if (table.programs().size() != 1) {
            complaints.add(
                    "%s: the PAT has %d programs, expected one",
                    position, table.programs().size());
        }
        int pid = table.programs().values().stream().findFirst().orElse(-1);
        if (pid == pmtPid || pid == Pid.PAT || pid == Pid.NULL) {
            return;
        }
        Arrays.fill(roles, UNKNOWN);
        roles[Pid.PAT] = PAT;
        pcrPid = -1;
        complete = false;
        map.gap();
        map.forget();
        pmtPid = pid;
        if (pid >= 0) {
            roles[pid] = PMT;
        }
    }

    private boolean map(ProgramMap table) {
        int videoBefore = pid(VIDEO);
        Arrays.fill(roles, UNKNOWN);
        roles[Pid.PAT] = PAT;
        pcrPid = table.pcrPid();
        roles[pcrPid] = CLOCK;
        audioType = 0;
        for (ElementaryStream stream : table.streams()) {
            byte role = role(stream);
            // The first of a kind is the one that is shown and heard.
            boolean isFirst = role != OTHER && pid(role) < 0;
            roles[stream.pid()] = isFirst ? role : OTHER;
            if (isFirst && role == AUDIO) {
                audioType = stream.type();
            }
        }
        roles[Pid.PAT] = PAT;
        roles[pmtPid] = PMT;
        complete = true;
        if (pid(VIDEO) < 0) {
            complaints.add("%s: the PMT has no video of H.264 or H.265: %s", position, table.streams());
        }
        return videoBefore >= 0 && pid(VIDEO) != videoBefore;
    }

    private int pid(byte role) {
        for (int pid = 0; pid < roles.length; pid++) {
            if (roles[pid] == role) {
                return pid;
            }
        }
        return -1;
    }

    private static byte role(ElementaryStream stream) {
        return switch (stream.type()) {
            case StreamType.H264, StreamType.H265 -> VIDEO;
            case StreamType.AAC_ADTS, StreamType.LPCM, StreamType.AC3 -> AUDIO;
            default -> OTHER;
        };
    }
}
