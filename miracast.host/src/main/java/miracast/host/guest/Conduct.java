// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * How guests have behaved to a cast: who failed is kept out for a while, and who did not return is not called again before it has.
 * Outlives displays and sessions. Guests are known by any key that has no equal. Any thread; each method is one step under the lock.
 */
public final class Conduct {
    /** Each call that hangs has a thread, which Java cannot end. */
    static final int MOST_HANGING = 8;

    private final KeepOut keepOut = new KeepOut();
    private final Map<Object, Integer> hanging = new HashMap<>();

    /** A service failed; returns for how long it is kept out, in ns. */
    public synchronized long fails(Object key, long nowNs) {
        return keepOut.add(key, nowNs);
    }

    /** How often it has failed without having made up for it. */
    public synchronized int failures(Object key) {
        return keepOut.failures(key);
    }

    /** Whether it is not to be tried now. */
    public synchronized boolean keepsOut(Object key, long nowNs) {
        return keepOut.leftNs(key, nowNs) > 0;
    }

    /** How long it is not to be tried, in ns; 0 if it may be. */
    public synchronized long leftNs(Object key, long nowNs) {
        return keepOut.leftNs(key, nowNs);
    }

    /** How long until somebody is let in again, in ns; 0 if nobody is kept out. */
    public synchronized long untilNextNs(long nowNs) {
        return keepOut.untilNextNs(nowNs);
    }

    /** It keeps a display's thread: as {@link #fails} and {@link #hangs}, until that thread has ended. */
    public long holdsUp(Object key, long nowNs, CompletableFuture<Void> ended) {
        hangs(key);
        ended.thenRun(() -> returns(key));
        return fails(key, nowNs);
    }

    /** It was called, and nobody waits for it any more. */
    public synchronized void hangs(Object key) {
        hanging.merge(key, 1, Integer::sum);
    }

    /** It has returned after all. */
    public synchronized void returns(Object key) {
        hanging.computeIfPresent(key, (same, calls) -> calls == 1 ? null : calls - 1);
    }

    /** Why it is not to be called at all now; empty if it may be. */
    public synchronized String obstacle(Object key) {
        if (hanging.containsKey(key)) {
            return "has still not returned from an earlier call";
        }
        int calls = hanging.values().stream().mapToInt(Integer::intValue).sum();
        return calls < MOST_HANGING ? "" : "is not called, since " + calls + " calls of parts have not returned";
    }
}
