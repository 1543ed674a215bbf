// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCastChange;

/**
 * What became of a declared cast, kept and told. Written on the agenda's thread; others read an immutable list. What happened while
 * there was nobody to tell is told when somebody comes: a declaration may be there before all else.
 */
final class Journal {
    private record Untold(String name, DeclaredCastChange change) {}

    private final String pid;
    private final Deque<Untold> untold = new ArrayDeque<>();
    private volatile List<DeclaredCastChange> entries = List.of();
    private Announcer announcer;

    Journal(String pid) {
        this.pid = pid;
    }

    /** What happened, oldest first. Any thread. */
    List<DeclaredCastChange> entries() {
        return entries;
    }

    /** Who is told from now on; null for nobody. */
    void tell(Announcer newAnnouncer) {
        announcer = newAnnouncer;
        announce();
    }

    /** Whether that one is told. */
    boolean tells(Announcer present) {
        return announcer == present;
    }

    void add(String name, DeclaredCastChange change) {
        List<DeclaredCastChange> next = new ArrayList<>(entries);
        next.add(change);
        entries = List.copyOf(next.subList(Math.max(0, next.size() - DeclaredCast.LOG_LENGTH), next.size()));
        untold.add(new Untold(name, change));
        if (untold.size() > DeclaredCast.LOG_LENGTH) {
            untold.remove();
        }
        announce();
    }

    private void announce() {
        while (announcer != null && !untold.isEmpty()) {
            Untold next = untold.remove();
            announcer.announce(pid, next.name(), next.change());
        }
    }
}
