// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where everything runs that the system's threads tell us. Workers: as many as there is to do at once, since consumers may block
 * in what they attach to a session. One more thread takes what must stay in order. None is ever shut down, since the
 * system may call back when the provider is long gone; each ends after a second without work.
 */
final class WindowsThreads {
    private final Executor workers;
    private final ThreadPoolExecutor inOrder = inOrder("wfd.windows changes");

    WindowsThreads() {
        this(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, SECONDS, new SynchronousQueue<>(), named("wfd.windows worker")));
    }

    /** With other workers, which must be as many as there is to do. */
    WindowsThreads(Executor workers) {
        this.workers = workers;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One task after the other. */
    static ThreadPoolExecutor inOrder(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, SECONDS, new LinkedBlockingQueue<>(), named(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Soon. */
    void execute(Runnable task) {
        workers.execute(task);
    }

    /** After all that was given here before. */
    void executeInOrder(Runnable task) {
        inOrder.execute(task);
    }
}
