// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Lets steps happen one after the other, without a lock while they do: on the thread of whoever asks while none happens, and of
 * whoever is at it otherwise, when the steps before are done. So nobody waits for another's step; who wants to know when it has
 * happened takes a future along. What only steps touch needs no other guard.
 */
final class Turns {
    private final Consumer<Throwable> failed;

    // Guarded by this.
    private final Queue<Runnable> steps = new ArrayDeque<>();
    private boolean taken;

    /** @param failed takes what a step throws, since whoever is at it need not be who asked for it */
    Turns(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    void take(Runnable step) {
        synchronized (this) {
            steps.add(step);
            if (taken) return;
            taken = true;
        }
        for (Runnable next = next(); next != null; next = next())
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
    }

    private synchronized Runnable next() {
        Runnable next = steps.poll();
        taken = next != null;
        return next;
    }
}
