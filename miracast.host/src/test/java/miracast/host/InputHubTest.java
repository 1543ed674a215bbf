// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InputHubTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final InputHub hub = new InputHub(nowNs::get);
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

    @Test
    void aConsumerThatGoesWhileItIsCalledIsGoneAtOnce() throws Exception {
        InputConsumer once = new InputConsumer() {
            @Override
            public void input(String castId, InputEvent event) {
                hub.remove(this);
                taken.add(event);
            }
        };
        hub.add(once);
        hub.add((castId, event) -> taken.add(event));

        hub.input("c1", key(1));
        hub.input("c1", key(2));

        // From both, then from the one that stays. A consumer that waited for itself would have taken 8 s.
        for (int code : new int[] {1, 1, 2}) {
            assertThat(taken.poll(5, TimeUnit.SECONDS)).isEqualTo(key(code));
        }
        assertThat(taken).isEmpty();
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

    @Test
    void aConsumerThatIsRemovedIsNotCalledAnyMore() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean inside = new AtomicBoolean();
        InputConsumer consumer = (castId, event) -> {
            inside.set(true);
            entered.countDown();
            awaitUninterruptibly(goOn);
            inside.set(false);
        };
        hub.add(consumer);
        hub.input("c1", key(1));
        hub.input("c1", key(2));
        entered.await();
        CompletableFuture<Boolean> insideAfterwards = new CompletableFuture<>();
        Thread remover = new Thread(() -> {
            hub.remove(consumer);
            insideAfterwards.complete(inside.get());
        });

        remover.start();
        await().until(() -> insideAfterwards.isDone() || remover.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();

        assertThat(insideAfterwards).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(false);
        hub.add((castId, event) -> taken.add(event));
        hub.input("c1", key(3));
        assertThat(taken.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(inside).isFalse();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // It is to be inside for as long as the test says.
            }
        }
    }
}
