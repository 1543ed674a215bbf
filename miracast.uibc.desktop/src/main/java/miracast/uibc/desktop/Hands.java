// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

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
    /** Displays number the right button before the middle one, AWT after it; it has no others everywhere. */
    private static final int[] BUTTON_OF_NUMBER = {0, 1, 3, 2};

    /** Browsers and lists scroll about so far for a notch. */
    private static final int PIXELS_PER_NOTCH = 40;
    /** A notch with Ctrl makes things larger by about so much, in most programs. */
    private static final double ZOOM_PER_NOTCH = 1.1;

    private static final int MOST_NOTCHES = 20;

    private final Desktop desktop;
    private final boolean keyboard;
    private final Set<Integer> buttons = new TreeSet<>();
    private final Set<Integer> keys = new LinkedHashSet<>();
    /** Usages of those that are keys of devices: two of them may be one on the desktop, as both Shift keys are. */
    private final Set<Integer> devicesKeys = new TreeSet<>();

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

    void button(InputEvent.Button button) {
        move(button.x(), button.y());
        if (button.number() < BUTTON_OF_NUMBER.length) {
            button(BUTTON_OF_NUMBER[button.number()], button.down());
        }
    }

    private void button(int number, boolean down) {
        if (down ? buttons.add(number) : buttons.remove(number)) {
            desktop.button(number, down);
        }
    }

    void key(InputEvent.Key key) {
        int own = Keys.ofUsage(key.usage());
        if (own != Keys.NONE) {
            deviceKey(key, own);
            return;
        }
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

    private void deviceKey(InputEvent.Key key, int code) {
        if (key.down()) {
            devicesKeys.add(key.usage());
        } else {
            devicesKeys.remove(key.usage());
        }
        press(code, devicesKeys.stream().anyMatch(usage -> Keys.ofUsage(usage) == code));
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

    /** Lets go of everything: nobody is there to do it any more. */
    void letGo() {
        List.copyOf(keys).forEach(code -> press(code, false));
        List.copyOf(buttons).forEach(number -> button(number, false));
        devicesKeys.clear();
    }
}
