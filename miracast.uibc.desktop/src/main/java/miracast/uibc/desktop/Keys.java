// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.event.KeyEvent;

/**
 * Which keys of a keyboard stand for what comes from a display. Characters are typed as on a US keyboard; a desktop with another
 * layout makes of them what it makes of that one's keys.
 */
final class Keys {
    /** There is no such key. */
    static final int NONE = 0;

    private static final String PLAIN = "`-=[]\\;',./";
    private static final String SHIFTED = "~_+{}|:\"<>?";
    private static final int[] SYMBOLS = {
        KeyEvent.VK_BACK_QUOTE,
        KeyEvent.VK_MINUS,
        KeyEvent.VK_EQUALS,
        KeyEvent.VK_OPEN_BRACKET,
        KeyEvent.VK_CLOSE_BRACKET,
        KeyEvent.VK_BACK_SLASH,
        KeyEvent.VK_SEMICOLON,
        KeyEvent.VK_QUOTE,
        KeyEvent.VK_COMMA,
        KeyEvent.VK_PERIOD,
        KeyEvent.VK_SLASH
    };
    private static final String SHIFTED_DIGITS = ")!@#$%^&*(";

    /** Usages 0x28 to 0x38 of page 7 (HID Usage Tables 1.12, 10): Enter to /. */
    private static final int[] FROM_ENTER = {
        KeyEvent.VK_ENTER,
        KeyEvent.VK_ESCAPE,
        KeyEvent.VK_BACK_SPACE,
        KeyEvent.VK_TAB,
        KeyEvent.VK_SPACE,
        KeyEvent.VK_MINUS,
        KeyEvent.VK_EQUALS,
        KeyEvent.VK_OPEN_BRACKET,
        KeyEvent.VK_CLOSE_BRACKET,
        KeyEvent.VK_BACK_SLASH,
        KeyEvent.VK_BACK_SLASH,
        KeyEvent.VK_SEMICOLON,
        KeyEvent.VK_QUOTE,
        KeyEvent.VK_BACK_QUOTE,
        KeyEvent.VK_COMMA,
        KeyEvent.VK_PERIOD,
        KeyEvent.VK_SLASH
    };
    /** Usages 0x49 to 0x52. */
    private static final int[] FROM_INSERT = {
        KeyEvent.VK_INSERT,
        KeyEvent.VK_HOME,
        KeyEvent.VK_PAGE_UP,
        KeyEvent.VK_DELETE,
        KeyEvent.VK_END,
        KeyEvent.VK_PAGE_DOWN,
        KeyEvent.VK_RIGHT,
        KeyEvent.VK_LEFT,
        KeyEvent.VK_DOWN,
        KeyEvent.VK_UP
    };
    /** Usages 0xE0 to 0xE7; left ones, then right ones. */
    private static final int[] MODIFIERS = {KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT, KeyEvent.VK_ALT, KeyEvent.VK_META};

    private static final int CAPS_LOCK_USAGE = 0x39;
    private static final int LEFT_CONTROL_USAGE = 0xE0;
    private static final int RIGHT_META_USAGE = 0xE7;

    private Keys() {}

    /** The key that a character of ASCII is on; {@link #NONE} if none is. */
    static int ofCharacter(int c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + KeyEvent.VK_A;
        }
        if (c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ') {
            return c;
        }
        int symbol = Math.max(PLAIN.indexOf(c), SHIFTED.indexOf(c));
        if (symbol >= 0) {
            return SYMBOLS[symbol];
        }
        int digit = SHIFTED_DIGITS.indexOf(c);
        return digit >= 0 ? '0' + digit : ofControl(c);
    }

    private static int ofControl(int c) {
        return switch (c) {
            case '\b' -> KeyEvent.VK_BACK_SPACE;
            case '\t' -> KeyEvent.VK_TAB;
            case '\n', '\r' -> KeyEvent.VK_ENTER;
            case 0x1B -> KeyEvent.VK_ESCAPE;
            case 0x7F -> KeyEvent.VK_DELETE;
            default -> NONE;
        };
    }

    /** Whether a character is on its key with Shift. */
    static boolean isShifted(int c) {
        return c >= 'A' && c <= 'Z' || SHIFTED.indexOf(c) >= 0 || SHIFTED_DIGITS.indexOf(c) >= 0;
    }

    /** The key of a usage of page 7 (USB HID Usage Tables); {@link #NONE} if there is none. */
    static int ofUsage(int usage) {
        if (usage >= 0x04 && usage <= 0x1D) {
            return usage - 0x04 + KeyEvent.VK_A;
        }
        if (usage >= 0x1E && usage <= 0x27) {
            return usage == 0x27 ? KeyEvent.VK_0 : usage - 0x1E + KeyEvent.VK_1;
        }
        if (usage >= 0x28 && usage < 0x28 + FROM_ENTER.length) {
            return FROM_ENTER[usage - 0x28];
        }
        if (usage >= 0x3A && usage <= 0x45) {
            return usage - 0x3A + KeyEvent.VK_F1;
        }
        if (usage >= 0x49 && usage < 0x49 + FROM_INSERT.length) {
            return FROM_INSERT[usage - 0x49];
        }
        if (usage >= LEFT_CONTROL_USAGE && usage <= RIGHT_META_USAGE) {
            return MODIFIERS[usage & 3];
        }
        return usage == CAPS_LOCK_USAGE ? KeyEvent.VK_CAPS_LOCK : NONE;
    }
}
