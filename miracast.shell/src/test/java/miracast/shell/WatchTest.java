// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WatchTest {
    @Test
    void whatIsWatchedForeverIsNotAskedForAFutureAtEachGlance() throws Exception {
        AtomicInteger futures = new AtomicInteger();
        AtomicInteger glances = new AtomicInteger();
        CompletableFuture<String> end = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> toCompletableFuture() {
                futures.incrementAndGet();
                return super.toCompletableFuture();
            }
        };

        assertThat(new Watch(Duration.ofMillis(1)).until(end, () -> {}, () -> glances.incrementAndGet() == 5))
                .isEmpty();

        assertThat(futures).hasValue(1);
    }

    @Test
    void anEndIsTold() throws Exception {
        assertThat(new Watch(Duration.ofSeconds(1))
                        .until(CompletableFuture.completedFuture("over"), () -> {}, () -> false))
                .contains("over");
    }
}
