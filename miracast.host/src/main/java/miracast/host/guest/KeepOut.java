// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Services that failed and are not tried for a while, each time twice as long. Known by service id, so that an updated service
 * begins without a past. One thread at a time.
 */
final class KeepOut {
    private static final long FIRST_NS = 1_000_000_000L;
    private static final long LONGEST_NS = 60_000_000_000L;
    /** Who did without a failure for so long has made up for it. */
    private static final long FORGIVEN_NS = 120_000_000_000L;

    private static final int MOST = 64;

    private record Entry(long sinceNs, long pauseNs, int failures) {
        long leftNs(long nowNs) {
            return Math.max(0, pauseNs - (nowNs - sinceNs));
        }

        boolean isForgiven(long nowNs) {
            return nowNs - sinceNs > pauseNs + FORGIVEN_NS;
        }
    }

    private final Map<Object, Entry> entries = new HashMap<>();

    /** A service failed; returns for how long it is kept out, in ns. */
    long add(Object id, long nowNs) {
        Entry before = entries.get(id);
        boolean isFirst = before == null || before.isForgiven(nowNs);
        long pause = isFirst ? FIRST_NS : Math.min(LONGEST_NS, 2 * before.pauseNs());
        entries.put(id, new Entry(nowNs, pause, isFirst ? 1 : before.failures() + 1));
        forget(nowNs);
        return pause;
    }

    /** A bundle that is updated again and again leaves one service after the other here. */
    private void forget(long nowNs) {
        entries.values().removeIf(entry -> entry.isForgiven(nowNs));
        if (entries.size() > MOST) {
            entries.remove(Collections.min(
                            entries.entrySet(),
                            Comparator.comparingLong(entry -> entry.getValue().sinceNs() - nowNs))
                    .getKey());
        }
    }

    /** How many are remembered. */
    int size() {
        return entries.size();
    }

    /** How often it has failed without having made up for it. */
    int failures(Object id) {
        Entry entry = entries.get(id);
        return entry == null ? 0 : entry.failures();
    }

    /** Whether it is not to be tried now. */
    boolean holds(Object id, long nowNs) {
        return leftNs(id, nowNs) > 0;
    }

    /** How long it is not to be tried, in ns; 0 if it may be. */
    long leftNs(Object id, long nowNs) {
        Entry entry = entries.get(id);
        return entry == null ? 0 : entry.leftNs(nowNs);
    }

    /** How long until somebody is let in again, in ns; 0 if nobody is kept out. */
    long untilNextNs(long nowNs) {
        return entries.values().stream()
                .mapToLong(entry -> entry.leftNs(nowNs))
                .filter(leftNs -> leftNs > 0)
                .min()
                .orElse(0);
    }
}
