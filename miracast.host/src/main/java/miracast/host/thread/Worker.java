// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what may take time, one task after the other, on a thread that is there only while there is work. Any thread may hand
 * tasks in.
 */
public final class Worker implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long IDLE_SECONDS = 2;

    private final String threadName;
    private final UnaryOperator<Runnable> mark;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ThreadPoolExecutor executor;

    /** Of no cast. */
    public Worker(String threadName) {
        this(threadName, work -> work);
    }

    /** Of a cast: its thread is named after it and marked as its own. */
    public Worker(String castId, String what) {
        this("cast-" + castId + "-" + what, work -> CastMark.on(castId, work));
    }

    private Worker(String threadName, UnaryOperator<Runnable> mark) {
        this.threadName = threadName;
        this.mark = mark;
        executor =
                new ThreadPoolExecutor(
                        1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread) {
                    @Override
                    protected void terminated() {
                        ended.complete(null);
                    }
                };
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(mark.apply(task), threadName);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task after those before it; leaves it out once the worker is closed. */
    @Override
    public void execute(Runnable task) {
        offer(task);
    }

    /** As {@link #execute}; false if the worker is closed and the task will not run. */
    public boolean offer(Runnable task) {
        try {
            executor.execute(() -> guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a task failed", threadName, e);
        }
    }

    /** Completes when the worker was closed and its last task has run. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Takes no more tasks; those that were handed in still run. Completes when the thread is about to end. */
    public CompletableFuture<Void> close() {
        executor.shutdown();
        return ended;
    }

    /** Takes no more tasks, forgets those that wait, and interrupts the one that runs. */
    public CompletableFuture<Void> abandon() {
        executor.shutdownNow();
        return ended;
    }
}
