// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import miracast.wire.ts.PresentationTime;
import miracast.wire.ts.ProgramClockReference;

/** Checks the program clock and the presentation times that refer to it. Receive thread. */
final class StreamClock {
    /** The longest time between two clock values (ISO/IEC 13818-1, 2.7.2). */
    private static final long MAX_PCR_INTERVAL_27M = 2_700_000;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final ClockTrack track;

    private boolean hasPcr;
    private long pcr27M;
    private boolean paused = true;
    private boolean gap;
    private boolean hasPts;
    private long pts90k;

    /** @param track told of each clock value */
    StreamClock(StreamCounters counters, Complaints complaints, PacketPosition position, ClockTrack track) {
        this.track = track;
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
    }

    /** A clock value came. */
    void pcr(int pid, long value27M, long arrivalNs) {
        track.add(value27M, arrivalNs);
        if (hasPcr && !paused) {
            long interval = ProgramClockReference.distance(pcr27M, value27M);
            if (interval <= 0) {
                complaints.add(
                        "%s, PID %#06x: PCR went back by %.3f ms from %d", position, pid, -interval / 27e3, pcr27M);
            } else {
                counters.longestPcrInterval27M.atLeast(interval);
                if (interval > MAX_PCR_INTERVAL_27M && !gap) {
                    complaints.late(
                            "%s, PID %#06x: %.1f ms since the last PCR, expected 100 at most",
                            position, pid, interval / 27e3);
                }
            }
        }
        hasPcr = true;
        paused = false;
        gap = false;
        pcr27M = value27M;
    }

    /** The clock is set anew (discontinuity_indicator). */
    void discontinuity() {
        track.discontinuity();
        hasPcr = false;
        hasPts = false;
    }

    /** A video PES packet has this presentation time. */
    void pts(int pid, long value90k) {
        if (hasPts && PresentationTime.distance(pts90k, value90k) <= 0) {
            counters.ptsErrors.increment();
            complaints.add("%s, PID %#06x: PTS %d does not rise from %d", position, pid, value90k, pts90k);
        }
        hasPts = true;
        pts90k = value90k;
        notLate(pid, value90k);
    }

    /** A PES packet of sound has this presentation time. */
    void soundPts(int pid, long value90k) {
        notLate(pid, value90k);
    }

    private void notLate(int pid, long value90k) {
        if (hasPcr) {
            long ahead = PresentationTime.distance(ProgramClockReference.base90k(pcr27M), value90k);
            if (ahead < 0) {
                complaints.late(
                        "%s, PID %#06x: PTS %d is %.1f ms before the clock", position, pid, value90k, -ahead / 90.0);
            }
        }
    }

    /** Packets are missing: the next interval says nothing about the source. */
    void gap() {
        gap = true;
    }

    /** The stream rests from now on; the next interval is not counted. */
    void pause() {
        paused = true;
    }
}
