// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The clock that PCR, PTS and RTP time stamps are read from: the system's monotonic one, counted from shortly before the
 * session, so that the 33 bits of a time stamp last for 26 hours. Any thread.
 */
public final class MediaClock {
    /** A frame that was taken shortly before the session began must not have a negative time. */
    private static final long HEAD_START_NS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private final LongConsumer parkNanos;
    private final long zeroNs;

    /** The system's. */
    public MediaClock() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param parkNanos as {@link LockSupport#parkNanos(long)}
     */
    MediaClock(LongSupplier nanoTime, LongConsumer parkNanos) {
        this.nanoTime = nanoTime;
        this.parkNanos = parkNanos;
        this.zeroNs = nanoTime.getAsLong() - HEAD_START_NS;
    }

    /** Now, in ns of this clock. */
    public long nowNs() {
        return nanoTime.getAsLong() - zeroNs;
    }

    /** The time of this clock at a value of the system's. */
    public long ofNanoTime(long systemNs) {
        return systemNs - zeroNs;
    }

    /** Waits so long at most; a thread that is unparked goes on earlier. */
    void park(long ns) {
        parkNanos.accept(ns);
    }
}
