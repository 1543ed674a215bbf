// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Rectangle;

/** A desktop that can be acted on. One thread at a time. */
interface Desktop {
    /** The part of it that is acted on, in pixels. */
    Rectangle area();

    /** Moves the pointer. */
    void move(int x, int y);

    /** @param number of the button, 1 left, 2 middle, 3 right */
    void button(int number, boolean down);

    /** @param notches towards the person if positive */
    void wheel(int notches);

    /** @param code a {@code VK_} value of {@link java.awt.event.KeyEvent} */
    void key(int code, boolean down);
}
