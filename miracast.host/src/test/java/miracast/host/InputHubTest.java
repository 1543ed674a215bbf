// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import miracast.api.input.InputConsumer;
import miracast.api.input.InputEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InputHubTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final AtomicInteger changes = new AtomicInteger();
    private final InputHub hub = new InputHub(nowNs::get, changes::incrementAndGet);
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
        assertThat(changes).hasValue(1);
        hub.remove(consumer);
        assertThat(hub.isWanted()).isFalse();
        assertThat(changes).hasValue(2);
    }

    @Test
    void eventsComeInTheirOrderToEveryConsumer() throws Exception {
        hub.add((castId, event) -> {
            throw new IllegalStateException("a consumer that fails");
        });
        hub.add((castId, event) -> taken.add(event));

        List.of(1, 2, 3).forEach(code -> hub.input("c1", key(code)));

        for (int code = 1; code <= 3; code++) {
            assertThat(taken.poll(60, TimeUnit.SECONDS)).isEqualTo(key(code));
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

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
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

    /** What a consumer hears that slept until all of this had come. */
    private List<InputEvent> heardLate(List<InputEvent> events) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        hub.add((castId, event) -> {
            entered.countDown();
            awaitUnchecked(goOn);
            taken.add(event);
        });
        hub.input("c1", key(0));
        entered.await();
        events.forEach(event -> hub.input("c1", event));
        goOn.countDown();
        await().until(() -> taken.size() >= 1 + Math.min(InputConsumer.WAITING, events.size()));
        return List.copyOf(taken);
    }

    private static InputEvent pointer(InputEvent.Action action, double x) {
        return new InputEvent.Pointer(action, List.of(new InputEvent.Contact(0, x, 0)));
    }

    private static List<InputEvent> followedBy(int keys, InputEvent... last) {
        List<InputEvent> events = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            events.add(key(i));
        }
        events.addAll(List.of(last));
        return events;
    }

    @Test
    void aSlowConsumerHearsAllTheSameThatKeyAndFingerAreLetGo() throws Exception {
        InputEvent keyUp = new InputEvent.Key(false, 7, 0);
        InputEvent fingerUp = pointer(InputEvent.Action.UP, 0.5);
        InputEvent buttonUp = new InputEvent.Button(false, 2, 0.5, 0.5);

        assertThat(heardLate(followedBy(InputConsumer.WAITING, keyUp, fingerUp, buttonUp)))
                .startsWith(key(0), key(4))
                .endsWith(key(InputConsumer.WAITING), keyUp, fingerUp, buttonUp);
        assertThat(hub.dropped()).isEqualTo(3);
    }

    @Test
    void ofManyMovesASlowConsumerHearsTheLast() throws Exception {
        InputEvent[] moves = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> pointer(InputEvent.Action.MOVE, i / 50.0))
                .toArray(InputEvent[]::new);

        assertThat(heardLate(followedBy(InputConsumer.WAITING - 1, moves)))
                .endsWith(key(InputConsumer.WAITING - 1), pointer(InputEvent.Action.MOVE, 1));
        assertThat(hub.dropped()).isZero();
    }

    @Test
    void aSlowConsumerHearsTheLastStateOfADevice() throws Exception {
        InputEvent[] reports = {report(4), report(5), report(0)};

        assertThat(heardLate(followedBy(InputConsumer.WAITING, reports)))
                .endsWith(key(InputConsumer.WAITING), reports[2]);
    }

    private static InputEvent report(int pressed) {
        return new InputEvent.HidReport(
                InputEvent.Path.USB, InputEvent.Device.KEYBOARD, false, new byte[] {0, 0, (byte) pressed, 0, 0, 0, 0, 0
                });
    }

    /** However much comes: a person lets go of no more. */
    @Test
    void releasesAloneAreBoundedToo() throws Exception {
        InputEvent[] releases = IntStream.range(0, InputConsumer.WAITING + 5)
                .mapToObj(code -> new InputEvent.Key(false, code, 0))
                .toArray(InputEvent[]::new);

        assertThat(heardLate(List.of(releases)))
                .hasSize(1 + InputConsumer.WAITING)
                .endsWith(releases[releases.length - 1]);
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

        assertThat(insideAfterwards).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(false);
        hub.add((castId, event) -> taken.add(event));
        hub.input("c1", key(3));
        assertThat(taken.poll(60, TimeUnit.SECONDS)).isNotNull();
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
