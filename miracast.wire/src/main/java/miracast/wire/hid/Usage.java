// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

/** The usages that are understood (USB HID Usage Tables 1.12), page in the upper half. */
final class Usage {
    /** Generic Desktop (4). */
    static final int POINTER = 0x01_0001;

    static final int MOUSE = 0x01_0002;
    static final int KEYBOARD = 0x01_0006;
    static final int KEYPAD = 0x01_0007;
    static final int X = 0x01_0030;
    static final int Y = 0x01_0031;
    static final int WHEEL = 0x01_0038;

    /** Page Keyboard/Keypad (10). */
    static final int KEYS = 0x07;

    static final int LEFT_CONTROL = 0xE0;
    static final int LEFT_SHIFT = 0xE1;
    static final int RIGHT_SHIFT = 0xE5;

    /** Page Button (12): 1 is the primary one. */
    static final int BUTTONS = 0x09;

    static final int PRIMARY_BUTTON = 0x09_0001;

    /** Consumer (15). */
    static final int AC_PAN = 0x0C_0238;

    /** Digitizers (16). */
    static final int DIGITIZER = 0x0D_0001;

    static final int PEN = 0x0D_0002;
    static final int TOUCH_SCREEN = 0x0D_0004;
    static final int STYLUS = 0x0D_0020;
    static final int FINGER = 0x0D_0022;
    static final int TIP_SWITCH = 0x0D_0042;
    static final int CONFIDENCE = 0x0D_0047;
    static final int CONTACT_ID = 0x0D_0051;
    static final int CONTACT_COUNT = 0x0D_0054;

    private Usage() {}

    static int page(int usage) {
        return usage >>> 16;
    }

    /** Its number on its page. */
    static int id(int usage) {
        return usage & 0xFFFF;
    }

    /** Whether a collection of it is one finger, pen or puck. */
    static boolean isTransducer(int usage) {
        return usage >= STYLUS && usage <= FINGER;
    }
}
