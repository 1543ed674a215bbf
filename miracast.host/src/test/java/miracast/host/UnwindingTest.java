// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import miracast.host.fake.ManualLoop;
import org.junit.jupiter.api.Test;

class UnwindingTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> broken = new ArrayList<>();
    private final Unwinding unwinding = new Unwinding("c1", loop, broken::add);
    private final List<String> done = new ArrayList<>();

    private CompletableFuture<Void> two() {
        done.add("two");
        return CompletableFuture.completedFuture(null);
    }

    private void unwind(CompletableFuture<Void> first) {
        unwinding.then(first.thenCompose(nothing -> unwinding.step("do two", this::two)), () -> done.add("next"));
        loop.run();
    }

    @Test
    void aStepThatThrowsIsFollowedByTheOthers() {
        unwind(unwinding.step("do one", () -> {
            throw new NoClassDefFoundError("gone");
        }));

        assertThat(done).containsExactly("two", "next");
        assertThat(broken).isEmpty();
    }

    @Test
    void aStepThatFailsLaterIsFollowedByTheOthers() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        unwind(unwinding.step("do one", () -> one));
        assertThat(done).isEmpty();

        one.completeExceptionally(new IllegalStateException("no"));
        loop.run();

        assertThat(done).containsExactly("two", "next");
    }

    @Test
    void whatComesAfterIsToldIfItFails() {
        unwinding.then(CompletableFuture.completedFuture(null), () -> {
            throw new IllegalStateException("no next");
        });
        loop.run();

        assertThat(broken).hasSize(1);
        assertThat(broken.get(0)).hasRootCauseMessage("no next");
    }
}
