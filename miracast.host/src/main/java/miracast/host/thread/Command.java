// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Something for the owner of a {@link Mailbox} to do, which whoever wants it waits for, or takes back. Any thread. */
public final class Command<T> implements Runnable {
    private final Supplier<T> task;
    private final BooleanSupplier postponement;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** One that waits for nothing. */
    Command(Supplier<T> task) {
        this(task, () -> false);
    }

    /** @param postponement asked on the owner's thread: whether one more round of its work had better come before */
    public Command(Supplier<T> task, BooleanSupplier postponement) {
        this.task = task;
        this.postponement = postponement;
    }

    /** The owner's, before it runs it: whether it is to come after the next round of its work. Not if it was taken back. */
    boolean isPostponed() {
        return !begun.get() && postponement.getAsBoolean();
    }

    /** Does it, unless it was taken back. The owner's. */
    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    /** Takes it back unless it has begun; then nobody waits for it any more. */
    public void takeBack() {
        if (begun.compareAndSet(false, true)) {
            result.cancel(false);
        }
    }

    /** What came of it; fails if it was taken back. */
    public CompletableFuture<T> result() {
        return result;
    }

    /**
     * Waits, and takes it back when the time is over.
     *
     * @throws TimeoutException if it was taken back, so that it never happens
     */
    public T await(long patienceNs) throws TimeoutException, InterruptedException {
        try {
            return result.get(patienceNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            takeBack();
            if (result.isCancelled()) {
                throw e;
            }
            return result.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            TimeoutException never = new TimeoutException("its thread has ended, or is far behind");
            never.initCause(e);
            throw never;
        }
    }
}
