// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import miracast.wire.ts.LpcmHeader;
import miracast.wire.ts.PesPacketizer;
import miracast.wire.ts.Pid;
import miracast.wire.ts.PresentationTime;

/**
 * Sound for sinks that want some: LPCM packets of 10 ms with nothing in them, on an unbroken grid of time stamps. Displays
 * exist that drop a session without sound, and others that keep their buffers short only with it. One thread.
 */
final class Silence {
    static final long PACKET_NS = 10_000_000;
    /** Beyond this the packets that were missed are left out; the grid stays. */
    private static final long MAX_BACKLOG_NS = 200_000_000;

    private static final int OCTETS = LpcmHeader.UNITS * LpcmHeader.UNIT_LENGTH;

    private final ByteBuffer samples = ByteBuffer.allocateDirect(OCTETS);
    private final PesPacketizer packetizer = new PesPacketizer();
    private int continuityCounter;
    private long nextNs;

    /** Sound begins, or goes on after a pause. */
    void start(long nowNs) {
        skipTo(nowNs);
    }

    /** When the next packet is to leave. */
    long dueNs() {
        return nextNs;
    }

    /** Begins the packet that is due; {@link #write} until it returns false. */
    void begin(long nowNs, long ptsLeadNs) {
        if (nowNs - nextNs > MAX_BACKLOG_NS) {
            skipTo(nowNs);
        }
        packetizer.beginLpcm(
                samples, 0, OCTETS, Pid.AUDIO, continuityCounter, PresentationTime.ofNanoseconds(nextNs + ptsLeadNs));
        nextNs += PACKET_NS;
    }

    private void skipTo(long nowNs) {
        if (nextNs == 0) {
            nextNs = nowNs;
        } else {
            nextNs += Math.max(0, (nowNs - nextNs) / PACKET_NS) * PACKET_NS;
        }
    }

    /** Writes as much as the datagram takes; whether there is more. */
    boolean write(Datagram datagram) {
        datagram.added(packetizer.write(datagram.buffer(), datagram.next(), datagram.room()));
        continuityCounter = packetizer.continuityCounter();
        return packetizer.remainingPackets() > 0;
    }
}
