// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what a cast holds, step by step: a step that goes wrong is told, and the others come all the same, since a cast that waits
 * for one of them would wait for ever. On the control loop.
 */
final class Unwinding {
    private static final Logger LOG = LoggerFactory.getLogger(Unwinding.class);

    private final String castId;
    private final ControlLoop loop;
    private final Consumer<Throwable> broken;

    /** @param broken told on the loop that what comes after the last step has failed */
    Unwinding(String castId, ControlLoop loop, Consumer<Throwable> broken) {
        this.castId = castId;
        this.loop = loop;
        this.broken = broken;
    }

    /**
     * One step.
     *
     * @param what it does, as in "failed to ..."
     * @return never fails
     */
    CompletableFuture<Void> step(String what, Supplier<CompletableFuture<Void>> freeing) {
        CompletableFuture<Void> freed;
        try {
            freed = freeing.get();
        } catch (RuntimeException | Error e) {
            freed = CompletableFuture.failedFuture(e);
        }
        return freed.exceptionally(failure -> {
            LOG.error("cast {}: failed to {}", castId, what, failure);
            return null;
        });
    }

    /** What comes when all is free. */
    void then(CompletableFuture<Void> freed, Runnable next) {
        freed.thenRunAsync(next, loop)
                .exceptionallyAsync(
                        failure -> {
                            LOG.error("cast {}: cannot go on", castId, failure);
                            broken.accept(failure);
                            return null;
                        },
                        loop);
    }
}
