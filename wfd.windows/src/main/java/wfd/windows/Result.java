// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Something that comes once, and that everybody gets a stage of their own for. Not a {@link CompletableFuture} itself: who waits
 * here is not held up by what others have attached.
 */
final class Result<T> {
    /** One of both is null; both may be. */
    private record Outcome<T>(T value, Throwable failure) {}

    // Guarded by this.
    /** Null until it has come. */
    private Outcome<T> outcome;

    private final List<Consumer<Outcome<T>>> waiting = new ArrayList<>();

    /** Runs on the calling thread what consumers have attached, so no lock may be held. Only the first time counts. */
    void complete(T value) {
        come(new Outcome<>(value, null));
    }

    /** As {@link #complete}. */
    void fail(Throwable failure) {
        come(new Outcome<>(null, failure));
    }

    private void come(Outcome<T> what) {
        List<Consumer<Outcome<T>>> told;
        synchronized (this) {
            if (outcome != null) return;
            outcome = what;
            notifyAll();
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(consumer -> consumer.accept(what));
    }

    /** A stage that its owner may cancel or complete without harm to others. Tells a failure as it is, unwrapped. */
    CompletionStage<T> stage() {
        CompletableFuture<T> stage = new CompletableFuture<>();
        tell(what -> {
            if (what.failure() == null) stage.complete(what.value());
            else stage.completeExceptionally(what.failure());
        });
        return stage;
    }

    /** Runs at once, if it has come, otherwise on the thread that brings it. */
    void then(Runnable action) {
        tell(what -> action.run());
    }

    private void tell(Consumer<Outcome<T>> consumer) {
        Outcome<T> known;
        synchronized (this) {
            known = outcome;
            if (known == null) waiting.add(consumer);
        }
        if (known != null) consumer.accept(known);
    }

    /** Waits for as long as it takes; an interrupt is kept for later. */
    synchronized void await() {
        boolean interrupted = false;
        while (outcome == null)
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
