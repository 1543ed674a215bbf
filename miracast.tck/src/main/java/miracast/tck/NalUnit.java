// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One NAL unit of an Annex B stream (ITU-T H.264, 7.3.1 and B.1).
 *
 * @param startCodeOctets length of the start code before it, 3 or 4
 * @param type nal_unit_type
 * @param refIdc nal_ref_idc
 * @param rbsp what follows the header, without emulation prevention
 */
public record NalUnit(int startCodeOctets, int type, int refIdc, byte[] rbsp) {
    public static final int SLICE = 1;
    public static final int SLICE_IDR = 5;
    public static final int SEI = 6;
    public static final int SPS = 7;
    public static final int PPS = 8;
    public static final int DELIMITER = 9;

    /** Cuts a piece of stream into its NAL units; octets before the first start code are an error. */
    public static List<NalUnit> parse(byte[] stream) {
        List<NalUnit> units = new ArrayList<>();
        int at = startCode(stream, 0);
        if (at != 0) {
            throw new IllegalArgumentException("no start code at the beginning: "
                    + Arrays.toString(Arrays.copyOf(stream, Math.min(8, stream.length))));
        }
        while (at < stream.length) {
            int length = stream[at + 2] == 1 ? 3 : 4;
            int next = startCode(stream, at + length);
            units.add(unit(length, Arrays.copyOfRange(stream, at + length, next)));
            at = next;
        }
        return units;
    }

    private static int startCode(byte[] stream, int from) {
        for (int i = from; i + 3 < stream.length; i++) {
            boolean zeros = stream[i] == 0 && stream[i + 1] == 0;
            if (zeros && (stream[i + 2] == 1 || stream[i + 2] == 0 && stream[i + 3] == 1)) {
                return i;
            }
        }
        return stream.length;
    }

    private static NalUnit unit(int startCodeOctets, byte[] octets) {
        ByteArrayOutputStream rbsp = new ByteArrayOutputStream();
        int zeros = 0;
        for (int i = 1; i < octets.length; i++) {
            if (zeros == 2 && octets[i] == 3) {
                zeros = 0;
            } else {
                zeros = octets[i] == 0 ? zeros + 1 : 0;
                rbsp.write(octets[i]);
            }
        }
        return new NalUnit(startCodeOctets, octets[0] & 0x1F, octets[0] >> 5 & 3, rbsp.toByteArray());
    }

    /** Whether it is a slice of a picture. */
    public boolean slice() {
        return type == SLICE || type == SLICE_IDR;
    }

    /** first_mb_in_slice of a slice. */
    public int firstMacroblock() {
        return new BitReader(rbsp).unsigned();
    }

    /** slice_type of a slice modulo 5: 0 P, 1 B, 2 I. */
    public int sliceType() {
        BitReader reader = new BitReader(rbsp);
        reader.unsigned();
        return reader.unsigned() % 5;
    }

    /** entropy_coding_mode_flag of a picture parameter set: true for CABAC. */
    public boolean cabac() {
        BitReader reader = new BitReader(rbsp);
        reader.unsigned();
        reader.unsigned();
        return reader.flag();
    }
}
