// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets services in among the {@link Offers} once they have said what they are, so that casts need not ask them, and no cast waits
 * for one that does not answer. Each is asked once, on a thread of its own; one that fails is asked again, after pauses that double
 * up to a minute. Any thread; no service is called with a lock held.
 *
 * @param <S> the services' type
 */
public final class Reception<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final long FIRST_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NS = TimeUnit.MINUTES.toNanos(1);

    private final Offers<S> offers;
    private final UnaryOperator<S> introduction;
    private final Executor threads;
    private final ControlLoop loop;
    private final long answerNs;
    private final long patienceNs;
    /** Guarded by itself; their own methods are not called to tell services apart. */
    private final Map<S, Guest> guests = new IdentityHashMap<>();

    /**
     * @param introduction asks a service, and gives it as casts use it: what was asked is answered without it. It may throw what it
     *     likes, and need not return
     * @param threads runs what belongs to others, and may be held up by it
     * @param answerNs how long {@link #add} waits for an answer
     * @param patienceNs how long {@link #remove} waits for one that is due
     */
    public Reception(
            Offers<S> offers,
            UnaryOperator<S> introduction,
            Executor threads,
            ControlLoop loop,
            long answerNs,
            long patienceNs) {
        this.offers = offers;
        this.introduction = introduction;
        this.threads = threads;
        this.loop = loop;
        this.answerNs = answerNs;
        this.patienceNs = patienceNs;
    }

    /** A service came, or its properties changed: returns when it is among the offers, or when it did not answer in time. */
    public void add(S service, Map<String, ?> properties) {
        Guest guest;
        synchronized (guests) {
            guest = guests.computeIfAbsent(service, Guest::new);
        }
        if (!isDone(guest.comes(properties), answerNs)) {
            LOG.warn(
                    "{} has not said for {} ms what it can do; it is not used before it has",
                    offers.text(service, properties),
                    TimeUnit.NANOSECONDS.toMillis(answerNs));
        }
    }

    /** A service goes: returns when nobody uses it any more, or the patience is over. */
    public void remove(S service) {
        Guest guest;
        synchronized (guests) {
            guest = guests.remove(service);
        }
        if (guest != null) {
            if (!isDone(guest.goes(), patienceNs)) {
                LOG.warn(
                        "{} is still being asked what it can do {} ms after it was withdrawn",
                        offers.text(service, guest.properties()),
                        TimeUnit.NANOSECONDS.toMillis(patienceNs));
            }
            guest.isOut();
        }
    }

    private static boolean isDone(CompletableFuture<Void> answered, long limitNs) {
        try {
            answered.get(limitNs, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A service that is there; its fields are guarded by itself. */
    private final class Guest {
        private final S service;
        private Map<String, ?> properties = Map.of();
        private boolean isGone;
        private S known;
        /** Complete when the last question is answered, and what came of it done. */
        private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

        private Thread asked;
        private long pauseNs;
        private ControlLoop.Timer retry = ControlLoop.Timer.NONE;

        Guest(S service) {
            this.service = service;
        }

        synchronized Map<String, ?> properties() {
            return properties;
        }

        CompletableFuture<Void> comes(Map<String, ?> newProperties) {
            S present;
            synchronized (this) {
                properties = newProperties;
                present = known;
            }
            if (present != null) {
                offers.add(present, newProperties);
                return CompletableFuture.completedFuture(null);
            }
            return ask();
        }

        private synchronized CompletableFuture<Void> ask() {
            if (answered.isDone() && !isGone) {
                retry.cancel();
                answered = new CompletableFuture<>();
                CompletableFuture<Void> answer = answered;
                try {
                    threads.execute(() -> answer(answer));
                } catch (RuntimeException | Error e) {
                    // No thread is to be had: it is asked again.
                    failed(e);
                    answer.complete(null);
                }
            }
            return answered;
        }

        private void answer(CompletableFuture<Void> answer) {
            try {
                synchronized (this) {
                    asked = Thread.currentThread();
                }
                letIn(introduction.apply(service));
            } catch (Throwable e) {
                failed(e);
            } finally {
                synchronized (this) {
                    asked = null;
                }
                answer.complete(null);
            }
        }

        /** With the newest properties: they may change at the same time. */
        private void letIn(S introduced) {
            Map<String, ?> used;
            do {
                synchronized (this) {
                    if (isGone) {
                        return;
                    }
                    known = introduced;
                    used = properties;
                }
                offers.add(introduced, used);
            } while (used != properties());
        }

        private synchronized void failed(Throwable reason) {
            if (isGone) {
                return;
            }
            pauseNs = pauseNs == 0 ? FIRST_PAUSE_NS : Math.min(LONGEST_PAUSE_NS, 2 * pauseNs);
            LOG.warn(
                    "{} does not say what it can do, and is not used; it is asked again in {} s",
                    offers.text(service, properties),
                    TimeUnit.NANOSECONDS.toSeconds(pauseNs),
                    reason);
            retry = loop.after(pauseNs, this::ask);
        }

        /** Who goes while it is asked, on the same thread, does not wait for itself. */
        synchronized CompletableFuture<Void> goes() {
            isGone = true;
            retry.cancel();
            return asked == Thread.currentThread() ? CompletableFuture.completedFuture(null) : answered;
        }

        void isOut() {
            S present;
            synchronized (this) {
                present = known;
            }
            if (present != null) {
                offers.remove(present);
            }
        }
    }
}
