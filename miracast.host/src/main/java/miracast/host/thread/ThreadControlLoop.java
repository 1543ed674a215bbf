// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop of a running host. */
public final class ThreadControlLoop implements ControlLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadControlLoop.class);

    private final ScheduledThreadPoolExecutor executor;

    /** @param threadName name of its thread */
    public ThreadControlLoop(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> guarded(task), delayNs, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return Timer.NONE;
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** One task's mistake must not end the loop of all casts. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a task failed", Thread.currentThread().getName(), e);
        }
    }

    /** Ends the loop; tasks still to come are left out. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
