// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets a picture of the screen be taken right before the cast asks for one: it is then as new as it can be, and none is taken for
 * nothing. One thread takes pictures, one asks.
 */
final class Pacer {
    /** While nobody asks, a picture is taken this often, so that the first one after a pause is not an old one. */
    private static final long IDLE_NS = 250_000_000;
    /** Ready this much before it is needed: part of the interval. */
    private static final int RESERVE = 8;

    private static final long LONGEST_RESERVE_NS = 3_000_000;
    /** The expectation moves by this part of the interval. */
    private static final int STEPS = 640;

    private final long intervalNs;
    private final BooleanSupplier wanted;
    private volatile Thread taker;
    private volatile long askedNs;
    private volatile long asks;
    private long servedAsks;
    private long beganNs;
    /** How long a picture is expected to take. */
    private long costNs;

    /**
     * @param intervalNs time between two questions
     * @param wanted whether to go on waiting; asked whenever the taker's thread is unparked
     */
    Pacer(long intervalNs, BooleanSupplier wanted) {
        this.intervalNs = intervalNs;
        this.wanted = wanted;
        costNs = intervalNs / 4;
    }

    /** The cast asks for a picture now. */
    void asked() {
        askedNs = System.nanoTime();
        asks++; // written by one thread only
        LockSupport.unpark(taker);
    }

    /** Waits until a picture is to be taken. */
    void awaitTurn() {
        taker = Thread.currentThread();
        long idleSinceNs = System.nanoTime();
        while (asks == servedAsks && wanted.getAsBoolean() && System.nanoTime() - idleSinceNs < IDLE_NS) {
            LockSupport.parkNanos(this, IDLE_NS - (System.nanoTime() - idleSinceNs));
        }
        if (asks != servedAsks) {
            servedAsks = asks;
            long reserveNs = Math.min(intervalNs / RESERVE, LONGEST_RESERVE_NS);
            long turnNs = askedNs + intervalNs - costNs - reserveNs;
            long leftNs = turnNs - System.nanoTime();
            while (leftNs > 0 && wanted.getAsBoolean()) {
                LockSupport.parkNanos(this, leftNs);
                leftNs = turnNs - System.nanoTime();
            }
        }
        beganNs = System.nanoTime();
    }

    /** The picture is ready. Nine of ten are to be in time, so a longer one moves the expectation nine times as far as a shorter one. */
    void taken() {
        long tookNs = System.nanoTime() - beganNs;
        costNs += tookNs > costNs ? 9 * intervalNs / STEPS : -intervalNs / STEPS;
    }
}
