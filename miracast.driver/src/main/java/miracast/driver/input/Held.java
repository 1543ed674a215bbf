// SPDX-License-Identifier: Apache-2.0
package miracast.driver.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import miracast.api.input.InputEvent;

/**
 * What a person holds down at a display by generic input: keys, and fingers with where they are. One thread.
 */
final class Held {
    /** More than a person has fingers; what is held beyond that is not remembered. */
    private static final int MOST = 64;

    private final Set<Integer> keys = new LinkedHashSet<>();
    private final Map<Integer, InputEvent.Contact> contacts = new LinkedHashMap<>();

    /** This happened. */
    void add(InputEvent event) {
        if (event instanceof InputEvent.Key key) {
            key(key.down(), key.code());
            if (key.secondCode() != 0) {
                key(key.down(), key.secondCode());
            }
        } else if (event instanceof InputEvent.Pointer pointer) {
            pointer.contacts().forEach(contact -> contact(pointer.action(), contact));
        }
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
        keys.clear();
        contacts.clear();
        return releases;
    }
}
