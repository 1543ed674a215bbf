// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** What all tables share: the head of a section, its length, its checksum (ISO/IEC 13818-1, 2.4.4). */
final class Section {
    /** Octets before what is special to a table. */
    static final int HEAD = 8;
    /** Octets of the checksum at the end. */
    static final int CRC = 4;

    private static final int MAX_LENGTH = 1024;

    private Section() {}

    /** A section of version 0, number 0 of 0, that applies now. */
    static byte[] of(int tableId, int tableIdExtension, byte[] content) {
        return of(tableId, tableIdExtension, 0, content);
    }

    /** A section of that version, modulo 32, number 0 of 0, that applies now. */
    static byte[] of(int tableId, int tableIdExtension, int version, byte[] content) {
        int length = HEAD + content.length + CRC;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("section of " + length + " octets is longer than " + MAX_LENGTH);
        }
        ByteBuffer section = ByteBuffer.allocate(length);
        section.put((byte) tableId);
        section.putShort((short) (0xB000 | length - 3));
        section.putShort((short) tableIdExtension);
        section.put((byte) (0xC1 | (version & 0x1F) << 1)).put((byte) 0).put((byte) 0);
        section.put(content);
        section.putInt(Crc32Mpeg.of(section.array(), 0, length - CRC));
        return section.array();
    }

    /** Checks table id, length and checksum. */
    static void check(byte[] section, int tableId) throws MalformedSectionException {
        if (section.length < HEAD + CRC) {
            throw new MalformedSectionException("section has " + section.length + " octets, fewer than 12");
        }
        if ((section[0] & 0xFF) != tableId) {
            throw new MalformedSectionException("table_id is " + (section[0] & 0xFF) + ", not " + tableId);
        }
        if (length(section, 0) != section.length) {
            throw new MalformedSectionException(
                    "section_length says " + length(section, 0) + " octets of " + section.length);
        }
        if (Crc32Mpeg.of(section, 0, section.length) != 0) {
            throw new MalformedSectionException("CRC_32 of table " + tableId + " does not match");
        }
    }

    /** Octets of the section that begins at {@code offset}, by its length field. */
    static int length(byte[] octets, int offset) {
        return 3 + ((octets[offset + 1] & 0x0F) << 8 | octets[offset + 2] & 0xFF);
    }

    static int unsigned16(byte[] octets, int offset) {
        return (octets[offset] & 0xFF) << 8 | octets[offset + 1] & 0xFF;
    }

    static void put16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
