// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The program association table (ISO/IEC 13818-1, 2.4.4.3).
 *
 * @param transportStreamId any 16 bits
 * @param programs program number to PID of its map, in the order of the table
 */
public record ProgramAssociation(int transportStreamId, Map<Integer, Integer> programs) {
    static final int TABLE_ID = 0;

    /** The table of every Wi-Fi Display stream: stream 0, program 1, its map on {@link Pid#PMT}. */
    public static final ProgramAssociation WIFI_DISPLAY = new ProgramAssociation(0, Map.of(1, Pid.PMT));

    /** The map is copied, and keeps its order. */
    public ProgramAssociation {
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
    }

    /** The section with its checksum. */
    public byte[] section() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        programs.forEach((number, pid) -> {
            Section.put16(content, number);
            Section.put16(content, 0xE000 | pid);
        });
        return Section.of(TABLE_ID, transportStreamId, content.toByteArray());
    }

    /**
     * Reads a section. Program 0, which names the network, is left out.
     *
     * @throws MalformedSectionException if it is no such section, or damaged
     */
    public static ProgramAssociation parse(byte[] section) throws MalformedSectionException {
        Section.check(section, TABLE_ID);
        Map<Integer, Integer> programs = new LinkedHashMap<>();
        for (int at = Section.HEAD; at + 4 <= section.length - Section.CRC; at += 4) {
            int number = Section.unsigned16(section, at);
            if (number != 0) {
                programs.put(number, Section.unsigned16(section, at + 2) & 0x1FFF);
            }
        }
        return new ProgramAssociation(Section.unsigned16(section, 3), programs);
    }

    /** Writes the table as one transport packet. */
    public void put(ByteBuffer buffer, int offset, int continuityCounter) {
        Psi.put(buffer, offset, Pid.PAT, continuityCounter, section());
    }
}
