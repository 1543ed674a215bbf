// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import miracast.host.thread.ControlLoop;

/**
 * Tells that what a cast wants is not there, once until it comes, or something else is wanted: a name may be misspelt, and nobody
 * would know why a screen stays dark. Belongs to a seat's worker.
 *
 * @param <W> what is wanted
 */
public final class Absence<W> {
    /** When a system starts, and while a bundle is updated, parts come a moment later than the casts that want them. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

    private final ControlLoop loop;
    private final Executor worker;
    private final Consumer<W> tell;
    /** What is known not to be there; null for nothing. */
    private W absent;

    private ControlLoop.Timer due = ControlLoop.Timer.NONE;

    /** @param tell run on the worker when it is time to tell */
    public Absence(ControlLoop loop, Executor worker, Consumer<W> tell) {
        this.loop = loop;
        this.worker = worker;
        this.tell = tell;
    }

    /** It is not there: told soon, if that is news and stays so. */
    public void begins(W wish) {
        if (!wish.equals(absent)) {
            isTold(wish);
            due = loop.after(
                    PATIENCE_NS,
                    () -> worker.execute(() -> {
                        if (wish.equals(absent)) {
                            tell.accept(wish);
                        }
                    }));
        }
    }

    /** Somebody else has told it. */
    public void isTold(W wish) {
        due.cancel();
        absent = wish;
    }

    /** It is there, or nobody waits for it any more. */
    public void ends() {
        due.cancel();
        absent = null;
    }
}
