// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import miracast.api.driver.DataRateStats;
import miracast.host.statistics.CastMeter;
import org.junit.jupiter.api.Test;
import wfd.api.FrameCounters;
import wfd.api.LinkRates;
import wfd.api.WfdStats;

class DataRatesTest {
    private final List<DataRateStats> told = new ArrayList<>();
    private Executor executor = Runnable::run;
    private final DataRates rates = new DataRates("c1", DataRatesTest::stats, new CastMeter(), this::run);

    private void run(Runnable task) {
        executor.execute(task);
    }

    private static WfdStats stats() {
        return new WfdStats() {
            @Override
            public Optional<LinkRates> rates() {
                return Optional.of(new LinkRates(20_000_000, 100_000_000, 90_000_000));
            }

            @Override
            public Optional<FrameCounters> frames() {
                return Optional.empty();
            }
        };
    }

    @Test
    void aSecondWithoutAThreadHoldsUpNeitherTheNextNorTheEnd() {
        rates.register(told::add);
        executor = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        rates.second();

        executor = Runnable::run;
        rates.second();

        assertThat(told).hasSize(1);
        assertThat(rates.end()).isCompleted();
    }

    @Test
    void aListenerThatFailsIsOverWithItsSecond() {
        rates.register(stats -> {
            throw new StackOverflowError("hostile");
        });

        rates.second();

        assertThat(rates.end()).isCompleted();
    }
}
