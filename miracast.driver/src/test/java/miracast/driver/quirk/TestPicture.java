// SPDX-License-Identifier: Apache-2.0
package miracast.driver.quirk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An access unit that tells which one it is, laid out as encoders do: delimiter, parameter sets before an IDR picture, one
 * slice.
 *
 * @param idr whether it is an IDR picture
 * @param number of the picture, which stands in its slice
 */
record TestPicture(boolean idr, int number) {
    /** Octets of each picture: several RTP packets. */
    static final int OCTETS = 3000;

    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final byte[] SPS = {0x67, 0x42, (byte) 0xC0, 0x28, (byte) 0xDA, 0x01};
    private static final byte[] PPS = {0x68, (byte) 0xCE, 0x3C, (byte) 0x80};
    private static final int NUMBER_LENGTH = 6;

    byte[] accessUnit() {
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        append(unit, new byte[] {0x09, (byte) (idr ? 0x10 : 0x30)});
        if (idr) {
            append(unit, SPS);
            append(unit, PPS);
        }
        append(unit, new byte[] {(byte) (idr ? 0x65 : 0x41)});
        unit.writeBytes(String.format("%0" + NUMBER_LENGTH + "d", number).getBytes(StandardCharsets.US_ASCII));
        byte[] filler = new byte[OCTETS - unit.size()];
        Arrays.fill(filler, (byte) 0x55);
        unit.writeBytes(filler);
        return unit.toByteArray();
    }

    private static void append(ByteArrayOutputStream unit, byte[] nalUnit) {
        unit.writeBytes(START_CODE);
        unit.writeBytes(nalUnit);
    }

    /** Reads what a display received; fails if it is not exactly what an encoder made. */
    static TestPicture of(byte[] accessUnit) {
        boolean idr = accessUnit.length > 5 && accessUnit[5] == 0x10;
        String text = new String(accessUnit, StandardCharsets.ISO_8859_1);
        int slice = text.indexOf(idr ? "\0\0\0\1\u0065" : "\0\0\0\1\u0041") + START_CODE.length + 1;
        TestPicture picture = new TestPicture(idr, Integer.parseInt(text.substring(slice, slice + NUMBER_LENGTH)));
        if (!Arrays.equals(picture.accessUnit(), accessUnit)) {
            throw new AssertionError("picture came damaged: " + picture);
        }
        return picture;
    }
}
