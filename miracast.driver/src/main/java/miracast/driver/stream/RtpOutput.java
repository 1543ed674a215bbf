// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.driver.MiracastCallbacks;
import miracast.wire.ts.RtpPacket;

/**
 * Where datagrams leave: numbers them, counts them, and lets the host see them if it records. What the system refuses (no route,
 * nobody listens) is counted, not fatal. The sending thread's, but for the counters.
 */
final class RtpOutput {
    private final WritableByteChannel channel;
    private final MiracastCallbacks callbacks;
    private final boolean recording;
    private final int ssrc;
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong payloadOctets = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private int sequenceNumber;
    private int newPackets;
    private int newOctets;
    private int newRefused;

    /**
     * @param channel connected to the sink; takes a datagram as a whole or not at all, and never blocks
     * @param sequenceNumber first number, random
     * @param recording whether the host wants the transport stream
     */
    RtpOutput(
            WritableByteChannel channel, MiracastCallbacks callbacks, boolean recording, int ssrc, int sequenceNumber) {
        this.channel = channel;
        this.callbacks = callbacks;
        this.recording = recording;
        this.ssrc = ssrc;
        this.sequenceNumber = sequenceNumber;
    }

    /**
     * Sends a datagram and clears it.
     *
     * @param marker whether a video frame ends here and the sink wants to know
     * @return false if the system has no room for it now: it is as it was
     * @throws ClosedChannelException if the session is being stopped
     */
    boolean send(Datagram datagram, long timestamp90k, boolean marker) throws ClosedChannelException {
        try {
            if (channel.write(datagram.seal(marker, sequenceNumber, timestamp90k, ssrc)) == 0) {
                return false;
            }
            newPackets++;
            newOctets += datagram.length();
            packets.setOpaque(packets.getPlain() + 1);
            payloadOctets.setOpaque(payloadOctets.getPlain() + datagram.payloadLength());
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // No route, no memory, or ICMP told that nobody listens: the next one may get through.
            newRefused++;
            refused.setOpaque(refused.getPlain() + 1);
        }
        sequenceNumber = sequenceNumber + 1 & 0xFFFF;
        if (recording) {
            datagram.buffer().clear();
            callbacks.transportStream(datagram.buffer(), RtpPacket.HEADER_LENGTH, datagram.payloadLength());
        }
        datagram.clear();
        return true;
    }

    /** Tells the host what was sent since the last time. */
    void report() {
        if ((newPackets | newRefused) != 0) {
            callbacks.packetsSent(newPackets, newOctets, newRefused);
            newPackets = 0;
            newOctets = 0;
            newRefused = 0;
        }
    }

    int ssrc() {
        return ssrc;
    }

    /** Packets sent so far. Any thread. */
    long packets() {
        return packets.getOpaque();
    }

    /** Packets that the system refused so far. Any thread. */
    long refused() {
        return refused.getOpaque();
    }

    /** Octets of their payload. Any thread. */
    long payloadOctets() {
        return payloadOctets.getOpaque();
    }
}
