// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.BitSet;
import miracast.api.input.InputEvent.Contact;

/** Where the one pointer of all mice is, and the numbers of fingers of all touch screens. One thread. */
final class Pointers {
    /** The mouse's number; those of fingers follow. */
    static final int MOUSE = 0;

    private static final int NUMBERS = 256;

    private final BitSet taken = new BitSet(NUMBERS);
    private double x = 0.5;
    private double y = 0.5;

    Pointers() {
        taken.set(MOUSE);
    }

    /** Moves the pointer; a place beyond the picture is at its edge. */
    void moveTo(double nextX, double nextY) {
        x = Math.max(0, Math.min(1, nextX));
        y = Math.max(0, Math.min(1, nextY));
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    Contact mouse() {
        return new Contact(MOUSE, x, y);
    }

    /** A number that no finger has; -1 if there is none. */
    int take() {
        int number = taken.nextClearBit(0);
        if (number >= NUMBERS) {
            return -1;
        }
        taken.set(number);
        return number;
    }

    void giveBack(int number) {
        taken.clear(number);
    }
}
