// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

/** The characters that are on the keys of a US keyboard (USB HID Usage Tables 1.12, 10). */
final class KeyCharacters {
    private static final char NONE = 0;
    private static final char ESCAPE = 0x1B;
    private static final char DELETE = 0x7F;

    /** Usages 0x1E to 0x38: 1 to /. 0x32 is the key that is \\ on US keyboards. */
    private static final String PLAIN = "1234567890\r" + ESCAPE + "\b\t -=[]\\\\;'`,./";

    private static final String SHIFTED = "!@#$%^&*()\r" + ESCAPE + "\b\t _+{}||:\"~<>?";
    private static final int FIRST = 0x1E;
    /** Usages 0x54 to 0x63, / to the point. */
    private static final String KEYPAD = "/*-+\r1234567890.";

    private static final int FIRST_OF_KEYPAD = 0x54;
    private static final int DELETE_FORWARD = 0x4C;

    private KeyCharacters() {}

    /** The character of a key; 0 if it has none. */
    static char of(int usage, boolean shift) {
        if (usage >= 0x04 && usage <= 0x1D) {
            return (char) (usage - 0x04 + (shift ? 'A' : 'a'));
        }
        if (usage >= FIRST && usage < FIRST + PLAIN.length()) {
            return (shift ? SHIFTED : PLAIN).charAt(usage - FIRST);
        }
        if (usage >= FIRST_OF_KEYPAD && usage < FIRST_OF_KEYPAD + KEYPAD.length()) {
            return KEYPAD.charAt(usage - FIRST_OF_KEYPAD);
        }
        return usage == DELETE_FORWARD ? DELETE : NONE;
    }
}
