// SPDX-License-Identifier: Apache-2.0
package miracast.host.statistics;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Times of one kind, in a session. Recorded on any thread, wait-free and without allocation; read under this object's lock. */
final class Latency {
    private static final long LONGEST_US = 60_000_000;
    /** 1 % of resolution. */
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(1, LONGEST_US, DIGITS);
    private final Histogram session = new Histogram(1, LONGEST_US, DIGITS);
    private Histogram interval;

    /** Notes a time in µs; one that cannot be is left out. */
    void record(long us) {
        if (us >= 0 && us <= LONGEST_US) {
            recorder.recordValue(us);
        }
    }

    /** The time in ms that this share of all was within; NaN if there is none. */
    synchronized double quantileMs(double percent) {
        interval = recorder.getIntervalHistogram(interval);
        session.add(interval);
        return session.getTotalCount() == 0 ? Double.NaN : session.getValueAtPercentile(percent) / 1000.0;
    }

    /** Forgets everything, for a new session. */
    synchronized void reset() {
        recorder.reset();
        session.reset();
    }
}
