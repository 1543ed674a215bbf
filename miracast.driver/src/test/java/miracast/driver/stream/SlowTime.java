// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

/** What time it is is said by the one thread that asks: a look at the clock takes a moment, and a wait ends late. */
final class SlowTime {
    private static final long LOOK_NS = 300;
    private static final long LATE_NS = 70_000;
    private long nowNs = 1_000_000_000L;

    /** The time, without a look. */
    long nowNs() {
        return nowNs;
    }

    long nanoTime() {
        return nowNs += LOOK_NS;
    }

    void park(long ns) {
        nowNs += ns <= 0 ? 0 : ns + LATE_NS;
    }
}
