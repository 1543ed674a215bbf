// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import miracast.wire.ts.RtpPacket;
import miracast.wire.ts.TsPacket;

/** Checks RTP headers (RFC 3550, RFC 2250) and hands the transport packets on in order. Receive thread. */
final class RtpInput implements DatagramTarget {
    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final ReorderWindow window;
    private final RtpPacket rtp = new RtpPacket();

    private boolean started;
    private int ssrc;

    RtpInput(StreamCounters counters, Complaints complaints, PacketPosition position, TransportTarget next) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        this.window = new ReorderWindow(counters, complaints, position, next);
    }

    @Override
    public void datagram(ByteBuffer buffer, int length, long arrivalNs) {
        if (!rtp.wrap(buffer, 0).isWellFormed(length)) {
            malformed("%s: a datagram of %d octets is no RTP packet", position, length);
            return;
        }
        if (rtp.payloadType() != RtpPacket.PAYLOAD_TYPE_MP2T) {
            malformed("%s: RTP payload type %d, expected %d", position, rtp.payloadType(), RtpPacket.PAYLOAD_TYPE_MP2T);
            return;
        }
        int payload = rtp.payloadLength(length);
        int whole = payload - payload % TsPacket.LENGTH;
        if (payload == 0 || whole != payload) {
            malformed("%s: RTP payload of %d octets is not a number of transport packets", position, payload);
            if (whole == 0) {
                return;
            }
        }
        if (!started) {
            started = true;
            ssrc = rtp.ssrc();
        } else if (rtp.ssrc() != ssrc) {
            complaints.add("%s: SSRC %08x, expected %08x", position, rtp.ssrc(), ssrc);
            ssrc = rtp.ssrc();
            window.restart();
        }
        counters.packets.increment();
        counters.octets.add(whole);
        window.packet(rtp.sequenceNumber(), buffer, rtp.headerLength(), whole, arrivalNs);
    }

    /** Gives up on what is missing for too long. */
    void poll(long nowNs) {
        window.poll(nowNs);
    }

    /** Whether {@link #poll} has to be called soon. */
    boolean hasWaiting() {
        return window.hasWaiting();
    }

    /** Hands on what waits: nothing will come any more. */
    void flush() {
        window.flush();
    }

    private void malformed(String format, Object... values) {
        counters.malformed.increment();
        complaints.add(format, values);
    }
}
