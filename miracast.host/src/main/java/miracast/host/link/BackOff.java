// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, and each time somewhere between half and one and a half of
 * that, so that a hundred casts that lost the same provider do not come back in one moment. One thread.
 */
public final class BackOff {
    private final long firstNs;
    private final long longestNs;
    private final RandomGenerator random;
    private int attempts;

    /** @param longestNs where the doubling ends; the wait itself may be half as long again */
    public BackOff(long firstNs, long longestNs, RandomGenerator random) {
        this.firstNs = firstNs;
        this.longestNs = longestNs;
        this.random = random;
    }

    /** A try has failed: ns to wait before the next one. */
    public long next() {
        long base = attempts < 40 ? Math.min(longestNs, firstNs << attempts) : longestNs;
        if (base <= 0) {
            base = longestNs;
        }
        attempts++;
        return (long) (base * (0.5 + random.nextDouble()));
    }

    /** Tries that failed since the last success. */
    public int attempts() {
        return attempts;
    }

    /** A try has succeeded. */
    public void reset() {
        attempts = 0;
    }
}
