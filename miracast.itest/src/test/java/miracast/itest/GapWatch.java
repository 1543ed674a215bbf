// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.cast.Cast;
import miracast.api.cast.CastLogEntry;

/**
 * Notes each time in which a television receives no picture, and looks for the cause in the log of its cast. A thread of its own
 * writes; results are to be read after {@link #close()}.
 */
final class GapWatch {
    /**
     * A picture that stands still is repeated twice a second at least, and bad air may take one or two of these. Looks, not time: a
     * busy machine looks less often.
     */
    private static final int GAP = 30;

    private static final long LOOK_MS = 50;
    /** A cause is logged when it is noticed: before packets end, or when the next try is made. */
    private static final Duration NEAR = Duration.ofSeconds(2);

    private final List<Follower> followers = new ArrayList<>();
    private final List<String> unexplained = new CopyOnWriteArrayList<>();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong longestMs = new AtomicLong();
    private final Thread thread = new Thread(this::run, "gap-watch");
    private volatile boolean closed;

    GapWatch(List<Television> televisions, List<Cast> casts) {
        for (int i = 0; i < casts.size(); i++) {
            followers.add(new Follower(televisions.get(i), casts.get(i)));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Gaps without a cause in the cast's log, in words. */
    List<String> unexplained() {
        return unexplained;
    }

    long gaps() {
        return gaps.get();
    }

    long longestMs() {
        return longestMs.get();
    }

    private void run() {
        try {
            while (!closed) {
                followers.forEach(Follower::look);
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() throws InterruptedException {
        closed = true;
        thread.join();
    }

    private final class Follower {
        private final Television television;
        private final Cast cast;
        /** All that the cast has logged, which itself keeps the last of it only. */
        private final Set<CastLogEntry> log = new LinkedHashSet<>();

        private long pictures;
        private Instant last = Instant.now();
        private int silent;

        Follower(Television television, Cast cast) {
            this.television = television;
            this.cast = cast;
        }

        void look() {
            log.addAll(cast.log());
            long now = television.received();
            // A new session counts from none, which is no picture yet.
            boolean received = now != pictures && now > 0;
            pictures = now;
            if (!received) {
                silent++;
                return;
            }
            Instant end = Instant.now();
            if (silent > GAP) {
                judge(last, end);
            }
            silent = 0;
            last = end;
        }

        private void judge(Instant begin, Instant end) {
            gaps.incrementAndGet();
            longestMs.accumulateAndGet(Duration.between(begin, end).toMillis(), Math::max);
            boolean explained = log.stream()
                    .anyMatch(entry -> entry.time().isAfter(begin.minus(NEAR))
                            && entry.time().isBefore(end)
                            && isCause(entry));
            if (!explained) {
                unexplained.add("cast " + cast.id() + " from " + begin + " to " + end + ", its log: "
                        + log.stream().skip(Math.max(0, log.size() - 10)).toList());
            }
        }

        private static boolean isCause(CastLogEntry entry) {
            return switch (entry.kind()) {
                case SESSION_OVER, ENCODER_FAILED, ENCODER_MISSING, SOURCE_STALLED, SOURCE_FAILED ->
                    !entry.detail().isBlank();
                default -> false;
            };
        }
    }
}
