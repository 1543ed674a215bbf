// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InputHubTest {
    private final InputHub hub = new InputHub();
    private final BlockingQueue<InputEvent> taken = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        hub.close();
    }

    private static InputEvent key(int code) {
        return new InputEvent.Key(true, code, 0);
    }

    @Test
    void inputIsWantedWhileThereIsAConsumer() {
        InputConsumer consumer = (castId, event) -> {};
        assertThat(hub.isWanted()).isFalse();
        hub.add(consumer);
        assertThat(hub.isWanted()).isTrue();
        hub.remove(consumer);
        assertThat(hub.isWanted()).isFalse();
    }

    @Test
    void eventsComeInTheirOrderToEveryConsumer() throws Exception {
        hub.add((castId, event) -> {
            throw new IllegalStateException("a consumer that fails");
        });
        hub.add((castId, event) -> taken.add(event));

        List.of(1, 2, 3).forEach(code -> hub.input("c1", key(code)));

        for (int code = 1; code <= 3; code++) {
            assertThat(taken.poll(10, TimeUnit.SECONDS)).isEqualTo(key(code));
        }
    }

    @Test
    void aConsumerThatGoesIsNotCalledAnyMoreWhenItIsGone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputConsumer consumer = (castId, event) -> {
            entered.countDown();
            awaitUnchecked(goOn);
            taken.add(event);
        };
        hub.add(consumer);
        hub.input("c1", key(0));
        hub.input("c1", key(1));
        entered.await();

        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> hub.remove(consumer));
        HostRig.until(() -> !hub.isWanted());
        assertThat(removing).isNotDone();
        goOn.countDown();

        assertThat(removing).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(taken).containsExactly(key(0));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSlowConsumerMissesEventsAndHoldsUpNobody() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        hub.add((castId, event) -> {
            entered.countDown();
            awaitUnchecked(goOn);
        });
        hub.input("c1", key(0));
        entered.await();

        for (int i = 0; i < InputConsumer.WAITING + 10; i++) {
            hub.input("c1", key(i));
        }

        assertThat(hub.dropped()).isEqualTo(10);
        goOn.countDown();
    }
}
