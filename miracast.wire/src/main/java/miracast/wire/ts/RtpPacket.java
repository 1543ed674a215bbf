// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Flyweight over an RTP packet (RFC 3550, 5.1) that carries transport packets (RFC 2250).
 *
 * <pre>
 *  0               1               2               3
 * +---+-+-+-------+-+-------------+-------------------------------+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +---+-+-+-------+-+-------------+-------------------------------+
 * |                     time stamp, 90 kHz                        |
 * +---------------------------------------------------------------+
 * |                            SSRC                               |
 * +---------------------------------------------------------------+
 * |  1 to 7 transport packets of 188 octets                       |
 * </pre>
 */
public final class RtpPacket {
    /** Octets of the header as we write it: no CSRC, no extension. */
    public static final int HEADER_LENGTH = 12;
    /** Payload type MP2T (RFC 3551, table 5). */
    public static final int PAYLOAD_TYPE_MP2T = 33;
    /** The most transport packets that one RTP packet takes within an Ethernet frame. */
    public static final int MAX_TS_PACKETS = 7;
    /** Octets of a full packet: 1328. */
    public static final int MAX_LENGTH = HEADER_LENGTH + MAX_TS_PACKETS * TsPacket.LENGTH;

    private static final int VERSION_2 = 2 << 30;
    private static final int MARKER = 1 << 23;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** Shows the packet that begins at {@code offset}. */
    public RtpPacket wrap(ByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    /**
     * Writes the 12 octets of the header.
     *
     * @param marker end of a video frame for sinks with a Microsoft extension, false for all others
     * @param sequenceNumber the low 16 bits count
     * @param timestamp90k the low 32 bits count
     * @param ssrc the stream's source
     */
    public RtpPacket header(boolean marker, int sequenceNumber, long timestamp90k, int ssrc) {
        buffer.putInt(offset, VERSION_2 | (marker ? MARKER : 0) | PAYLOAD_TYPE_MP2T << 16 | sequenceNumber & 0xFFFF);
        buffer.putInt(offset + 4, (int) timestamp90k);
        buffer.putInt(offset + 8, ssrc);
        return this;
    }

    /** Index of the n-th transport packet, counted from 0, behind a header as we write it. */
    public static int tsPacketIndex(int offset, int n) {
        return offset + HEADER_LENGTH + n * TsPacket.LENGTH;
    }

    /**
     * Whether {@code length} octets can be an RTP packet: version 2, and header, CSRCs, extension and padding fit. The getters
     * below may be used only if so.
     */
    public boolean isWellFormed(int length) {
        if (length < HEADER_LENGTH || version() != 2) {
            return false;
        }
        int headers = HEADER_LENGTH + 4 * csrcCount();
        if (hasExtension() && headers + 4 > length) {
            return false;
        }
        return payloadLength(length) >= 0 && headerLength() <= length;
    }

    /** V, which has to be 2 (RFC 3550, 5.1; so are all that follow). */
    public int version() {
        return buffer.get(offset) >> 6 & 3;
    }

    /** P: octets at the end that are no payload. */
    public boolean hasPadding() {
        return (buffer.get(offset) & 0x20) != 0;
    }

    /** X: a header extension. */
    public boolean hasExtension() {
        return (buffer.get(offset) & 0x10) != 0;
    }

    /** CC: contributing sources, 0 to 15. */
    public int csrcCount() {
        return buffer.get(offset) & 0x0F;
    }

    /** M: here a video frame ends, where that was agreed. */
    public boolean marker() {
        return buffer.get(offset + 1) < 0;
    }

    /** PT, 0 to 127; 33 for a transport stream (RFC 3551, table 5). */
    public int payloadType() {
        return buffer.get(offset + 1) & 0x7F;
    }

    /** 0 to 65535. */
    public int sequenceNumber() {
        return buffer.getShort(offset + 2) & 0xFFFF;
    }

    /** 32 bits, unsigned. */
    public long timestamp90k() {
        return buffer.getInt(offset + 4) & 0xFFFFFFFFL;
    }

    /** SSRC: which source it is. */
    public int ssrc() {
        return buffer.getInt(offset + 8);
    }

    /** Octets before the payload: fixed header, CSRCs and extension. */
    public int headerLength() {
        int length = HEADER_LENGTH + 4 * csrcCount();
        return hasExtension() ? length + 4 + 4 * (buffer.getShort(offset + length + 2) & 0xFFFF) : length;
    }

    /** Octets of payload in a packet of {@code length} octets, padding taken off; negative if they do not fit. */
    public int payloadLength(int length) {
        int padding = hasPadding() ? buffer.get(offset + length - 1) & 0xFF : 0;
        return length - headerLength() - padding;
    }

    /** How far {@code second} is ahead of {@code first}, −32768 to 32767, across the wrap. */
    public static int sequenceDistance(int first, int second) {
        return (short) (second - first);
    }
}
