// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.TimeUnit;

/** When to tell of a trouble that comes again and again: the first time, then after pauses that double up to a minute. One thread. */
final class TroublePace {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    /** Who was quiet for so long begins anew. */
    private static final long FORGIVEN_NS = TimeUnit.MINUTES.toNanos(2);

    private long untold;
    private long pauseNs;
    private long toldNs;
    private long lastNs;

    /** It has come once more; returns how many were not told yet, if it is time to tell, and 0 otherwise. */
    long another(long nowNs) {
        if (pauseNs != 0 && nowNs - lastNs >= FORGIVEN_NS) {
            pauseNs = 0;
        }
        lastNs = nowNs;
        untold++;
        if (pauseNs != 0 && nowNs - toldNs < pauseNs) {
            return 0;
        }
        pauseNs = pauseNs == 0 ? FIRST_NS : Math.min(LONGEST_NS, 2 * pauseNs);
        toldNs = nowNs;
        long told = untold;
        untold = 0;
        return told;
    }
}
