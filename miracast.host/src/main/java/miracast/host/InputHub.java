// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the input of displays to whoever wants it, on one thread that ends when nothing comes. Any thread. */
final class InputHub {
    private static final Logger LOG = LoggerFactory.getLogger(InputHub.class);
    private static final long IDLE_S = 2;

    private final List<InputConsumer> consumers = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor thread;

    InputHub() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_S,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(InputConsumer.WAITING),
                task -> {
                    Thread made = new Thread(task, "miracast-host-input");
                    made.setDaemon(true);
                    return made;
                },
                (task, executor) -> dropped.incrementAndGet());
        thread.allowCoreThreadTimeOut(true);
    }

    void add(InputConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(InputConsumer consumer) {
        consumers.remove(consumer);
    }

    /** Whether anybody wants input. */
    boolean isWanted() {
        return !consumers.isEmpty();
    }

    /** A person did something. */
    void input(String castId, InputEvent event) {
        thread.execute(() -> {
            for (InputConsumer consumer : consumers) {
                tell(consumer, castId, event);
            }
        });
    }

    private static void tell(InputConsumer consumer, String castId, InputEvent event) {
        try {
            consumer.input(castId, event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("cast {}: input consumer {} failed at {}", castId, consumer, event, e);
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
