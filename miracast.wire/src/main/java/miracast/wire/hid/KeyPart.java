// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;

/** The keys of a keyboard: each report tells all that are down. One thread. */
final class KeyPart implements ReportPart {
    /** Keys of page 7. */
    private static final int KEYS = 256;
    /** Usages below are errors: too many keys are down to tell which (HID 1.11, C). */
    private static final int FIRST_KEY = 4;

    private final List<ReportField> fields;
    private BitSet down = new BitSet(KEYS);
    /** The characters with which the keys went down: Shift may go up before they do. */
    private final char[] told = new char[KEYS];

    private KeyPart(List<ReportField> fields) {
        this.fields = fields;
    }

    /** The keys in a report's fields, if there are any. */
    static Optional<KeyPart> of(List<ReportField> fields) {
        List<ReportField> keys = fields.stream()
                .filter(field -> field.application() == Usage.KEYBOARD || field.application() == Usage.KEYPAD)
                .filter(field -> !field.isRelative())
                .filter(KeyPart::hasKeys)
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(new KeyPart(keys));
    }

    private static boolean hasKeys(ReportField field) {
        for (int usage : field.usages()) {
            if (Usage.page(usage) == Usage.KEYS) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void read(byte[] report, VideoMode mode, List<InputEvent> events) {
        BitSet next = new BitSet(KEYS);
        for (ReportField field : fields) {
            for (int i = 0; i < field.count(); i++) {
                long value = field.value(report, i);
                int usage = field.isVariable() ? value != 0 ? field.usages()[i] : 0 : field.chosen(value);
                if (Usage.page(usage) == Usage.KEYS && Usage.id(usage) < KEYS) {
                    next.set(Usage.id(usage));
                }
            }
        }
        int first = next.nextSetBit(1);
        boolean known = first < 0 || first >= FIRST_KEY;
        if (!known) {
            // Modifiers are told all the same.
            next.clear(0, Usage.LEFT_CONTROL);
            next.or(down.get(0, Usage.LEFT_CONTROL));
        }
        next.clear(0, FIRST_KEY);
        change(next, events);
    }

    private void change(BitSet next, List<InputEvent> events) {
        BitSet up = (BitSet) down.clone();
        up.andNot(next);
        up.stream().forEach(usage -> events.add(new InputEvent.Key(false, told[usage], 0, usage)));
        BitSet pressed = (BitSet) next.clone();
        pressed.andNot(down);
        boolean shift = next.get(Usage.LEFT_SHIFT) || next.get(Usage.RIGHT_SHIFT);
        // Modifiers first, as a person does.
        pressed.stream().filter(usage -> usage >= Usage.LEFT_CONTROL).forEach(usage -> press(usage, shift, events));
        pressed.stream().filter(usage -> usage < Usage.LEFT_CONTROL).forEach(usage -> press(usage, shift, events));
        down = next;
    }

    private void press(int usage, boolean shift, List<InputEvent> events) {
        told[usage] = KeyCharacters.of(usage, shift);
        events.add(new InputEvent.Key(true, told[usage], 0, usage));
    }

    @Override
    public void release(List<InputEvent> events) {
        change(new BitSet(KEYS), events);
    }
}
