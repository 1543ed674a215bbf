// SPDX-License-Identifier: Apache-2.0
package miracast.wire.ts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import miracast.api.AudioCoding;
import miracast.api.H264Level;
import miracast.api.H264Profile;

/**
 * The program map table (ISO/IEC 13818-1, 2.4.4.8).
 *
 * @param program its number
 * @param pcrPid packets that carry the clock
 * @param descriptors what is said about the program as a whole
 * @param streams what the program consists of
 */
public record ProgramMap(int program, int pcrPid, List<Descriptor> descriptors, List<ElementaryStream> streams) {
    static final int TABLE_ID = 2;

    /** The list is copied. */
    public ProgramMap {
        descriptors = List.copyOf(descriptors);
        streams = List.copyOf(streams);
    }

    /** A program about which nothing is said as a whole. */
    public ProgramMap(int program, int pcrPid, List<ElementaryStream> streams) {
        this(program, pcrPid, List.of(), streams);
    }

    /** The same with descriptors of the program as a whole. */
    public ProgramMap with(List<Descriptor> programDescriptors) {
        return new ProgramMap(program, pcrPid, programDescriptors, streams);
    }

    /**
     * The map that we send: clock on a PID of its own, H.264, and sound.
     *
     * @param sound how it is coded; null if there is none
     */
    public static ProgramMap wifiDisplay(H264Profile profile, H264Level level, AudioCoding sound) {
        List<ElementaryStream> streams = new ArrayList<>();
        streams.add(new ElementaryStream(
                StreamType.H264, Pid.VIDEO, List.of(Descriptor.avcVideo(profile, level), Descriptor.avcTiming())));
        if (sound == AudioCoding.LPCM) {
            streams.add(new ElementaryStream(StreamType.LPCM, Pid.AUDIO, List.of(Descriptor.lpcmAudio())));
        } else if (sound == AudioCoding.AAC_LC) {
            streams.add(new ElementaryStream(StreamType.AAC_ADTS, Pid.AUDIO));
        }
        return new ProgramMap(1, Pid.PCR, streams);
    }

    /** The section with its checksum, version 0. */
    public byte[] section() {
        return section(0);
    }

    /**
     * The section with its checksum.
     *
     * @param version counts the changes of the table, modulo 32: receivers read it again when it differs
     */
    public byte[] section(int version) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Section.put16(content, 0xE000 | pcrPid);
        put(descriptors, content);
        for (ElementaryStream stream : streams) {
            content.write(stream.type());
            Section.put16(content, 0xE000 | stream.pid());
            put(stream.descriptors(), content);
        }
        return Section.of(TABLE_ID, program, version, content.toByteArray());
    }

    private static void put(List<Descriptor> descriptors, ByteArrayOutputStream content) {
        int length = descriptors.stream().mapToInt(Descriptor::length).sum();
        Section.put16(content, 0xF000 | length);
        for (Descriptor descriptor : descriptors) {
            content.write(descriptor.tag());
            content.write(descriptor.content().length);
            content.writeBytes(descriptor.content());
        }
    }

    /**
     * Reads a section.
     *
     * @throws MalformedSectionException if it is no such section, or damaged
     */
    public static ProgramMap parse(byte[] section) throws MalformedSectionException {
        Section.check(section, TABLE_ID);
        int end = section.length - Section.CRC;
        if (Section.HEAD + 4 > end) {
            throw new MalformedSectionException("program map has " + section.length + " octets, fewer than 16");
        }
        int at = Section.HEAD + 4 + (Section.unsigned16(section, Section.HEAD + 2) & 0x0FFF);
        List<ElementaryStream> streams = new ArrayList<>();
        while (at < end) {
            int info = at + 5 <= end ? Section.unsigned16(section, at + 3) & 0x0FFF : 0;
            if (at + 5 + info > end) {
                throw new MalformedSectionException("stream at octet " + at + " goes beyond the program map");
            }
            streams.add(new ElementaryStream(
                    section[at] & 0xFF,
                    Section.unsigned16(section, at + 1) & 0x1FFF,
                    descriptors(section, at + 5, at + 5 + info)));
            at += 5 + info;
        }
        if (at > end) {
            throw new MalformedSectionException("program_info_length goes beyond the program map");
        }
        int info = Section.unsigned16(section, Section.HEAD + 2) & 0x0FFF;
        return new ProgramMap(
                Section.unsigned16(section, 3),
                Section.unsigned16(section, Section.HEAD) & 0x1FFF,
                descriptors(section, Section.HEAD + 4, Section.HEAD + 4 + info),
                streams);
    }

    private static List<Descriptor> descriptors(byte[] section, int from, int to) throws MalformedSectionException {
        List<Descriptor> found = new ArrayList<>();
        int at = from;
        while (at < to) {
            int length = at + 2 <= to ? section[at + 1] & 0xFF : 0;
            if (at + 2 + length > to) {
                throw new MalformedSectionException("descriptor at octet " + at + " goes beyond its stream");
            }
            found.add(new Descriptor(section[at] & 0xFF, Arrays.copyOfRange(section, at + 2, at + 2 + length)));
            at += 2 + length;
        }
        return found;
    }

    /** Writes the table as one transport packet. */
    public void put(ByteBuffer buffer, int offset, int continuityCounter, int version) {
        Psi.put(buffer, offset, Pid.PMT, continuityCounter, section(version));
    }
}
