// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.CastMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the input of displays to whoever wants it, on one thread that ends when nothing comes. Any thread. */
final class InputHub {
    private static final Logger LOG = LoggerFactory.getLogger(InputHub.class);
    private static final long IDLE_S = 2;
    /** How long a consumer that goes away waits for the end of its last event. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(8);

    private final Offers<InputConsumer> consumers = new Offers<>("input consumer", "", PATIENCE_NS);
    private final AtomicLong dropped = new AtomicLong();
    private final TroublePace drops = new TroublePace();
    /** By the service that fails; belongs to the thread, but for those of services that go. */
    private final Map<InputConsumer, TroublePace> failures = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor thread;
    private final LongSupplier clock;
    private final Runnable wishChanged;

    /** Guards itself and {@link #telling}. */
    private final WaitingInput waiting = new WaitingInput(InputConsumer.WAITING);
    /** Whether the thread is at work, or about to be. */
    private boolean telling;

    /**
     * @param clock ns of {@link System#nanoTime()}
     * @param wishChanged run when {@link #isWanted()} may have changed; must not block
     */
    InputHub(LongSupplier clock, Runnable wishChanged) {
        this.clock = clock;
        this.wishChanged = wishChanged;
        thread = new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "miracast-host-input");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    void add(InputConsumer consumer) {
        consumers.add(consumer, Map.of());
        wishChanged.run();
    }

    /** Returns when it is not called any more. */
    void remove(InputConsumer consumer) {
        consumers.remove(consumer);
        failures.remove(consumer);
        wishChanged.run();
    }

    /** Whether anybody wants input. */
    boolean isWanted() {
        return !consumers.ranked().isEmpty();
    }

    /** A person did something. */
    void input(String castId, InputEvent event) {
        boolean all;
        boolean begin;
        synchronized (waiting) {
            all = waiting.add(castId, event);
            begin = !telling;
            telling = true;
        }
        if (begin) {
            try {
                thread.execute(this::tellAll);
            } catch (RejectedExecutionException e) {
                // It was closed: nobody is told any more.
                return;
            }
        }
        if (!all) {
            drop(castId);
        }
    }

    private void tellAll() {
        for (WaitingInput.Entry next = next(); next != null; next = next()) {
            WaitingInput.Entry entry = next;
            CastMark.on(entry.castId(), () -> {
                        for (Offer<InputConsumer> consumer : consumers.ranked()) {
                            tell(consumer, entry.castId(), entry.event());
                        }
                    })
                    .run();
        }
    }

    /** What is to be told next; with null the thread is done. */
    private WaitingInput.Entry next() {
        synchronized (waiting) {
            WaitingInput.Entry next = thread.isShutdown() ? null : waiting.poll();
            telling = next != null;
            return next;
        }
    }

    private void drop(String castId) {
        dropped.incrementAndGet();
        long untold;
        synchronized (drops) {
            untold = drops.another(clock.getAsLong());
        }
        if (untold > 0) {
            LOG.warn(
                    "cast {}: input consumers {} are too slow; events lost since this was told last: {}",
                    castId,
                    consumers.ranked().stream().map(Offer::service).toList(),
                    untold);
        }
    }

    private void tell(Offer<InputConsumer> consumer, String castId, InputEvent event) {
        try {
            consumers.use(consumer, service -> service.input(castId, event));
        } catch (RuntimeException | Error e) {
            TroublePace pace = failures.computeIfAbsent(consumer.service(), service -> new TroublePace());
            long untold = pace.another(clock.getAsLong());
            if (untold > 0) {
                LOG.warn(
                        "cast {}: input consumer {} failed at {}; failures since the last one told: {}",
                        castId,
                        consumer.service(),
                        event,
                        untold,
                        e);
            }
        }
    }

    /** Events that no consumer got since all were too slow. */
    long dropped() {
        return dropped.get();
    }

    void close() {
        thread.shutdownNow();
    }
}
