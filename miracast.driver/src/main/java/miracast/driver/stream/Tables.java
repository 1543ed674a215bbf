// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.util.List;
import miracast.wire.ts.Descriptor;
import miracast.wire.ts.Pid;
import miracast.wire.ts.ProgramAssociation;
import miracast.wire.ts.ProgramMap;
import miracast.wire.ts.TsPacket;

/** PAT and PMT as transport packets, made once per format and copied with a fresh continuity counter each time. One thread. */
final class Tables {
    /** Transport packets of both. */
    static final int PACKETS = 2;

    private final ByteBuffer packets = ByteBuffer.allocateDirect(PACKETS * TsPacket.LENGTH);
    private final TsPacket packet = new TsPacket();
    private int continuityCounter;
    private final List<Descriptor> program;
    private int formats;

    /** @param encryption null if the stream is not encrypted */
    Tables(Encryption encryption) {
        program = encryption == null ? List.of() : List.of(Descriptor.hdcp(encryption.version()));
    }

    /** From now on the tables tell about this format. */
    void format(StreamFormat format) {
        ProgramAssociation.WIFI_DISPLAY.put(packets, 0, 0);
        ProgramMap.wifiDisplay(
                        format.video().profile(),
                        format.video().level(),
                        format.sound().orElse(null))
                .with(program)
                .put(packets, TsPacket.LENGTH, 0, formats++);
    }

    /** Writes both into a datagram that has room for them. */
    void put(Datagram datagram) {
        ByteBuffer target = datagram.buffer();
        int at = datagram.next();
        target.put(at, packets, 0, PACKETS * TsPacket.LENGTH);
        packet.wrap(target, at).continuityCounter(continuityCounter);
        packet.wrap(target, at + TsPacket.LENGTH).continuityCounter(continuityCounter);
        // Both tables have been sent equally often.
        continuityCounter = continuityCounter + 1 & 0xF;
        datagram.added(PACKETS);
    }

    /** Writes a packet that carries the clock alone; its PID has no payload, and so its counter stands still. */
    void putClock(Datagram datagram, long pcr27M) {
        packet.wrap(datagram.buffer(), datagram.next()).clock(Pid.PCR, 0, pcr27M);
        datagram.added(1);
    }
}
