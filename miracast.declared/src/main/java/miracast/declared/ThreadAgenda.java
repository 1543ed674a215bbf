// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agenda of the running bundle: a thread, and the system's clock. A service of this bundle's own. */
@Component
public final class ThreadAgenda implements Agenda {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadAgenda.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "miracast-declared");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts the thread with its first task. */
    public ThreadAgenda() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        try {
            Future<?> future = executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: nobody waits for the task any more.
            return () -> {};
        }
    }

    /** One cast's mistake must not end the thread of all. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a declared cast failed", e);
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemDefaultZone();
    }

    /** The casts, which need this service, are closed before. */
    @Deactivate
    void close() {
        executor.shutdown();
    }
}
