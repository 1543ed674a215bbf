// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the provider: one that watches the clock, and as many workers as there is to do at once, since consumers may
 * block in what they attach to a session. A worker that has nothing to do for a second ends.
 */
final class SimThreads {
    private static final int IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("wfd.sim clock"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, SECONDS, new SynchronousQueue<>(), named("wfd.sim worker"));

    SimThreads() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // After the end nobody is left to work for: a television that still reports something, say.
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Soon, on a worker. */
    void execute(Runnable task) {
        workers.execute(task);
    }

    /** Later, on a worker. */
    Future<?> schedule(Runnable task, long delayMs) {
        return clock.schedule(() -> workers.execute(task), delayMs, MILLISECONDS);
    }

    /** Forgets what is scheduled, and lets run what has begun. */
    void shutdown() {
        clock.shutdown();
        workers.shutdown();
    }
}
