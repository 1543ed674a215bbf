// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import miracast.host.fake.Hang;
import miracast.host.fake.ManualLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReceptionTest {
    private static final long LONG_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** A service, and what it says when it is asked. */
    private interface Thing {
        String answer();
    }

    private final Offers<Thing> offers = new Offers<>("thing", "name", LONG_NS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ManualLoop loop = new ManualLoop();
    private final AtomicInteger asked = new AtomicInteger();
    private final Hang hang = new Hang();

    private final Thing prompt = () -> "prompt";
    private final Thing hanging = () -> {
        hang.await();
        return "late";
    };

    @AfterEach
    void close() {
        hang.letGo();
        threads.shutdown();
    }

    private Reception<Thing> reception(long answerNs) {
        return new Reception<>(offers, this::introduce, threads, loop, answerNs, LONG_NS);
    }

    private Thing introduce(Thing thing) {
        asked.incrementAndGet();
        String answer = thing.answer();
        return () -> answer;
    }

    private static Map<String, Object> properties(String name, int ranking) {
        return Map.of("name", name, "service.ranking", ranking);
    }

    @Test
    void oneThatAnswersIsThereAtOnceAndAskedOnlyOnce() {
        Reception<Thing> reception = reception(LONG_NS);
        reception.add(prompt, properties("a", 0));
        assertThat(offers.names()).containsExactly("a");

        reception.add(prompt, properties("b", 1));

        assertThat(offers.names()).containsExactly("b");
        assertThat(offers.ranked().get(0).service().answer()).isEqualTo("prompt");
        assertThat(asked).hasValue(1);
        reception.remove(prompt);
        assertThat(offers.ranked()).isEmpty();
    }

    @Test
    void oneThatDoesNotAnswerHoldsNobodyUpAndComesWhenItHas() {
        Reception<Thing> reception = reception(1);
        reception.add(hanging, properties("a", 0));
        assertThat(offers.ranked()).isEmpty();
        reception.add(hanging, properties("b", 0));
        reception(LONG_NS).add(prompt, properties("c", 1));
        assertThat(offers.names()).containsExactly("c");

        hang.letGo();

        await().until(() -> offers.ranked().size() == 2);
        assertThat(offers.names()).containsExactly("c", "b");
        assertThat(asked).hasValue(2);
    }

    @Test
    void oneThatGoesWhileItIsAskedIsInUseUntilItHasAnswered() {
        Reception<Thing> reception = reception(1);
        reception.add(hanging, properties("a", 0));
        await().until(hang::isEntered);
        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> reception.remove(hanging));
        assertThat(removing).isNotDone();

        hang.letGo();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(offers.ranked()).isEmpty();
    }

    @Test
    void oneThatGoesOfItsOwnAccordWhileItIsAskedDoesNotWaitForItself() {
        Reception<Thing> reception = reception(LONG_NS);
        Thing[] leaving = new Thing[1];
        leaving[0] = () -> {
            reception.remove(leaving[0]);
            return "";
        };

        reception.add(leaving[0], properties("a", 0));

        assertThat(offers.ranked()).isEmpty();
    }

    @Test
    void oneThatFailsIsAskedAgainAfterPausesThatGrow() {
        AtomicInteger failures = new AtomicInteger(2);
        Thing failing = () -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            return "now";
        };
        reception(LONG_NS).add(failing, properties("a", 0));
        assertThat(offers.ranked()).isEmpty();
        assertThat(loop.untilNext()).isEqualTo(SECOND_NS);

        loop.advance(SECOND_NS);
        await().until(() -> loop.untilNext() == 2 * SECOND_NS);
        assertThat(offers.ranked()).isEmpty();
        loop.advance(2 * SECOND_NS);

        await().until(() -> offers.ranked().size() == 1);
        assertThat(asked).hasValue(3);
    }

    @Test
    void oneThatFailedAndIsGoneIsNotAskedAgain() {
        Reception<Thing> reception = reception(LONG_NS);
        Thing failing = () -> {
            throw new IllegalStateException("never");
        };
        reception.add(failing, properties("a", 0));

        reception.remove(failing);

        assertThat(loop.untilNext()).isNegative();
    }
}
