// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;

/** A mouse, or what else moves the one pointer: place, buttons, wheel. One thread. */
final class MousePart implements ReportPart {
    /** As many notches as a packet of generic input can tell. */
    private static final int MOST_NOTCHES = 8191;

    private static final int MOST_BUTTONS = 8;

    private final Pointers pointers;
    private final Optional<Value> x;
    private final Optional<Value> y;
    private final Optional<Value> wheel;
    private final Optional<Value> pan;
    private final List<Value> buttons = new ArrayList<>();
    private final boolean[] down = new boolean[MOST_BUTTONS];

    private MousePart(List<ReportField> fields, Pointers pointers) {
        this.pointers = pointers;
        x = Value.of(Usage.X, fields);
        y = Value.of(Usage.Y, fields);
        wheel = Value.of(Usage.WHEEL, fields).filter(value -> value.field().isRelative());
        pan = Value.of(Usage.AC_PAN, fields).filter(value -> value.field().isRelative());
        for (int i = 0; i < MOST_BUTTONS; i++) {
            Value.of(Usage.PRIMARY_BUTTON + i, fields).ifPresent(buttons::add);
        }
    }

    /** The mouse in a report's fields, if there is one. */
    static Optional<MousePart> of(List<ReportField> fields, Pointers pointers) {
        List<ReportField> own = fields.stream()
                .filter(field -> field.application() == Usage.MOUSE || field.application() == Usage.POINTER)
                .toList();
        MousePart mouse = new MousePart(own, pointers);
        return mouse.x.isPresent() || mouse.y.isPresent() || !mouse.buttons.isEmpty() || mouse.wheel.isPresent()
                ? Optional.of(mouse)
                : Optional.empty();
    }

    @Override
    public void read(byte[] report, VideoMode mode, List<InputEvent> events) {
        double nextX = moved(x, report, pointers.x(), mode.width());
        double nextY = moved(y, report, pointers.y(), mode.height());
        if (nextX != pointers.x() || nextY != pointers.y()) {
            pointers.moveTo(nextX, nextY);
            events.add(new InputEvent.Pointer(Action.MOVE, List.of(pointers.mouse())));
        }
        for (Value button : buttons) {
            press(Usage.id(button.field().usages()[button.index()]), button.in(report) != 0, events);
        }
        // A mouse counts away from the person, and to the right.
        wheel.ifPresent(value -> scroll(false, -value.in(report), events));
        pan.ifPresent(value -> scroll(true, value.in(report), events));
    }

    private static double moved(Optional<Value> value, byte[] report, double from, int pixels) {
        if (value.isEmpty() || !value.get().isTold(report)) {
            return from;
        }
        return value.get().field().isRelative()
                ? Math.max(0, Math.min(1, from + (double) value.get().in(report) / pixels))
                : value.get().share(report);
    }

    /** @param number of the button, from 1 */
    private void press(int number, boolean next, List<InputEvent> events) {
        if (down[number - 1] == next) {
            return;
        }
        down[number - 1] = next;
        events.add(
                number == 1
                        ? new InputEvent.Pointer(next ? Action.DOWN : Action.UP, List.of(pointers.mouse()))
                        : new InputEvent.Button(next, number, pointers.x(), pointers.y()));
    }

    private static void scroll(boolean horizontal, long notches, List<InputEvent> events) {
        if (notches != 0) {
            int amount = (int) Math.max(-MOST_NOTCHES, Math.min(MOST_NOTCHES, notches));
            events.add(new InputEvent.Scroll(horizontal, true, amount));
        }
    }

    @Override
    public void release(List<InputEvent> events) {
        for (int number = 1; number <= MOST_BUTTONS; number++) {
            press(number, false, events);
        }
    }
}
