// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;

/**
 * Events that wait for consumers, so many and no more. Where there is no room a move replaces the last one, and what lets go of
 * something takes the place of what does not: events are lost, but nothing stays held down. Its owner's lock guards it.
 */
final class WaitingInput {
    /** An event and its cast. */
    record Entry(String castId, InputEvent event) {}

    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();

    WaitingInput(int most) {
        this.most = most;
    }

    /** The oldest one, which waits no more; null if there is none. */
    Entry poll() {
        return entries.poll();
    }

    /** Adds an event behind the others; whether it and all before it wait still, or a later move tells as much. */
    boolean add(String castId, InputEvent event) {
        Entry entry = new Entry(castId, event);
        if (entries.size() < most) {
            entries.add(entry);
            return true;
        }
        if (removeSuperseded(entry)) {
            entries.add(entry);
            return true;
        }
        if (isNeeded(event)) {
            removeLeastNeeded();
            entries.add(entry);
        }
        return false;
    }

    /** Takes out the last event of the same cast if the new one tells all that it told. */
    private boolean removeSuperseded(Entry latest) {
        Iterator<Entry> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            Entry entry = backwards.next();
            if (entry.castId().equals(latest.castId())) {
                boolean superseded = isMove(entry.event(), latest.event()) || isState(entry.event(), latest.event());
                if (superseded) {
                    backwards.remove();
                }
                return superseded;
            }
        }
        return false;
    }

    /** Whether both are moves of the same fingers. */
    private static boolean isMove(InputEvent before, InputEvent latest) {
        return before instanceof InputEvent.Pointer first
                && latest instanceof InputEvent.Pointer second
                && first.action() == Action.MOVE
                && second.action() == Action.MOVE
                && ids(first).equals(ids(second));
    }

    private static List<Integer> ids(InputEvent.Pointer pointer) {
        return pointer.contacts().stream().map(InputEvent.Contact::id).toList();
    }

    /** Whether both are reports of the same device: each tells all keys that are down. */
    private static boolean isState(InputEvent before, InputEvent latest) {
        return before instanceof InputEvent.HidReport first
                && latest instanceof InputEvent.HidReport second
                && !first.descriptor()
                && !second.descriptor()
                && first.path() == second.path()
                && first.device() == second.device();
    }

    /** Whether something would stay held down without it. */
    private static boolean isNeeded(InputEvent event) {
        return event instanceof InputEvent.Key key && !key.down()
                || event instanceof InputEvent.Button button && !button.down()
                || event instanceof InputEvent.Pointer pointer && pointer.action() == Action.UP
                || event instanceof InputEvent.HidReport;
    }

    /** The oldest one without which nothing stays held down; of releases alone, the oldest. */
    private void removeLeastNeeded() {
        Iterator<Entry> oldestFirst = entries.iterator();
        while (oldestFirst.hasNext()) {
            if (!isNeeded(oldestFirst.next().event())) {
                oldestFirst.remove();
                return;
            }
        }
        entries.remove();
    }
}
