// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import miracast.api.input.InputEvent;

/** One cast's hands on the desktop: does what a person does there, and knows what is held down. One thread at a time. */
final class Hands {
    private static final int LEFT = 1;
    private static final int BUTTONS = 3;
    /** HID numbers the right button before the middle one, AWT after it. */
    private static final int[] BUTTON_OF_BIT = {1, 3, 2};

    /** Browsers and lists scroll about so far for a notch. */
    private static final int PIXELS_PER_NOTCH = 40;
    /** A notch with Ctrl makes things larger by about so much, in most programs. */
    private static final double ZOOM_PER_NOTCH = 1.1;

    private static final int MOST_NOTCHES = 20;

    private final Desktop desktop;
    private final boolean keyboard;
    private final Set<Integer> buttons = new TreeSet<>();
    private final Set<Integer> keys = new LinkedHashSet<>();
    private final Set<Integer> reportedKeys = new LinkedHashSet<>();
    private int acrossLeft;
    private int downLeft;

    /** @param keyboard whether keys act */
    Hands(Desktop desktop, boolean keyboard) {
        this.desktop = desktop;
        this.keyboard = keyboard;
    }

    void pointer(InputEvent.Pointer pointer) {
        // A desktop has one pointer: the first finger moves it.
        InputEvent.Contact contact = pointer.contacts().get(0);
        move(contact.x(), contact.y());
        switch (pointer.action()) {
            case DOWN -> button(LEFT, true);
            case UP -> button(LEFT, false);
            case MOVE -> {}
        }
    }

    private void move(double x, double y) {
        Rectangle area = desktop.area();
        desktop.move(
                area.x + (int) Math.min(area.width - 1, x * area.width),
                area.y + (int) Math.min(area.height - 1, y * area.height));
    }

    private void button(int number, boolean down) {
        if (down ? buttons.add(number) : buttons.remove(number)) {
            desktop.button(number, down);
        }
    }

    void key(InputEvent.Key key) {
        for (int code : List.of(key.code(), key.secondCode())) {
            int vk = Keys.ofCharacter(code);
            if (vk == Keys.NONE) {
                continue;
            }
            if (Keys.isShifted(code) && key.down()) {
                press(KeyEvent.VK_SHIFT, true);
            }
            press(vk, key.down());
            if (Keys.isShifted(code) && !key.down()) {
                press(KeyEvent.VK_SHIFT, false);
            }
        }
    }

    private void press(int code, boolean down) {
        if (keyboard && (down ? keys.add(code) : keys.remove(code))) {
            desktop.key(code, down);
        }
    }

    void scroll(InputEvent.Scroll scroll) {
        int notches = scroll.notches() ? scroll.amount() : notches(scroll);
        if (notches == 0) {
            return;
        }
        if (scroll.horizontal()) {
            held(KeyEvent.VK_SHIFT, bounded(notches));
        } else {
            desktop.wheel(bounded(notches));
        }
    }

    /** Pixels that are less than a notch count for the next one. */
    private int notches(InputEvent.Scroll scroll) {
        int pixels = scroll.amount() + (scroll.horizontal() ? acrossLeft : downLeft);
        if (scroll.horizontal()) {
            acrossLeft = pixels % PIXELS_PER_NOTCH;
        } else {
            downLeft = pixels % PIXELS_PER_NOTCH;
        }
        return pixels / PIXELS_PER_NOTCH;
    }

    private static int bounded(int notches) {
        return Math.max(-MOST_NOTCHES, Math.min(MOST_NOTCHES, notches));
    }

    void zoom(InputEvent.Zoom zoom) {
        if (zoom.factor() > 0 && zoom.factor() != 1) {
            double notches = Math.log(zoom.factor()) / Math.log(ZOOM_PER_NOTCH);
            move(zoom.x(), zoom.y());
            held(KeyEvent.VK_CONTROL, -bounded((int)
                    Math.round(Math.signum(notches) * Math.max(1, Math.abs(notches)))));
        }
    }

    /** Turns the wheel with a key held, even where keys do not act: the wheel is the mouse's. */
    private void held(int code, int notches) {
        boolean isHeld = keys.contains(code);
        if (!isHeld) {
            desktop.key(code, true);
        }
        desktop.wheel(notches);
        if (!isHeld) {
            desktop.key(code, false);
        }
    }

    /** A keyboard's report in boot layout (USB HID 1.11, B.1): modifiers, nothing, up to six keys. */
    void bootKeyboard(byte[] report) {
        if (report.length < 3) {
            return;
        }
        Set<Integer> next = new LinkedHashSet<>();
        for (int bit = 0; bit < 8; bit++) {
            if ((report[0] >> bit & 1) != 0) {
                next.add(Keys.ofModifier(bit));
            }
        }
        for (int i = 2; i < report.length && i < 8; i++) {
            next.add(Keys.ofUsage(report[i] & 0xFF));
        }
        next.remove(Keys.NONE);
        for (int code : List.copyOf(reportedKeys)) {
            if (!next.contains(code)) {
                press(code, false);
            }
        }
        next.forEach(code -> press(code, true));
        reportedKeys.clear();
        reportedKeys.addAll(next);
    }

    /** A mouse's report in boot layout (USB HID 1.11, B.2): buttons, across, down, and often a wheel. */
    void bootMouse(byte[] report) {
        if (report.length < 3) {
            return;
        }
        if (report[1] != 0 || report[2] != 0) {
            Rectangle area = desktop.area();
            Point at = desktop.pointer();
            desktop.move(
                    Math.max(area.x, Math.min(area.x + area.width - 1, at.x + report[1])),
                    Math.max(area.y, Math.min(area.y + area.height - 1, at.y + report[2])));
        }
        for (int bit = 0; bit < BUTTONS; bit++) {
            button(BUTTON_OF_BIT[bit], (report[0] >> bit & 1) != 0);
        }
        if (report.length > 3 && report[3] != 0) {
            // A mouse counts away from the person.
            desktop.wheel(bounded(-report[3]));
        }
    }

    /** Lets go of everything: nobody is there to do it any more. */
    void letGo() {
        List.copyOf(keys).forEach(code -> press(code, false));
        List.copyOf(buttons).forEach(number -> button(number, false));
        reportedKeys.clear();
    }
}
