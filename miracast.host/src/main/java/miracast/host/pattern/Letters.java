// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.text.Normalizer;
import java.util.Locale;

/** Capitals and marks in 5 x 7 cells, seven rows of five bits each, uppermost row and leftmost cell first. */
final class Letters {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ -,!?/+()'";

    private static final long[] SHAPES = {
        Glyphs.rows(0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001),
        Glyphs.rows(0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110),
        Glyphs.rows(0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110),
        Glyphs.rows(0b11100, 0b10010, 0b10001, 0b10001, 0b10001, 0b10010, 0b11100),
        Glyphs.rows(0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111),
        Glyphs.rows(0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000),
        Glyphs.rows(0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111),
        Glyphs.rows(0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001),
        Glyphs.rows(0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110),
        Glyphs.rows(0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100),
        Glyphs.rows(0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001),
        Glyphs.rows(0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111),
        Glyphs.rows(0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001),
        Glyphs.rows(0b10001, 0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001),
        Glyphs.rows(0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110),
        Glyphs.rows(0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000),
        Glyphs.rows(0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101),
        Glyphs.rows(0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001),
        Glyphs.rows(0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110),
        Glyphs.rows(0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100),
        Glyphs.rows(0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110),
        Glyphs.rows(0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100),
        Glyphs.rows(0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001),
        Glyphs.rows(0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001),
        Glyphs.rows(0b10001, 0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100),
        Glyphs.rows(0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111),
        Glyphs.rows(0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000),
        Glyphs.rows(0b00000, 0b00000, 0b00000, 0b01110, 0b00000, 0b00000, 0b00000),
        Glyphs.rows(0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b00100, 0b01000),
        Glyphs.rows(0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00000, 0b00100),
        Glyphs.rows(0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b00000, 0b00100),
        Glyphs.rows(0b00000, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b00000),
        Glyphs.rows(0b00000, 0b00100, 0b00100, 0b11111, 0b00100, 0b00100, 0b00000),
        Glyphs.rows(0b00010, 0b00100, 0b01000, 0b01000, 0b01000, 0b00100, 0b00010),
        Glyphs.rows(0b01000, 0b00100, 0b00010, 0b00010, 0b00010, 0b00100, 0b01000),
        Glyphs.rows(0b00100, 0b00100, 0b01000, 0b00000, 0b00000, 0b00000, 0b00000),
    };

    private Letters() {}

    /** The text in characters that have a shape, as far as it can be put so. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT);
    }

    /** The shape of a character that is no digit, colon or point; that of the question mark if it has none. */
    static long shape(char character) {
        int at = CHARACTERS.indexOf(character);
        return SHAPES[at < 0 ? CHARACTERS.indexOf('?') : at];
    }
}
