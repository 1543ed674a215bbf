// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services of one kind, best first. Fed by DS on whatever thread registers or unregisters them. No lock is held while users
 * are told.
 *
 * @param <S> the service's type
 */
public final class Offers<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

    /** Somebody who uses one of the services, and wants to know when another one would do better. */
    public interface User<S> {
        /** There is one more, one less, or another order. Must not block. */
        void offersChanged();

        /**
         * A service is about to go. Must not block.
         *
         * @return complete when this user does not touch it any more and never will again
         */
        CompletableFuture<Void> letGo(Offer<S> offer);
    }

    /** A call of a service by somebody who is no user. */
    private record Question<S>(S service, Thread asker, CompletableFuture<Void> answered) {}

    private final String kind;
    private final String nameProperty;
    private final long patienceNs;
    private final List<User<S>> users = new CopyOnWriteArrayList<>();
    private final List<Question<S>> questions = new CopyOnWriteArrayList<>();
    private final Object writing = new Object();
    private volatile List<Offer<S>> ranked = List.of();

    /**
     * @param kind what to call such a service in log lines
     * @param nameProperty the service property with its name
     * @param patienceNs how long a service that goes away waits for its users
     */
    public Offers(String kind, String nameProperty, long patienceNs) {
        this.kind = kind;
        this.nameProperty = nameProperty;
        this.patienceNs = patienceNs;
    }

    /** What messages call a service. */
    String text(S service, Map<String, ?> properties) {
        Offer<S> offer = Offer.of(service, nameProperty, properties);
        return kind + " " + offer.name() + " (service " + offer.id() + ")";
    }

    /** A service came, or its properties changed. */
    public void add(S service, Map<String, ?> properties) {
        synchronized (writing) {
            List<Offer<S>> changed = new ArrayList<>(ranked);
            changed.removeIf(offer -> offer.service() == service);
            changed.add(Offer.of(service, nameProperty, properties));
            Collections.sort(changed);
            ranked = List.copyOf(changed);
        }
        users.forEach(User::offersChanged);
    }

    /**
     * A service goes: returns when nobody uses it any more, or the patience is over. A service that goes while it answers a question
     * on the same thread does not wait for itself.
     */
    public void remove(S service) {
        Offer<S> gone = null;
        synchronized (writing) {
            List<Offer<S>> changed = new ArrayList<>(ranked);
            for (Offer<S> offer : ranked) {
                if (offer.service() == service) {
                    gone = offer;
                    changed.remove(offer);
                }
            }
            ranked = List.copyOf(changed);
        }
        if (gone != null) {
            await(gone);
        }
    }

    private void await(Offer<S> gone) {
        List<CompletableFuture<Void>> free = new ArrayList<>();
        for (User<S> user : users) {
            free.add(user.letGo(gone));
        }
        for (Question<S> question : questions) {
            if (question.service() == gone.service() && question.asker() != Thread.currentThread()) {
                free.add(question.answered());
            }
        }
        try {
            CompletableFuture.allOf(free.toArray(CompletableFuture[]::new)).get(patienceNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} {} (service {}) is still in use {} ms after it was withdrawn; what uses it may fail",
                    kind,
                    gone.name(),
                    gone.id(),
                    TimeUnit.NANOSECONDS.toMillis(patienceNs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("{} {} (service {}) was not let go of", kind, gone.name(), gone.id(), e.getCause());
        }
    }

    /**
     * Asks a service something that it answers soon, for whoever is no user of it: it is not gone before it has answered.
     *
     * @return empty if it is gone
     */
    public <T> Optional<T> ask(Offer<S> offer, Function<? super S, ? extends T> what) {
        Question<S> question = new Question<>(offer.service(), Thread.currentThread(), new CompletableFuture<>());
        // First this, then the look: whoever removes the service does it the other way round, so that one sees the
        // other.
        questions.add(question);
        try {
            return ranked.stream().noneMatch(offer::isSameAs)
                    ? Optional.empty()
                    : Optional.of(what.apply(offer.service()));
        } finally {
            questions.remove(question);
            question.answered().complete(null);
        }
    }

    /** As {@link #ask}, where there is no answer. Does nothing if the service is gone. */
    public void use(Offer<S> offer, Consumer<? super S> what) {
        ask(offer, service -> {
            what.accept(service);
            return offer;
        });
    }

    /** Tells a user of changes from now on. */
    public void addUser(User<S> user) {
        users.add(user);
    }

    /** Tells it no more. */
    public void removeUser(User<S> user) {
        users.remove(user);
    }

    /** All of them, best first. */
    public List<Offer<S>> ranked() {
        return ranked;
    }

    /** The best one of that name. */
    public Optional<Offer<S>> named(String name) {
        return allNamed(name).stream().findFirst();
    }

    /** Those of that name, best first. */
    public List<Offer<S>> allNamed(String name) {
        return ranked.stream().filter(offer -> offer.name().equals(name)).toList();
    }

    /** The best one of that name, or that the filter matches. */
    public Optional<Offer<S>> answering(String wish) {
        return ranked.stream().filter(offer -> offer.answersTo(wish)).findFirst();
    }

    /** The names that there are, best first, each once. */
    public List<String> names() {
        return ranked.stream().map(Offer::name).distinct().toList();
    }

    /**
     * What to tell of a part that is not there: lists those that are.
     *
     * @param text as the user named it: a service, with a location or not, or only what the service is to open
     * @param name of the service that it needs
     */
    public String absence(String text, String name) {
        String what = text.equals(name) || text.startsWith(name + ":")
                ? text + " is not there"
                : text + " needs " + kind + " " + name + ", which is not there";
        List<String> names = names();
        return what + (names.isEmpty() ? "; there is none" : "; there are: " + String.join(", ", names));
    }
}
