// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import miracast.api.sink.MiracastSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink service that all televisions are made of. It may come, go and be exchanged at any time. Thread-safe. */
final class SinkSlot {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSlot.class);
    /** Enough for a farewell (TEARDOWN) to every source; nobody who stops a bundle should wait longer. */
    private static final int FAREWELL_SECONDS = 5;

    private final Set<Television> televisions = ConcurrentHashMap.newKeySet();
    private volatile MiracastSink sink;

    Optional<MiracastSink> sink() {
        return Optional.ofNullable(sink);
    }

    /** A better sink is there, or the first one. */
    void offer(MiracastSink offered) {
        sink = offered;
        televisions.forEach(Television::followSink);
    }

    /** A sink goes; when this returns, no television uses it any more. */
    void withdraw(MiracastSink withdrawn) {
        if (sink == withdrawn) sink = null;
        List<CompletableFuture<?>> farewells = new ArrayList<>();
        for (Television television : televisions) farewells.add(television.followSink());
        try {
            CompletableFuture.allOf(farewells.toArray(CompletableFuture<?>[]::new))
                    .get(FAREWELL_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn(
                    "The sink service that goes has not ended all its {} sessions within {} s",
                    farewells.size(),
                    FAREWELL_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a farewell can't fail", e);
        }
    }

    void add(Television television) {
        televisions.add(television);
        television.followSink();
        // Its link may have gone meanwhile, and with it whoever would remove it.
        if (television.isOff()) televisions.remove(television);
    }

    void remove(Television television) {
        televisions.remove(television);
    }
}
