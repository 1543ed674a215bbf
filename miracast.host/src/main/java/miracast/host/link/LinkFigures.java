// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/**
 * The figures of one link, which are unknown as long as its provider does not give them: asked for on a thread of their own, since
 * who waits for them also feeds the driver, and never twice at once. Any thread but the control loop.
 */
final class LinkFigures implements Supplier<WfdStats> {
    private static final Logger LOG = LoggerFactory.getLogger(LinkFigures.class);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private final String castId;
    private final String provider;
    private final WfdSession session;
    private final Worker worker;
    private CompletableFuture<WfdStats> last = CompletableFuture.completedFuture(WfdStats.UNKNOWN);
    private boolean hasFailed;

    /** @param provider its name */
    LinkFigures(String castId, String provider, WfdSession session) {
        this.castId = castId;
        this.provider = provider;
        this.session = session;
        worker = new Worker(castId, "link-figures");
    }

    @Override
    public WfdStats get() {
        CompletableFuture<WfdStats> answer = ask();
        try {
            return answer == null ? WfdStats.UNKNOWN : answer.get(PATIENCE_NS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "cast {}: Wi-Fi Direct provider {} did not give the figures of its link within {} s; they are unknown",
                    castId,
                    provider,
                    TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS));
        } catch (ExecutionException e) {
            failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return WfdStats.UNKNOWN;
    }

    /** Null if there will be no answer soon. */
    private synchronized CompletableFuture<WfdStats> ask() {
        if (!last.isDone()) {
            return null;
        }
        CompletableFuture<WfdStats> answer = new CompletableFuture<>();
        boolean asked = worker.offer(() -> {
            try {
                answer.complete(Objects.requireNonNull(session.stats(), "no figures"));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        if (!asked) {
            return null;
        }
        last = answer;
        return answer;
    }

    /** Asked for once a second, they would fill the log. */
    private synchronized void failed(Throwable failure) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.warn(
                    "cast {}: Wi-Fi Direct provider {} failed to give the figures of its link",
                    castId,
                    provider,
                    failure);
        }
    }

    /** Asks no more. */
    void close() {
        worker.close();
    }
}
