// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ResultTest {
    private final Result<String> result = new Result<>();

    @Test
    void onlyTheFirstOutcomeCounts() {
        result.complete("first");

        result.complete("second");
        result.fail(new IOException("third"));

        assertThat(result.stage().toCompletableFuture()).isCompletedWithValue("first");
    }

    @Test
    void aStageThatWasAskedForEarlierHearsOfIt() {
        CompletableFuture<String> stage = result.stage().toCompletableFuture();

        result.complete("come");

        assertThat(stage).isCompletedWithValue("come");
    }

    @Test
    void aFailureComesUnwrapped() {
        IOException failure = new IOException("broken");
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        result.stage().whenComplete((value, thrown) -> seen.complete(thrown));

        result.fail(failure);

        assertThat(seen).isCompletedWithValue(failure);
    }

    @Test
    void whoeverHasWaitedSeesStagesThatAreDone() throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        // What others have attached, and holds up the thread that brings the result, holds up nobody who waits.
        CompletableFuture<Void> others = new CompletableFuture<>();
        result.then(others::join);
        Thread bringer = new Thread(() -> result.complete("come"));
        bringer.start();

        result.await();
        done.complete(result.stage().toCompletableFuture().isDone());
        others.complete(null);
        bringer.join();

        assertThat(done).isCompletedWithValue(true);
    }

    @Test
    void waitingKeepsAnInterrupt() {
        result.complete("come");
        Thread.currentThread().interrupt();

        result.await();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitingCanHaveAnEnd() throws InterruptedException {
        assertThat(result.awaitUntil(System.nanoTime())).isFalse();
    }
}
