// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OffersTest {
    private final Offers<Object> offers = new Offers<>("thing", "name", TimeUnit.HOURS.toNanos(1));
    private final Object one = new Object();
    private final Object two = new Object();

    @Test
    void aHigherRankingComesFirst() {
        offers.add(one, properties("one", 1, 5));
        offers.add(two, properties("two", 2, 6));

        assertThat(offers.names()).containsExactly("two", "one");
    }

    @Test
    void ofEqualRankingsTheOlderServiceComesFirst() {
        offers.add(two, properties("two", 0, 6));
        offers.add(one, properties("one", 0, 5));

        assertThat(offers.names()).containsExactly("one", "two");
    }

    @Test
    void changedPropertiesChangeTheOrder() {
        offers.add(one, properties("one", 1, 5));
        offers.add(two, properties("two", 2, 6));

        offers.add(one, properties("one", 3, 5));

        assertThat(offers.names()).containsExactly("one", "two");
    }

    @Test
    void aServiceWithoutPropertiesHasNoNameAndRanksAtZero() {
        offers.add(one, Map.of());

        assertThat(offers.ranked().get(0)).isEqualTo(new Offer<>(one, "", 0, 0, Map.of()));
    }

    @Test
    void removingReturnsWhenItsUsersHaveLetGo() {
        CompletableFuture<Void> free = new CompletableFuture<>();
        offers.add(one, properties("one", 1, 5));
        offers.addUser(user(free, new ArrayList<>()));

        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> offers.remove(one));
        await().until(() -> offers.ranked().isEmpty());
        assertThat(removing).isNotDone();
        free.complete(null);

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void removingReturnsWhenAQuestionIsAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        offers.add(one, properties("one", 1, 5));
        Offer<Object> offer = offers.ranked().get(0);
        CompletableFuture<Optional<String>> asking = CompletableFuture.supplyAsync(() -> offers.ask(offer, service -> {
            asked.countDown();
            return answered(answer);
        }));
        asked.await();

        CompletableFuture<Void> removing = CompletableFuture.runAsync(() -> offers.remove(one));
        await().until(() -> offers.ranked().isEmpty());
        assertThat(removing).isNotDone();
        answer.countDown();

        assertThat(removing).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(asking.get()).contains("answer");
    }

    private static String answered(CountDownLatch answer) {
        try {
            answer.await();
            return "answer";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServiceThatGoesWhileItIsAskedDoesNotWaitForItself() {
        Offers<Object> patient = new Offers<>("thing", "name", TimeUnit.HOURS.toNanos(1));
        patient.add(one, properties("one", 1, 5));

        Optional<Boolean> gone = patient.ask(patient.ranked().get(0), service -> {
            patient.remove(service);
            return patient.ranked().isEmpty();
        });

        assertThat(gone).contains(true);
    }

    @Test
    void aServiceThatIsGoneIsNotAsked() {
        offers.add(one, properties("one", 1, 5));
        Offer<Object> offer = offers.ranked().get(0);
        offers.remove(one);

        assertThat(offers.ask(offer, service -> "answer")).isEmpty();
    }

    @Test
    void removingDoesNotWaitForEver() {
        Offers<Object> hasty = new Offers<>("thing", "name", 1_000_000);
        hasty.add(one, properties("one", 1, 5));
        hasty.addUser(user(new CompletableFuture<>(), new ArrayList<>()));

        hasty.remove(one);

        assertThat(hasty.ranked()).isEmpty();
    }

    @Test
    void usersHearOfNewcomers() {
        List<String> heard = new ArrayList<>();
        offers.addUser(user(CompletableFuture.completedFuture(null), heard));

        offers.add(one, properties("one", 1, 5));

        assertThat(heard).containsExactly("changed");
    }

    private static Offers.User<Object> user(CompletableFuture<Void> free, List<String> heard) {
        return new Offers.User<>() {
            @Override
            public void offersChanged() {
                heard.add("changed");
            }

            @Override
            public CompletableFuture<Void> letGo(Offer<Object> offer) {
                return free;
            }
        };
    }

    private static Map<String, Object> properties(String name, int ranking, long id) {
        return Map.of("name", name, "service.ranking", ranking, "service.id", id);
    }
}
