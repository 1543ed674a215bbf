// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdException;

/**
 * What one cast asks of Wi-Fi Direct providers: one call after the other on a thread of the cast, so that a provider that does not
 * return holds up this cast only. No call is interrupted, and none is left out: a link that could not be closed in time is closed
 * when the provider returns. Methods are called on the control loop.
 */
final class ProviderCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);
    /** Longer than any call takes that "returns at once". */
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(5);

    private final String castId;
    private final ControlLoop loop;
    private final Worker worker;

    ProviderCalls(String castId, ControlLoop loop) {
        this.castId = castId;
        this.loop = loop;
        worker = new Worker(castId, "link");
    }

    /** A call of a provider. */
    interface Call {
        /** May block, and throw whatever it likes. */
        void run() throws WfdException;
    }

    /**
     * Makes a call, and tells the log if it takes too long.
     *
     * @param provider its name
     * @param what it is to do, as in "did not ..."
     * @param failed told on the control loop if it throws
     */
    void make(String provider, String what, Call call, Consumer<Throwable> failed) {
        ControlLoop.Timer late = loop.after(
                LATE_NS,
                () -> LOG.warn(
                        "cast {}: Wi-Fi Direct provider {} did not {} within {} s; a thread waits for it",
                        castId,
                        provider,
                        what,
                        TimeUnit.NANOSECONDS.toSeconds(LATE_NS)));
        execute(() -> {
            try {
                call.run();
            } catch (WfdException | RuntimeException | Error e) {
                loop.execute(() -> failed.accept(e));
            } finally {
                loop.execute(late::cancel);
            }
        });
    }

    /** Runs what has a limit of its own, after the calls before it. */
    void execute(Runnable task) {
        if (!worker.offer(task)) {
            // A provider came back after the end of the cast, with something that is to be freed.
            Worker late = new Worker(castId, "link");
            late.execute(task);
            late.close();
        }
    }

    /** Completes when the calls that were made have returned, perhaps never. */
    CompletableFuture<Void> close() {
        return worker.close();
    }
}
