// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Looks at something that runs, once an interval, until it is over or has run for long enough. */
final class Watch {
    /** How exactly an end is kept. */
    private static final long GLANCE_NS = 50_000_000;

    private final Duration interval;

    Watch(Duration interval) {
        this.interval = interval;
    }

    /**
     * Watches.
     *
     * @param end completes when it is over by itself
     * @param look called once an interval
     * @param enough asked several times a second; true ends the watch
     * @return what {@code end} completed with; empty if there was enough before
     * @throws ExecutionException if {@code end} completed so
     */
    <T> Optional<T> until(CompletionStage<T> end, Runnable look, BooleanSupplier enough)
            throws InterruptedException, ExecutionException {
        // Once: each is remembered by the stage until that completes.
        CompletableFuture<T> ended = end.toCompletableFuture();
        long next = System.nanoTime() + interval.toNanos();
        while (true) {
            long wait = Math.min(GLANCE_NS, next - System.nanoTime());
            try {
                return Optional.of(ended.get(Math.max(0, wait), TimeUnit.NANOSECONDS));
            } catch (TimeoutException stillRunning) {
                // As expected.
            }
            if (enough.getAsBoolean()) {
                return Optional.empty();
            }
            if (System.nanoTime() - next >= 0) {
                look.run();
                next += interval.toNanos();
            }
        }
    }
}
