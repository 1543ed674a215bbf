// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.HashMap;
import java.util.Map;

/** Brings pictures and sound of the same recording in the same cast together, whichever is opened first. Thread-safe. */
final class Playbacks {
    private record Key(String castId, String location) {}

    private static final class Shared {
        private final Playback playback = new Playback();
        private int users;
    }

    private final Map<Key, Shared> open = new HashMap<>();

    /** One user more; to be given back by {@link #release}. */
    synchronized Playback acquire(String castId, String location) {
        Shared shared = open.computeIfAbsent(new Key(castId, location), key -> new Shared());
        shared.users++;
        return shared.playback;
    }

    /** One user less. */
    synchronized void release(String castId, String location) {
        open.computeIfPresent(new Key(castId, location), (key, shared) -> --shared.users == 0 ? null : shared);
    }

    /** Recordings in use. */
    synchronized int size() {
        return open.size();
    }
}
