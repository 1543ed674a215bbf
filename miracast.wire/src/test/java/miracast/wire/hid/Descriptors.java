// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.HexFormat;

/** Descriptors as devices send them. */
final class Descriptors {
    /** HID 1.11, B.1, with its lamps. */
    static final byte[] BOOT_KEYBOARD = hex("05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02"
            + " 95 01 75 08 81 01 95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 01"
            + " 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 c0");
    /** HID 1.11, B.2. */
    static final byte[] BOOT_MOUSE = hex("05 01 09 02 a1 01 09 01 a1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02"
            + " 95 01 75 05 81 01 05 01 09 30 09 31 15 81 25 7f 75 08 95 02 81 06 c0 c0");
    /** Report ID 2: five buttons, X and Y of 12 bits, wheel, AC Pan. */
    static final byte[] WHEEL_MOUSE =
            hex("05 01 09 02 a1 01 85 02 09 01 a1 00 05 09 19 01 29 05 15 00 25 01 95 05 75 01 81 02"
                    + " 95 01 75 03 81 03 05 01 09 30 09 31 16 01 f8 26 ff 07 75 0c 95 02 81 06"
                    + " 09 38 15 81 25 7f 75 08 95 01 81 06 05 0c 0a 38 02 81 06 c0 c0");
    /** Report ID 1: five fingers (tip switch, contact ID, X and Y to 4095), contact count. */
    static final byte[] TOUCH_SCREEN = touchScreen(5);

    private Descriptors() {}

    static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets.replace(" ", ""));
    }

    /** @param fingers that a report has room for */
    static byte[] touchScreen(int fingers) {
        return hex("05 0d 09 04 a1 01 85 01"
                + ("05 0d 09 22 a1 02 09 42 15 00 25 01 75 01 95 01 81 02 95 07 81 03"
                                + " 09 51 25 7f 75 08 95 01 81 02 05 01 26 ff 0f 75 10 09 30 81 02 09 31 81 02 c0")
                        .repeat(fingers)
                + "05 0d 09 54 25 7f 75 08 95 01 81 02 85 08 09 55 b1 02 c0");
    }
}
