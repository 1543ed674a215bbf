// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private final Offers<Object> offers = new Offers<>("driver", "name", 0);
    private long nowNs;
    private final Succession<Object> drivers = new Succession<>("c1", "driver", offers, new Conduct(), () -> nowNs);

    private Object offer(String name, long id, int ranking) {
        Object service = new Object();
        offers.add(service, Map.of("name", name, "service.id", id, "service.ranking", ranking));
        return service;
    }

    private Offer<Object> named(String name) {
        return offers.named(name).orElseThrow();
    }

    private String take() {
        return drivers.take().map(Offer::name).orElse("nobody");
    }

    private String fails(String name) {
        return drivers.fails(named(name), "it is broken", null).map(Offer::name).orElse("nobody");
    }

    private void pass(long seconds) {
        nowNs += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void nobodyIsTakenWhereNobodyIs() {
        assertThat(take()).isEqualTo("nobody");
    }

    @Test
    void theBestIsTakenUntilItFails() {
        offer("best", 1, 2);
        offer("second", 2, 1);

        assertThat(take()).isEqualTo("best");
        assertThat(fails("best")).isEqualTo("second");
        assertThat(take()).isEqualTo("second");
    }

    @Test
    void theSecondHasItsTryHoweverLongTheDisplayTakesToConnectAgain() {
        offer("best", 1, 2);
        offer("second", 2, 1);
        fails("best");

        pass(30);

        assertThat(take()).isEqualTo("second");
    }

    @Test
    void whoHasFailedIsTakenAgainWhenItsPauseIsOver() {
        offer("best", 1, 2);
        offer("second", 2, 1);
        fails("best");
        take();
        assertThat(take()).isEqualTo("second");

        pass(1);

        assertThat(take()).isEqualTo("best");
    }

    @Test
    void oneThatIsAloneIsNeverLeftOut() {
        offer("best", 1, 2);

        assertThat(fails("best")).isEqualTo("nobody");
        assertThat(take()).isEqualTo("best");
        assertThat(fails("best")).isEqualTo("nobody");
        assertThat(take()).isEqualTo("best");
    }

    @Test
    void whereAllHaveFailedTheNextTryWaitsAndIsTheBestOnes() {
        offer("best", 1, 2);
        offer("second", 2, 1);

        assertThat(fails("best")).isEqualTo("second");
        // The pause of the best one is over, which is no reason to go round and round.
        pass(5);
        assertThat(fails("second")).isEqualTo("nobody");
        assertThat(take()).isEqualTo("best");
    }

    @Test
    void oneThatWentIsNotWaitedFor() {
        offer("best", 1, 2);
        Object second = offer("second", 2, 1);
        fails("best");

        offers.remove(second);

        assertThat(take()).isEqualTo("best");
    }

    @Test
    void aNewServiceHasNoPast() {
        Object best = offer("best", 1, 2);
        offer("second", 2, 1);
        fails("best");

        offers.remove(best);
        offer("best", 3, 2);

        assertThat(drivers.better(named("second"))).map(Offer::name).contains("best");
        assertThat(take()).isEqualTo("best");
    }

    @Test
    void oneThatPlaysIsNotInterruptedForOneThatHasFailed() {
        offer("best", 1, 2);
        offer("second", 2, 1);
        fails("best");
        pass(60);

        assertThat(drivers.better(named("second"))).isEqualTo(Optional.empty());
        assertThat(drivers.instead(named("second"))).isEqualTo("; by driver second, since best has failed");
        assertThat(drivers.instead(named("best"))).isEmpty();
    }
}
