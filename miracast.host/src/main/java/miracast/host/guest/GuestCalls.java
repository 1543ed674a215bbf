// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import miracast.host.parts.Offer;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of guests that may take long: one after the other, on a thread of their own, so that a seat never waits for a guest. A call
 * that is over its limit, or that nobody wants any more, is left behind with its thread, and those after it get another one. Any
 * thread; no guest is called under the lock.
 *
 * @param <S> the service's type
 */
public final class GuestCalls<S> {
    private static final Logger LOG = LoggerFactory.getLogger(GuestCalls.class);

    /**
     * One call. What comes of it is told on the owner's worker, one of the three.
     *
     * @param <T> what the guest gives
     */
    public interface Call<T> {
        /** Calls the guest. On the thread of the calls. */
        T run() throws Exception;

        /** It has returned. */
        void returned(T result);

        /** It has failed. */
        void failed(Throwable reason);

        /** It has not returned within its limit. If it does later, what it gives is thrown away. */
        void overdue();

        /** Frees what nobody wants any more. On the thread of the calls. */
        void throwAway(T result);
    }

    /** A call that was handed in; its fields are guarded by the lock. */
    public final class Ticket<T> {
        private final Offer<S> offer;
        private final Object key;
        private final long limitNs;
        private final Call<T> call;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        /** Complete when it is over, or left behind. */
        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        private boolean isReturned;
        private boolean isLeftBehind;

        private Ticket(Offer<S> offer, Object key, long limitNs, Call<T> call) {
            this.offer = offer;
            this.key = key;
            this.limitNs = limitNs;
            this.call = call;
        }

        private void run() {
            ControlLoop.Timer limit = loop.after(limitNs, () -> late(this));
            T result = null;
            Throwable failure = null;
            try {
                result = call.run();
            } catch (Throwable e) {
                failure = e;
            }
            limit.cancel();
            end(this, result, failure);
        }

        private void tell(T result, Throwable failure) {
            try {
                if (failure == null) {
                    call.returned(result);
                } else {
                    call.failed(failure);
                }
            } finally {
                over(this);
            }
        }
    }

    private final String castId;
    private final String threadName;
    private final ControlLoop loop;
    private final Worker owner;
    private final Conduct conduct;

    private final Object lock = new Object();
    private final Queue<Ticket<?>> waiting = new ArrayDeque<>();
    private final List<Ticket<?>> present = new ArrayList<>();
    private Worker thread;

    /**
     * @param what what is called, for thread names
     * @param owner the worker on which is told what comes of calls
     * @param conduct is told of calls that are left behind
     */
    public GuestCalls(String castId, ControlLoop loop, String what, Worker owner, Conduct conduct) {
        this.castId = castId;
        this.loop = loop;
        threadName = what + "-calls";
        this.owner = owner;
        this.conduct = conduct;
        thread = new Worker(castId, threadName);
    }

    /**
     * Hands a call in.
     *
     * @param key what it is known by in {@link Conduct} if it is left behind
     * @param limitNs how long it may take from its beginning
     */
    public <T> Ticket<T> call(Offer<S> offer, Object key, long limitNs, Call<T> call) {
        Ticket<T> ticket = new Ticket<>(offer, key, limitNs, call);
        synchronized (lock) {
            present.add(ticket);
            waiting.add(ticket);
            runNextOn(thread);
        }
        return ticket;
    }

    /**
     * Hands in a call that only frees something.
     *
     * @param overdue run on the owner's worker if it has not returned within the limit
     */
    public void close(Offer<S> offer, Object key, long limitNs, Runnable closing, Runnable overdue) {
        call(offer, key, limitNs, new Call<Void>() {
            @Override
            public Void run() {
                closing.run();
                return null;
            }

            @Override
            public void returned(Void nothing) {}

            @Override
            public void failed(Throwable reason) {
                LOG.warn("cast {}: {} failed to close", castId, offer.name(), reason);
            }

            @Override
            public void overdue() {
                overdue.run();
            }

            @Override
            public void throwAway(Void nothing) {}
        });
    }

    private void runNextOn(Worker worker) {
        worker.execute(() -> {
            Ticket<?> next;
            synchronized (lock) {
                next = worker == thread ? waiting.poll() : null;
            }
            if (next != null) {
                next.run();
            }
        });
    }

    /** Nobody wants what comes of it any more, and what is called next does not wait for it. */
    public void leaveBehind(Ticket<?> ticket) {
        leave(ticket);
    }

    /**
     * A call that was made on a thread of the owner's does not return, and was left behind with that thread.
     *
     * @param returned completes when it has returned, and what it kept is free
     */
    public void leftElsewhere(Offer<S> offer, Object key, CompletableFuture<Void> returned) {
        Ticket<Void> ticket = new Ticket<>(offer, key, 0, null);
        synchronized (lock) {
            ticket.isLeftBehind = true;
            present.add(ticket);
        }
        ticket.settled.complete(null);
        conduct.hangs(key);
        returned.thenRun(() -> {
            conduct.returns(key);
            over(ticket);
        });
    }

    private void late(Ticket<?> ticket) {
        if (leave(ticket)) {
            owner.execute(ticket.call::overdue);
        }
    }

    private boolean leave(Ticket<?> ticket) {
        Worker left;
        synchronized (lock) {
            if (ticket.isReturned || ticket.isLeftBehind) {
                return false;
            }
            ticket.isLeftBehind = true;
            if (waiting.remove(ticket)) {
                left = null;
            } else {
                conduct.hangs(ticket.key);
                left = thread;
                thread = new Worker(castId, threadName);
                waiting.forEach(each -> runNextOn(thread));
            }
        }
        if (left == null) {
            over(ticket);
        } else {
            ticket.settled.complete(null);
            left.abandon();
        }
        return true;
    }

    private <T> void end(Ticket<T> ticket, T result, Throwable failure) {
        boolean isWanted;
        synchronized (lock) {
            ticket.isReturned = true;
            isWanted = !ticket.isLeftBehind;
        }
        if (isWanted && owner.offer(() -> ticket.tell(result, failure))) {
            return;
        }
        // Meant for the call that was left behind, not for what closes what it gave.
        Thread.interrupted();
        try {
            if (failure == null) {
                ticket.call.throwAway(result);
            }
        } finally {
            if (!isWanted) {
                conduct.returns(ticket.key);
            }
            over(ticket);
        }
    }

    private void over(Ticket<?> ticket) {
        synchronized (lock) {
            present.remove(ticket);
        }
        ticket.settled.complete(null);
        ticket.over.complete(null);
    }

    /** Completes when a service is in no call any more, unless it is called anew. */
    public CompletableFuture<Void> over(Offer<S> offer) {
        return whenNone(ticket -> ticket.offer.isSameAs(offer), ticket -> ticket.over);
    }

    /** Completes when no call is left. */
    public CompletableFuture<Void> over() {
        return whenNone(ticket -> true, ticket -> ticket.over);
    }

    /** Completes when no call is left but those that were left behind. */
    public CompletableFuture<Void> settled() {
        return whenNone(ticket -> !ticket.isLeftBehind, ticket -> ticket.settled);
    }

    /** What comes of a call may be that something is to be closed: that is another one, which is waited for as well. */
    private CompletableFuture<Void> whenNone(
            Predicate<Ticket<?>> which, Function<Ticket<?>, CompletableFuture<Void>> end) {
        CompletableFuture<?>[] ends;
        synchronized (lock) {
            ends = present.stream().filter(which).map(end).toArray(CompletableFuture[]::new);
        }
        return ends.length == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.allOf(ends).thenCompose(nothing -> whenNone(which, end));
    }
}
