// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the NAL units of an Annex B access unit begin and end (ITU-T H.264, B.1). Reused for every access unit; one thread at a
 * time; allocates only for more units than ever before.
 */
final class NalUnits {
    static final int SLICE = 1;
    static final int SLICE_IDR = 5;
    static final int SPS = 7;
    static final int PPS = 8;
    static final int DELIMITER = 9;
    static final int FILLER = 12;

    private static final int TYPE_MASK = 0x1F;

    private int[] begins = new int[16];
    private int[] ends = new int[16];
    private ByteBuffer buffer;
    private int count;

    /**
     * Looks for the units.
     *
     * @param octets how many from index 0 on are the access unit
     * @param oneSlice whether the first slice is the last unit, so that its content need not be searched
     */
    NalUnits find(ByteBuffer accessUnit, int octets, boolean oneSlice) {
        buffer = accessUnit;
        count = 0;
        int at = startCode(0, octets);
        while (at < octets) {
            int begin = at + 3;
            int type = begin < octets ? accessUnit.get(begin) & TYPE_MASK : 0;
            int next = oneSlice && isSlice(type) ? octets : startCode(begin, octets);
            add(begin, next == octets ? octets : withoutZeros(begin, next));
            at = next;
        }
        return this;
    }

    /** Index of the next 00 00 01, or the end. */
    private int startCode(int from, int octets) {
        int at = from;
        while (at + 2 < octets) {
            int third = buffer.get(at + 2);
            if (third == 1 && buffer.get(at) == 0 && buffer.get(at + 1) == 0) {
                return at;
            }
            at += third == 0 ? 1 : third == 1 ? 1 : 3;
        }
        return octets;
    }

    /** A unit does not end with a zero; zeros there belong to the next start code. */
    private int withoutZeros(int begin, int end) {
        int last = end;
        while (last > begin && buffer.get(last - 1) == 0) {
            last--;
        }
        return last;
    }

    private void add(int begin, int end) {
        if (count == begins.length) {
            begins = Arrays.copyOf(begins, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        begins[count] = begin;
        ends[count] = end;
        count++;
    }

    int count() {
        return count;
    }

    /** Index of the unit's header. */
    int begin(int unit) {
        return begins[unit];
    }

    /** Octets of the unit from its header on. */
    int octets(int unit) {
        return ends[unit] - begins[unit];
    }

    int type(int unit) {
        return buffer.get(begins[unit]) & TYPE_MASK;
    }

    static boolean isSlice(int type) {
        return type == SLICE || type == SLICE_IDR;
    }

    /** Whether one of the units has the type. */
    boolean has(int type) {
        for (int i = 0; i < count; i++) {
            if (type(i) == type) {
                return true;
            }
        }
        return false;
    }
}
