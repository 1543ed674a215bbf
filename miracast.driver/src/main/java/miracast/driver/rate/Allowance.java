// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rate;

import java.util.concurrent.TimeUnit;

/**
 * Holds what comes from the air to so many a second: as many as a burst may come in one go, and then only as fast as they fade. One
 * thread.
 */
public final class Allowance {
    private final int perSecond;
    private final int burst;
    private double left;
    private long lastNs;

    /** @param nowNs ns of the clock that all times are of */
    public Allowance(int perSecond, int burst, long nowNs) {
        this.perSecond = perSecond;
        this.burst = burst;
        left = burst;
        lastNs = nowNs;
    }

    /** Counts so many that come together; false if they are too many. */
    public boolean allows(int count, long nowNs) {
        double seconds = (double) (nowNs - lastNs) / TimeUnit.SECONDS.toNanos(1);
        lastNs = nowNs;
        left = Math.min(burst, left + seconds * perSecond);
        if (left < count) {
            return false;
        }
        left -= count;
        return true;
    }
}
