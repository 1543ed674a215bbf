// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;

/**
 * Flyweight over one transport packet (ISO/IEC 13818-1, 2.4.3.2).
 *
 * <pre>
 *  0               1               2               3
 * +---------------+-+-+-+---------+---------------+---+---+-------+
 * |  sync 0x47    |E|U|P|          PID            |scr|afc|  cc   |
 * +---------------+-+-+-+---------+---------------+---+---+-------+
 * |  adaptation field (afc 2, 3): length, flags, PCR, stuffing    |
 * |  payload          (afc 1, 3)                                  |
 * </pre>
 */
public final class TsPacket {
    /** Octets of a packet. */
    public static final int LENGTH = 188;
    /** Octets of the fixed header. */
    public static final int HEADER_LENGTH = 4;
    /** The most payload in a packet. */
    public static final int MAX_PAYLOAD = LENGTH - HEADER_LENGTH;
    /** What a packet begins with. */
    public static final int SYNC = 0x47;

    private static final int SYNC_ON_TOP = SYNC << 24;
    private static final int UNIT_START = 1 << 22;
    private static final int ADAPTATION_FIELD = 1 << 5;
    private static final int PAYLOAD = 1 << 4;
    private static final int FLAG_DISCONTINUITY = 0x80;
    private static final int FLAG_RANDOM_ACCESS = 0x40;
    private static final int FLAG_PCR = 0x10;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** Shows the packet that begins at {@code offset}. */
    public TsPacket wrap(ByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    /** Writes the header of a packet that is full of payload. */
    public TsPacket header(int pid, boolean unitStart, int continuityCounter) {
        buffer.putInt(
                offset, SYNC_ON_TOP | (unitStart ? UNIT_START : 0) | pid << 8 | PAYLOAD | continuityCounter & 0xF);
        return this;
    }

    /**
     * Writes header and stuffing of a packet with {@code payloadLength} octets of payload, which end it.
     *
     * @param payloadLength 1 to {@link #MAX_PAYLOAD}
     * @return index in the buffer where the payload goes
     */
    public int header(int pid, boolean unitStart, int continuityCounter, int payloadLength) {
        int stuffing = MAX_PAYLOAD - payloadLength;
        if (stuffing == 0) {
            header(pid, unitStart, continuityCounter);
            return offset + HEADER_LENGTH;
        }
        buffer.putInt(
                offset,
                SYNC_ON_TOP
                        | (unitStart ? UNIT_START : 0)
                        | pid << 8
                        | ADAPTATION_FIELD
                        | PAYLOAD
                        | continuityCounter & 0xF);
        buffer.put(offset + HEADER_LENGTH, (byte) (stuffing - 1));
        if (stuffing > 1) {
            buffer.put(offset + HEADER_LENGTH + 1, (byte) 0);
            stuff(buffer, offset + HEADER_LENGTH + 2, stuffing - 2);
        }
        return offset + HEADER_LENGTH + stuffing;
    }

    /**
     * Writes a whole packet that carries the clock and no payload.
     *
     * @param continuityCounter that of the PID's last packet with payload: it does not advance here
     */
    public TsPacket clock(int pid, int continuityCounter, long pcr27M) {
        buffer.putInt(offset, SYNC_ON_TOP | pid << 8 | ADAPTATION_FIELD | continuityCounter & 0xF);
        buffer.putShort(offset + HEADER_LENGTH, (short) (MAX_PAYLOAD - 1 << 8 | FLAG_PCR));
        ProgramClockReference.put(buffer, offset + HEADER_LENGTH + 2, pcr27M);
        int written = HEADER_LENGTH + 2 + ProgramClockReference.LENGTH;
        stuff(buffer, offset + written, LENGTH - written);
        return this;
    }

    /** Sets the continuity counter of a packet that is there, for tables that are sent again. */
    public TsPacket continuityCounter(int value) {
        buffer.put(offset + 3, (byte) (buffer.get(offset + 3) & 0xF0 | value & 0xF));
        return this;
    }

    /** Fills with stuffing octets. */
    static void stuff(ByteBuffer buffer, int from, int octets) {
        int end = from + octets;
        int at = from;
        for (; at <= end - 8; at += 8) {
            buffer.putLong(at, -1L);
        }
        for (; at < end; at++) {
            buffer.put(at, (byte) 0xFF);
        }
    }

    /**
     * Whether sync octet and lengths are right: there is payload or an adaptation field, and the latter ends within the packet.
     * The getters for what is behind the header may be used only if so.
     */
    public boolean isWellFormed() {
        if ((buffer.get(offset) & 0xFF) != SYNC || !hasPayload() && !hasAdaptationField()) {
            return false;
        }
        return adaptationFieldLength() <= (hasPayload() ? MAX_PAYLOAD - 2 : MAX_PAYLOAD - 1);
    }

    /** transport_error_indicator: a receiver in between found the packet damaged. */
    public boolean transportError() {
        return (buffer.get(offset + 1) & 0x80) != 0;
    }

    /** payload_unit_start_indicator. */
    public boolean unitStart() {
        return (buffer.get(offset + 1) & 0x40) != 0;
    }

    /** PID, 0 to 8191. */
    public int pid() {
        return buffer.getShort(offset + 1) & 0x1FFF;
    }

    /** Whether transport_scrambling_control says that the payload is encrypted. */
    public boolean scrambled() {
        return (buffer.get(offset + 3) & 0xC0) != 0;
    }

    /** Whether adaptation_field_control announces an adaptation field. */
    public boolean hasAdaptationField() {
        return (buffer.get(offset + 3) & 0x20) != 0;
    }

    /** Whether adaptation_field_control announces a payload. */
    public boolean hasPayload() {
        return (buffer.get(offset + 3) & 0x10) != 0;
    }

    /** continuity_counter, 0 to 15. */
    public int continuityCounter() {
        return buffer.get(offset + 3) & 0xF;
    }

    /** Octets of the adaptation field behind its length octet; 0 also if there is no such field. */
    public int adaptationFieldLength() {
        return hasAdaptationField() ? buffer.get(offset + HEADER_LENGTH) & 0xFF : 0;
    }

    /** discontinuity_indicator: clock or continuity counter begin anew here. */
    public boolean discontinuity() {
        return (flags() & FLAG_DISCONTINUITY) != 0;
    }

    /** random_access_indicator. */
    public boolean randomAccess() {
        return (flags() & FLAG_RANDOM_ACCESS) != 0;
    }

    /** PCR_flag, and room for the clock (2.4.3.5). */
    public boolean hasPcr() {
        return (flags() & FLAG_PCR) != 0 && adaptationFieldLength() > ProgramClockReference.LENGTH;
    }

    /** The clock in 27 MHz ticks; only if {@link #hasPcr}. */
    public long pcr27M() {
        return ProgramClockReference.get(buffer, offset + HEADER_LENGTH + 2);
    }

    private int flags() {
        return adaptationFieldLength() > 0 ? buffer.get(offset + HEADER_LENGTH + 1) & 0xFF : 0;
    }

    /** Index in the buffer where the payload begins. */
    public int payloadIndex() {
        return offset + HEADER_LENGTH + (hasAdaptationField() ? 1 + adaptationFieldLength() : 0);
    }

    /** Octets of payload; 0 if there is none. */
    public int payloadLength() {
        return hasPayload() ? Math.max(0, offset + LENGTH - payloadIndex()) : 0;
    }
}
