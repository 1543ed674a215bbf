// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResultTest {
    private final Result<String> result = new Result<>();

    @Test
    void onlyTheFirstOutcomeCounts() {
        result.complete("first");
        result.complete("second");
        result.fail(new IllegalStateException());

        assertThat(result.stage().toCompletableFuture()).isCompletedWithValue("first");
    }

    @Test
    void whoCancelsAStageHarmsNobodyElse() {
        CompletableFuture<String> mine = result.stage().toCompletableFuture();
        CompletableFuture<String> yours = result.stage().toCompletableFuture();

        mine.cancel(false);
        result.complete("done");

        assertThat(yours).isCompletedWithValue("done");
    }

    @Test
    void aFailureIsToldUnwrapped() {
        IllegalStateException failure = new IllegalStateException("why");
        List<Throwable> seen = new ArrayList<>();
        result.stage().whenComplete((value, why) -> seen.add(why));

        result.fail(failure);

        assertThat(seen).containsExactly(failure);
    }

    @Test
    void whoComesLateIsToldAtOnce() {
        List<String> seen = new ArrayList<>();
        result.complete("done");

        result.then(() -> seen.add("told"));
        result.await();

        assertThat(seen).containsExactly("told");
    }

    @Test
    void whoWaitsKeepsItsInterrupt() throws InterruptedException {
        List<Boolean> interrupted = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            Thread.currentThread().interrupt();
            result.await();
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) Thread.onSpinWait();

        result.complete("done");
        waiting.join();

        assertThat(interrupted).containsExactly(true);
    }
}
