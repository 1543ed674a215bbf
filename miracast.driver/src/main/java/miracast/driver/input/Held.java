// SPDX-License-Identifier: Apache-2.0
package miracast.driver.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import miracast.api.input.InputEvent;

/**
 * What a person holds down at a display: keys, and fingers with where they are; of devices whose reports are handed on as they come,
 * those whose last report in boot layout (HID 1.11, appendix B) says that a key or button is down. One thread.
 */
final class Held {
    /** More than a person has fingers; what is held beyond that is not remembered. */
    private static final int MOST = 64;

    private final Set<Integer> keys = new LinkedHashSet<>();
    private final Map<Integer, InputEvent.Contact> contacts = new LinkedHashMap<>();
    /** Octets of the last report of devices with something down. */
    private final Map<Source, Integer> reports = new LinkedHashMap<>();
    /** Devices with a layout of their own, which is nobody's business here. */
    private final Set<Source> described = new HashSet<>();

    /** Where a report came from. */
    private record Source(InputEvent.Path path, InputEvent.Device device) {}

    /** This happened. */
    void add(InputEvent event) {
        if (event instanceof InputEvent.Key key) {
            key(key.down(), key.code());
            if (key.secondCode() != 0) {
                key(key.down(), key.secondCode());
            }
        } else if (event instanceof InputEvent.Pointer pointer) {
            pointer.contacts().forEach(contact -> contact(pointer.action(), contact));
        } else if (event instanceof InputEvent.HidReport report) {
            report(new Source(report.path(), report.device()), report);
        }
    }

    private void report(Source source, InputEvent.HidReport report) {
        if (report.descriptor()) {
            described.add(source);
        }
        if (isDown(report) && !described.contains(source)) {
            reports.put(source, report.octets().length);
        } else {
            reports.remove(source);
        }
    }

    private static boolean isDown(InputEvent.HidReport report) {
        byte[] octets = report.octets();
        return switch (report.device()) {
            case KEYBOARD -> IntStream.range(0, octets.length).anyMatch(i -> octets[i] != 0);
            // Behind the buttons there are movements.
            case MOUSE -> octets.length > 0 && octets[0] != 0;
            default -> false;
        };
    }

    private void key(boolean down, int code) {
        if (!down) {
            keys.remove(code);
        } else if (keys.size() < MOST) {
            keys.add(code);
        }
    }

    private void contact(InputEvent.Action action, InputEvent.Contact contact) {
        switch (action) {
            case DOWN -> {
                if (contacts.size() < MOST) {
                    contacts.put(contact.id(), contact);
                }
            }
            case MOVE -> contacts.replace(contact.id(), contact);
            case UP -> contacts.remove(contact.id());
        }
    }

    /** What lets all of it go; it is forgotten with that. */
    List<InputEvent> releases() {
        List<InputEvent> releases = new ArrayList<>();
        keys.forEach(code -> releases.add(new InputEvent.Key(false, code, 0)));
        contacts.values()
                .forEach(contact -> releases.add(new InputEvent.Pointer(InputEvent.Action.UP, List.of(contact))));
        reports.forEach((source, octets) ->
                releases.add(new InputEvent.HidReport(source.path(), source.device(), false, new byte[octets])));
        keys.clear();
        reports.clear();
        contacts.clear();
        return releases;
    }
}
