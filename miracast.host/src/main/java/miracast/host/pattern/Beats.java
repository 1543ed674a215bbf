// SPDX-License-Identifier: Apache-2.0
package miracast.host.pattern;

import java.util.HashMap;
import java.util.Map;

/** Brings the pattern of a cast and its sound together, whichever is opened first. Thread-safe. */
final class Beats {
    private static final class Shared {
        private final Beat beat = new Beat();
        private int users;
    }

    private final Map<String, Shared> open = new HashMap<>();

    /** One user more; to be given back by {@link #release}. */
    synchronized Beat acquire(String castId) {
        Shared shared = open.computeIfAbsent(castId, id -> new Shared());
        shared.users++;
        return shared.beat;
    }

    /** One user less. */
    synchronized void release(String castId) {
        open.computeIfPresent(castId, (id, shared) -> --shared.users == 0 ? null : shared);
    }

    /** Casts in use. */
    synchronized int size() {
        return open.size();
    }
}
