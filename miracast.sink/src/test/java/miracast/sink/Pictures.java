// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Access units made by hand: right in all that the checks look at, and of nothing but padding behind that. */
final class Pictures {
    static final byte[] DELIMITER = nal(9, new byte[] {(byte) 0xF0});
    static final byte[] SPS_640X480 = sps(66, 31, 640, 480);
    static final byte[] PPS = pps(false);

    private Pictures() {}

    static byte[] idr(int octets) {
        return unit(DELIMITER, SPS_640X480, PPS, slice(5, 0, 7, octets));
    }

    static byte[] predicted(int octets) {
        return unit(DELIMITER, slice(1, 0, 5, octets));
    }

    static byte[] unit(byte[]... nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] nal : nals) {
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    /** A slice with its header's first fields and padding. */
    static byte[] slice(int nalType, int firstMacroblock, int sliceType, int padding) {
        byte[] head =
                new BitWriter().unsigned(firstMacroblock).unsigned(sliceType).rbsp();
        byte[] all = Arrays.copyOf(head, head.length + padding);
        Arrays.fill(all, head.length, all.length, (byte) 0x55);
        return nal(nalType, all);
    }

    static byte[] pps(boolean cabac) {
        BitWriter bits = new BitWriter()
                .unsigned(0)
                .unsigned(0)
                .bits(cabac ? 1 : 0, 1)
                .bits(0, 1)
                .unsigned(0);
        bits.unsigned(0)
                .unsigned(0)
                .bits(0, 3)
                .unsigned(0)
                .unsigned(0)
                .unsigned(0)
                .bits(0, 3);
        return nal(8, bits.rbsp());
    }

    static byte[] sps(int profile, int level, int width, int height) {
        int columns = (width + 15) / 16;
        int rows = (height + 15) / 16;
        BitWriter bits = new BitWriter()
                .bits(profile, 8)
                .bits(profile == 100 ? 0x0C : 0xC0, 8)
                .bits(level, 8)
                .unsigned(0);
        if (profile == 100) {
            bits.unsigned(1).unsigned(0).unsigned(0).bits(0, 2);
        }
        bits.unsigned(0).unsigned(2).unsigned(1).bits(0, 1);
        bits.unsigned(columns - 1).unsigned(rows - 1).bits(1, 1).bits(1, 1);
        bits.bits(1, 1)
                .unsigned(0)
                .unsigned((columns * 16 - width) / 2)
                .unsigned(0)
                .unsigned((rows * 16 - height) / 2);
        return nal(7, bits.bits(0, 1).rbsp());
    }

    static byte[] nal(int type, byte[] content) {
        byte[] nal = new byte[5 + content.length];
        nal[3] = 1;
        nal[4] = (byte) (3 << 5 | type);
        System.arraycopy(content, 0, nal, 5, content.length);
        return nal;
    }
}
