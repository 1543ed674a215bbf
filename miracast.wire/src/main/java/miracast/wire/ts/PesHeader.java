// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Flyweight over the header of a PES packet (ISO/IEC 13818-1, 2.4.3.6).
 *
 * <pre>
 * 00 00 01 | stream_id | packet_length (16) | 10.. alignment | PTS/DTS flags | header_data_length | PTS (40) | …
 * </pre>
 *
 * Written with data alignment and a PTS only: there are no B pictures, so that decoding and presentation time are the same.
 */
public final class PesHeader {
    /** Octets as we write it: 9 and a PTS. */
    public static final int LENGTH = 9 + PresentationTime.LENGTH;
    /** Octets of PES_private_data. */
    public static final int PRIVATE_DATA = 16;
    /** Octets of the header with private data: the flags of the extension, and the data. */
    public static final int PROTECTED_LENGTH = LENGTH + 1 + PRIVATE_DATA;
    /** stream_id of H.264. */
    public static final int VIDEO = 0xE0;
    /** stream_id of AAC. */
    public static final int AAC = 0xC0;
    /** private_stream_1: stream_id of LPCM and AC-3. */
    public static final int PRIVATE_STREAM_1 = 0xBD;

    private static final int START_CODE = 0x000001;
    private static final int FIXED_LENGTH = 9;
    private static final int AFTER_LENGTH_FIELD = 6;
    /** '10', not scrambled, data_alignment_indicator. */
    private static final int ALIGNED = 0x84;

    private static final int FLAG_PTS = 0x80;
    private static final int FLAG_DTS = 0x40;
    private static final int FLAG_EXTENSION = 0x01;
    /** PES_private_data_flag, and the reserved bits set. */
    private static final int WITH_PRIVATE_DATA = 0x8E;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** Shows the header that begins at {@code offset}. */
    public PesHeader wrap(ByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    /**
     * Writes the {@link #LENGTH} octets of the header.
     *
     * @param payloadLength octets behind the header; 0 leaves the packet's length open, which is legal for video only
     */
    public PesHeader header(int streamId, int payloadLength, long pts90k) {
        int length = payloadLength == 0 ? 0 : payloadLength + LENGTH - AFTER_LENGTH_FIELD;
        buffer.putInt(offset, START_CODE << 8 | streamId & 0xFF);
        buffer.putShort(offset + 4, (short) length);
        buffer.putShort(offset + 6, (short) (ALIGNED << 8 | FLAG_PTS));
        buffer.put(offset + 8, (byte) PresentationTime.LENGTH);
        PresentationTime.put(buffer, offset + FIXED_LENGTH, PresentationTime.PREFIX_PTS_ONLY, pts90k);
        return this;
    }

    /**
     * Writes the {@link #PROTECTED_LENGTH} octets of a header with private data, which an encrypted stream needs.
     *
     * @param privateData its {@link #PRIVATE_DATA} octets, from index 0
     */
    public PesHeader protectedHeader(int streamId, long pts90k, ByteBuffer privateData) {
        header(streamId, 0, pts90k);
        buffer.put(offset + 7, (byte) (FLAG_PTS | FLAG_EXTENSION));
        buffer.put(offset + 8, (byte) (PROTECTED_LENGTH - FIXED_LENGTH));
        buffer.put(offset + LENGTH, (byte) WITH_PRIVATE_DATA);
        buffer.put(offset + LENGTH + 1, privateData, 0, PRIVATE_DATA);
        return this;
    }

    /**
     * Whether the first {@code available} octets of a payload hold a whole PES header, time stamps and stuffing included. The
     * getters below may be used only if so.
     */
    public boolean isWellFormed(int available) {
        return available >= FIXED_LENGTH
                && buffer.getInt(offset) >>> 8 == START_CODE
                && (buffer.get(offset + 6) & 0xC0) == 0x80
                && headerLength() <= available
                && headerLength() >= FIXED_LENGTH + timeStampLength();
    }

    private int timeStampLength() {
        return hasDts() ? 2 * PresentationTime.LENGTH : hasPts() ? PresentationTime.LENGTH : 0;
    }

    /** stream_id (ISO/IEC 13818-1, table 2-22). */
    public int streamId() {
        return buffer.get(offset + 3) & 0xFF;
    }

    /** PES_packet_length: octets behind that field, 0 if open. */
    public int packetLength() {
        return buffer.getShort(offset + 4) & 0xFFFF;
    }

    /** data_alignment_indicator. */
    public boolean dataAligned() {
        return (buffer.get(offset + 6) & 0x04) != 0;
    }

    /** Whether PES_scrambling_control says that the payload is encrypted. */
    public boolean scrambled() {
        return (buffer.get(offset + 6) & 0x30) != 0;
    }

    /** Whether PTS_DTS_flags announce a presentation time. */
    public boolean hasPts() {
        return (buffer.get(offset + 7) & FLAG_PTS) != 0;
    }

    /** Whether PTS_DTS_flags announce a decoding time as well. */
    public boolean hasDts() {
        return hasPts() && (buffer.get(offset + 7) & FLAG_DTS) != 0;
    }

    /** Only if {@link #hasPts}. */
    public long pts90k() {
        return PresentationTime.get(buffer, offset + FIXED_LENGTH);
    }

    /** Only if {@link #hasDts}. */
    public long dts90k() {
        return PresentationTime.get(buffer, offset + FIXED_LENGTH + PresentationTime.LENGTH);
    }

    /** Octets before the payload, stuffing included. */
    public int headerLength() {
        return FIXED_LENGTH + (buffer.get(offset + 8) & 0xFF);
    }

    /** Octets of payload that the packet announces; −1 if its length is open or shorter than its header. */
    public int payloadLength() {
        int length = packetLength() + AFTER_LENGTH_FIELD - headerLength();
        return packetLength() == 0 || length < 0 ? -1 : length;
    }
}
