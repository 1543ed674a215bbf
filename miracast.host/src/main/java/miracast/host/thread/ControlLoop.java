// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import java.util.concurrent.Executor;

/** One thread that runs short tasks one after the other, now or later. Any thread may hand them in; tasks never block. */
public interface ControlLoop extends Executor {

    /** Runs a task as soon as those before it have run; does nothing once the loop has ended. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task after a time.
     *
     * @param delayNs ns from now
     */
    Timer after(long delayNs, Runnable task);

    /** The loop's time, in ns of {@link System#nanoTime()}. */
    long nanoTime();

    /** A task that is still to come. */
    interface Timer {
        /** A timer that was never set. */
        Timer NONE = () -> {};

        /** Does nothing if the task has begun; called on the loop itself, the task does not run afterwards. */
        void cancel();
    }
}
