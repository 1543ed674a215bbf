// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;

/**
 * Fingers or a pen on a touch screen. A report has places for some contacts, and a frame may take several reports: the first one says
 * how many contacts there are in all, the others say 0. A contact that a whole frame does not have is gone. One thread.
 */
final class TouchPart implements ReportPart {
    /** As many as one event may have. */
    private static final int MOST_CONTACTS = 10;
    /** As many contacts as a frame may have, whatever it says. */
    private static final int MOST_IN_FRAME = 256;

    /** Where a report tells of a contact. */
    private record Slot(Value tip, Value x, Value y, Optional<Value> id, Optional<Value> confidence) {
        boolean isDown(byte[] report) {
            return tip.in(report) != 0
                    && confidence.map(value -> value.in(report) != 0).orElse(true);
        }
    }

    private final Pointers pointers;
    private final List<Slot> slots;
    private final Optional<Value> count;
    /** Contacts that are down, by the device's number of them. */
    private final Map<Long, Contact> contacts = new LinkedHashMap<>();
    /** Those of the present frame. */
    private final Set<Long> seen = new HashSet<>();
    /** How many contacts of the frame are still to come. */
    private long awaited;

    private TouchPart(List<Slot> slots, Optional<Value> count, Pointers pointers) {
        this.slots = slots;
        this.count = count;
        this.pointers = pointers;
    }

    /** The contacts in a report's fields, if there are any. */
    static Optional<TouchPart> of(List<ReportField> fields, Pointers pointers) {
        List<ReportField> own = fields.stream()
                .filter(field -> field.application() == Usage.TOUCH_SCREEN
                        || field.application() == Usage.PEN
                        || field.application() == Usage.DIGITIZER)
                .toList();
        Map<Integer, List<ReportField>> groups = new LinkedHashMap<>();
        own.forEach(field -> groups.computeIfAbsent(field.group(), group -> new ArrayList<>())
                .add(field));
        List<Slot> slots = new ArrayList<>();
        for (List<ReportField> group : groups.values()) {
            Optional<Value> tip = Value.of(Usage.TIP_SWITCH, group);
            Optional<Value> x =
                    Value.of(Usage.X, group).filter(value -> !value.field().isRelative());
            Optional<Value> y =
                    Value.of(Usage.Y, group).filter(value -> !value.field().isRelative());
            if (tip.isPresent() && x.isPresent() && y.isPresent()) {
                slots.add(new Slot(
                        tip.get(),
                        x.get(),
                        y.get(),
                        Value.of(Usage.CONTACT_ID, group),
                        Value.of(Usage.CONFIDENCE, group)));
            }
        }
        return slots.isEmpty()
                ? Optional.empty()
                : Optional.of(new TouchPart(slots, Value.of(Usage.CONTACT_COUNT, own), pointers));
    }

    @Override
    public void read(byte[] report, VideoMode mode, List<InputEvent> events) {
        long told = count.map(value -> value.in(report)).orElse((long) slots.size());
        if (told > 0 || awaited == 0) {
            awaited = Math.min(MOST_IN_FRAME, told);
            seen.clear();
        }
        List<Contact> up = new ArrayList<>();
        List<Contact> down = new ArrayList<>();
        List<Contact> moved = new ArrayList<>();
        for (int i = 0; i < slots.size() && awaited > 0; i++, awaited--) {
            read(slots.get(i), i, report, up, down, moved);
        }
        if (awaited == 0 && count.isPresent()) {
            for (Long id : List.copyOf(contacts.keySet())) {
                if (!seen.contains(id)) {
                    lift(id, up);
                }
            }
        }
        add(Action.UP, up, events);
        add(Action.DOWN, down, events);
        add(Action.MOVE, moved, events);
    }

    private void read(Slot slot, int index, byte[] report, List<Contact> up, List<Contact> down, List<Contact> moved) {
        Long id = slot.id().map(value -> value.in(report)).orElse((long) index);
        if (!seen.add(id)) {
            // Places without a finger have the number of one that is there, in some devices.
            return;
        }
        Contact before = contacts.get(id);
        if (!slot.isDown(report)) {
            lift(id, up);
            return;
        }
        double x = slot.x().share(report);
        double y = slot.y().share(report);
        if (before == null) {
            int number = contacts.size() < MOST_CONTACTS ? pointers.take() : -1;
            if (number >= 0) {
                contacts.put(id, new Contact(number, x, y));
                down.add(contacts.get(id));
            }
        } else if (before.x() != x || before.y() != y) {
            contacts.put(id, new Contact(before.id(), x, y));
            moved.add(contacts.get(id));
        }
    }

    private void lift(Long id, List<Contact> up) {
        Contact gone = contacts.remove(id);
        if (gone != null) {
            pointers.giveBack(gone.id());
            up.add(gone);
        }
    }

    private static void add(Action action, List<Contact> contacts, List<InputEvent> events) {
        if (!contacts.isEmpty()) {
            events.add(new InputEvent.Pointer(action, contacts));
        }
    }

    @Override
    public void release(List<InputEvent> events) {
        List<Contact> up = new ArrayList<>();
        List.copyOf(contacts.keySet()).forEach(id -> lift(id, up));
        add(Action.UP, up, events);
        awaited = 0;
        seen.clear();
    }
}
