// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

/** Digits and text in 5 x 7 cells, white on black. Draws numbers without making text of them, so nothing is allocated. */
final class Glyphs {
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    private static final int WHITE = 0xFFFFFF;
    private static final int COLON = 10;
    private static final int POINT = 11;
    /** Seven rows of five bits each, uppermost row and leftmost cell first. */
    private static final long[] SHAPES = {
        rows(0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110),
        rows(0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110),
        rows(0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111),
        rows(0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110),
        rows(0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010),
        rows(0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110),
        rows(0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110),
        rows(0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000),
        rows(0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110),
        rows(0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100),
        rows(0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000),
        rows(0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100)
    };

    private final Canvas canvas;
    private final int cell;

    /** @param scale half the pixels of a cell's side */
    Glyphs(Canvas canvas, int scale) {
        this.canvas = canvas;
        cell = 2 * Math.max(1, scale / 2);
    }

    int advance() {
        return (COLUMNS + 1) * cell;
    }

    int lineHeight() {
        return (ROWS + 2) * cell;
    }

    /** Draws the last digits of a number and returns where the next glyph begins. */
    int number(int x, int y, int number, int digits) {
        int divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= 10;
        }
        int at = x;
        for (; divisor > 0; divisor /= 10) {
            at = glyph(at, y, number / divisor % 10);
        }
        return at;
    }

    int colon(int x, int y) {
        return glyph(x, y, COLON);
    }

    int point(int x, int y) {
        return glyph(x, y, POINT);
    }

    /** Draws a text of {@link Letters}, digits, colons and points. */
    void text(int x, int y, String text) {
        int at = x;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                at = glyph(at, y, character - '0');
            } else if (character == ':' || character == '.') {
                at = glyph(at, y, character == ':' ? COLON : POINT);
            } else {
                at = shape(at, y, Letters.shape(character));
            }
        }
    }

    private int glyph(int x, int y, int index) {
        return shape(x, y, SHAPES[index]);
    }

    private int shape(int x, int y, long shape) {
        canvas.fill(x, y, advance(), lineHeight(), 0);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int bit = (ROWS - 1 - row) * COLUMNS + COLUMNS - 1 - column;
                if ((shape >>> bit & 1) != 0) {
                    canvas.fill(x + column * cell, y + (row + 1) * cell, cell, cell, WHITE);
                }
            }
        }
        return x + advance();
    }

    static long rows(int... rows) {
        long shape = 0;
        for (int row : rows) {
            shape = shape << COLUMNS | row;
        }
        return shape;
    }
}
