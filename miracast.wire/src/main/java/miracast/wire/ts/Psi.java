// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Tables in transport packets: one whole section per packet, pointer field 0, the rest FF. */
public final class Psi {
    /** The longest section that one packet holds. */
    public static final int MAX_SECTION = TsPacket.MAX_PAYLOAD - 1;

    private Psi() {}

    /**
     * Writes a section as one transport packet. For tables that are sent again and again, keep the packet and set its
     * continuity counter.
     *
     * @throws IllegalArgumentException if the section does not fit
     */
    public static void put(ByteBuffer buffer, int offset, int pid, int continuityCounter, byte[] section) {
        if (section.length > MAX_SECTION) {
            throw new IllegalArgumentException(
                    "section of " + section.length + " octets does not fit into a packet, which holds " + MAX_SECTION);
        }
        new TsPacket().wrap(buffer, offset).header(pid, true, continuityCounter);
        buffer.put(offset + TsPacket.HEADER_LENGTH, (byte) 0);
        buffer.put(offset + TsPacket.HEADER_LENGTH + 1, section);
        TsPacket.stuff(buffer, offset + TsPacket.HEADER_LENGTH + 1 + section.length, MAX_SECTION - section.length);
    }

    /** The first section that begins in a well-formed packet; empty if none begins there, or it goes on in the next packet. */
    public static Optional<byte[]> section(TsPacket packet, ByteBuffer buffer) {
        if (!packet.unitStart() || packet.payloadLength() < 4) {
            return Optional.empty();
        }
        int end = packet.payloadIndex() + packet.payloadLength();
        int start = packet.payloadIndex() + 1 + (buffer.get(packet.payloadIndex()) & 0xFF);
        if (start + 3 > end) {
            return Optional.empty();
        }
        int length = 3 + (buffer.getShort(start + 1) & 0x0FFF);
        if (start + length > end) {
            return Optional.empty();
        }
        byte[] section = new byte[length];
        buffer.get(start, section);
        return Optional.of(section);
    }
}
