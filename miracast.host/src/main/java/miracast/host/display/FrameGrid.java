// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import miracast.api.VideoMode;

/**
 * The ticks of a mode on an absolute time line: tick n is at origin + n times the exact interval, so that nothing adds up. A tick
 * that comes late by less than an interval is still taken; of several that are due only the newest one is, so that a stall is
 * followed by no burst.
 */
final class FrameGrid {
    private static final long SECOND_NS = 1_000_000_000L;

    private long origin;
    private long periodNs;
    private int framesInPeriod;
    private long next;
    private int share = 1;

    /** Begins with a tick at that time. */
    void start(VideoMode mode, long nowNs) {
        origin = nowNs;
        periodNs = mode.interlaced() ? 2 * SECOND_NS : SECOND_NS;
        framesInPeriod = mode.rate();
        next = 0;
    }

    /** From the next tick on, one of so many is taken; the others are passed over and not missed. */
    void share(int oneOf) {
        share = oneOf;
    }

    /** Ns up to the next tick; 0 or less if it is due. */
    long untilNext(long nowNs) {
        return timeOf(next) - nowNs;
    }

    /** Passes over the ticks that came and went unused, up to the newest that is due; tells how many they were. */
    long skip(long nowNs) {
        long missed = 0;
        while (timeOf(next + share) <= nowNs) {
            next += share;
            missed++;
        }
        return missed;
    }

    /** Time of the next tick. */
    long peek() {
        return timeOf(next);
    }

    /** From one tick that is taken to the next, in ns. */
    long intervalNs() {
        return share * periodNs / framesInPeriod;
    }

    /** Takes the next tick; tells its time. */
    long take() {
        long tick = next;
        next += share;
        return timeOf(tick);
    }

    private long timeOf(long tick) {
        return origin + tick / framesInPeriod * periodNs + tick % framesInPeriod * periodNs / framesInPeriod;
    }
}
