// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.util.Arrays;

/**
 * Decides when packets may leave. Those of a chunk: a burst at once, the rest in small groups over a share of the frame interval.
 * The credit for bursts grows back within that share, so that many small slices don't make one large burst either. A thread that
 * wakes up late makes up for one burst of what it missed; the rest moves back. A frame that is late by itself, as an IDR picture
 * that took long to encode, has the less of its share left, so that it is out when others of its size are; a quarter it always has.
 *
 * <p>Over all packets of the socket, of whatever kind, stands one rule: a burst, and no more, within {@link #burstNs()}. Whoever
 * sends asks {@link #mayLeaveNs()} before, and tells by {@link #left} after each packet. One thread.
 */
final class Pacer {
    /** Packets in a group: as few as a thread's wake-up is worth. */
    static final int GROUP = 8;
    /** The least time between two groups, also for a frame that is too late already. */
    static final long MIN_STEP_NS = 200_000;
    /** 32 packets in 1 ms, or 340 Mbit/s: more than Wi-Fi carries, little enough to be queued on the way. */
    static final long PACKET_NS = 31_250;

    /** Weight of the newest frame in what is usual. */
    private static final int SMOOTHING = 16;

    private final int burst;
    /** When the packets of the last burst left, the oldest one at {@link #oldest}. */
    private final long[] departures;

    private int oldest;
    private final double share;

    private long spreadNs;
    /** How long after its time a frame begins to leave as a rule. */
    private long usualAgeNs = Long.MIN_VALUE;

    private double credit;
    private long creditedNs;
    private long deadlineNs;

    private int free;
    private long startNs;
    private long stepNs;

    Pacer(int burst, double share) {
        this.burst = burst;
        departures = new long[burst];
        Arrays.fill(departures, Long.MIN_VALUE / 2);
        this.share = share;
        this.credit = burst;
    }

    /** Sets the time between two frames. */
    void frameInterval(long intervalNs) {
        spreadNs = (long) (intervalNs * share);
    }

    /**
     * A frame begins: it is to be out when its share of the interval is over.
     *
     * @param timeNs that of the frame, of whatever clock that goes at the same rate
     */
    void frame(long nowNs, long timeNs) {
        if (usualAgeNs == Long.MIN_VALUE) {
            usualAgeNs = nowNs - timeNs;
        }
        long lateNs = Math.max(-spreadNs, Math.min(nowNs - timeNs - usualAgeNs, spreadNs));
        usualAgeNs += lateNs / SMOOTHING;
        deadlineNs = nowNs + Math.max(spreadNs / 4, spreadNs - Math.max(0, lateNs));
    }

    /** A chunk of so many packets is to go out. */
    void chunk(int packets, long nowNs) {
        double grown = spreadNs == 0 ? burst : (double) burst * (nowNs - creditedNs) / spreadNs;
        credit = Math.min(burst, credit + Math.max(0, grown));
        creditedNs = nowNs;
        free = (int) Math.min(packets, credit);
        credit -= free;
        startNs = nowNs;
        int groups = (packets - free + GROUP - 1) / GROUP;
        stepNs = groups == 0 ? 0 : Math.max(MIN_STEP_NS, (deadlineNs - nowNs) / groups);
    }

    /** When the chunk's packet of that index may leave: a time of the clock, in the past if at once. */
    long due(int index) {
        if (index < free || spreadNs == 0) {
            return startNs;
        }
        return startNs + stepNs * ((index - free) / GROUP + 1);
    }

    /** The chunk's packet of that index leaves now. */
    void leaves(int index, long nowNs) {
        long beyondNs = nowNs - due(index) - stepNs * Math.max(0, burst / GROUP - 1);
        if (index >= free && beyondNs > 0 && spreadNs != 0) {
            startNs += beyondNs;
        }
    }

    /** How long a burst lasts: within that time no more packets leave than its own. */
    long burstNs() {
        return burst * PACKET_NS;
    }

    /** When the next packet of any kind may leave: a time of the clock, in the past if at once. */
    long mayLeaveNs() {
        return departures[oldest] + burstNs();
    }

    /** A packet of any kind has left; the time is not before that, so that the next burst is not too early. */
    void left(long nowNs) {
        departures[oldest] = nowNs;
        oldest = (oldest + 1) % burst;
    }
}
