// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import miracast.wire.ts.RtpPacket;
import miracast.wire.ts.TsPacket;

/** One RTP packet in the making: room for the header and up to seven transport packets. One thread; made once, used for ever. */
final class Datagram {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RtpPacket.MAX_LENGTH);
    private final RtpPacket header = new RtpPacket().wrap(buffer, 0);
    private int packets;

    ByteBuffer buffer() {
        return buffer;
    }

    /** Index in the buffer of the next transport packet. */
    int next() {
        return RtpPacket.tsPacketIndex(0, packets);
    }

    /** How many more transport packets it takes. */
    int room() {
        return RtpPacket.MAX_TS_PACKETS - packets;
    }

    /** Transport packets were written at {@link #next()}. */
    void added(int count) {
        packets += count;
    }

    boolean isEmpty() {
        return packets == 0;
    }

    /** Octets of the transport packets. */
    int payloadLength() {
        return packets * TsPacket.LENGTH;
    }

    /** Octets of the whole. */
    int length() {
        return RtpPacket.HEADER_LENGTH + payloadLength();
    }

    /** Writes the header and makes position and limit embrace the whole. */
    ByteBuffer seal(boolean marker, int sequenceNumber, long timestamp90k, int ssrc) {
        header.header(marker, sequenceNumber, timestamp90k, ssrc);
        return buffer.limit(length()).position(0);
    }

    /** Begins anew. */
    void clear() {
        packets = 0;
        buffer.clear();
    }
}
