// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;
import miracast.api.sink.FormatRun;

/** Which access units came in which format, and were decoded so. Receive and decode thread write, any thread reads. */
final class FormatTrack {
    /** A session that changes once a minute has the last hours. */
    private static final int MOST = 256;

    private final Deque<Run> runs = new ArrayDeque<>();

    /** The units of one format. */
    static final class Run {
        private final AgreedFormat format;
        private volatile long firstPts90k = FormatRun.NONE;
        private final Counter units = new Counter();
        private final Counter decoded = new Counter();

        private Run(AgreedFormat format) {
            this.format = format;
        }

        AgreedFormat format() {
            return format;
        }

        /** A whole unit of it came. Receive thread. */
        void unit(long pts90k) {
            if (firstPts90k == FormatRun.NONE) {
                firstPts90k = pts90k;
            }
            units.increment();
        }

        /** A picture of it came out of the decoder. Decode thread. */
        void decoded() {
            decoded.increment();
        }

        private FormatRun findings() {
            return new FormatRun(format.mode(), firstPts90k, units.value(), decoded.value());
        }
    }

    /** What comes from now on is of this format. */
    synchronized Run begin(AgreedFormat format) {
        if (runs.size() == MOST) {
            runs.removeFirst();
        }
        Run run = new Run(format);
        runs.addLast(run);
        return run;
    }

    /** The mode of what comes now; empty before M4. */
    synchronized Optional<VideoMode> mode() {
        return Optional.ofNullable(runs.peekLast()).map(run -> run.format().mode());
    }

    /** What came, in its order. */
    synchronized List<FormatRun> findings() {
        return runs.stream().map(Run::findings).toList();
    }
}
