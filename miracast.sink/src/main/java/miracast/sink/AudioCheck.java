// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import miracast.wire.ts.PesHeader;
import miracast.wire.ts.PresentationTime;

/** Checks the PES packets of sound, which are not played: header, and presentation times that rise. Receive thread. */
final class AudioCheck {
    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final PesHeader pes = new PesHeader();
    private boolean hasPts;
    private long pts90k;

    AudioCheck(StreamCounters counters, Complaints complaints, PacketPosition position) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
    }

    /** The payload of a packet in which a PES packet begins. */
    void unitStart(int pid, ByteBuffer buffer, int index, int length) {
        if (!pes.wrap(buffer, index).isWellFormed(length)) {
            counters.malformed.increment();
            complaints.add("%s, PID %#06x: no PES header where a unit starts", position, pid);
            return;
        }
        if (!pes.hasPts()) {
            return;
        }
        if (hasPts && PresentationTime.distance(pts90k, pes.pts90k()) <= 0) {
            complaints.add("%s, PID %#06x: PTS %d does not rise from %d", position, pid, pes.pts90k(), pts90k);
        }
        hasPts = true;
        pts90k = pes.pts90k();
    }
}
