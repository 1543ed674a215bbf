// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import miracast.api.driver.DataRateStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateControlTest {
    private static final long SECOND = 1_000_000_000;

    private final List<Long> rates = new ArrayList<>();
    private final RateControl control = new RateControl(500_000, rates::add);
    private long nowNs;

    @BeforeEach
    void begin() {
        control.start(8_000_000);
    }

    private boolean link(long recommended) {
        nowNs += SECOND;
        return control.linkReported(new DataRateStats(recommended, 100_000_000, 0, 0, 0, 0), nowNs);
    }

    @Test
    void aSlowerLinkIsFollowedAtOnce() {
        link(3_000_000);

        assertThat(rates).containsExactly(3_000_000L);
    }

    @Test
    void aFasterLinkIsFollowedSlowly() {
        link(4_000_000);
        link(8_000_000);

        assertThat(rates).containsExactly(4_000_000L, 4_200_000L);
    }

    @Test
    void theFormatsBitRateIsTheMost() {
        link(4_000_000);
        for (int i = 0; i < 100; i++) {
            link(90_000_000);
        }

        assertThat(rates).endsWith(8_000_000L);
    }

    @Test
    void thereIsALeastBitRate() {
        link(10_000);

        assertThat(rates).containsExactly(500_000L);
    }

    @Test
    void littleChangesAreLeftAlone() {
        link(4_000_000);
        link(3_960_000);

        assertThat(rates).containsExactly(4_000_000L);
    }

    @Test
    void anUnknownLinkChangesNothing() {
        assertThat(control.linkReported(null, nowNs)).isFalse();
        link(0);

        assertThat(rates).isEmpty();
    }

    @Test
    void lossAtTheSinkLowersTheRate() {
        control.sinkReported(0.1, nowNs);

        assertThat(rates).containsExactly(6_400_000L);
    }

    @Test
    void littleLossIsLeftAlone() {
        control.sinkReported(0.01, nowNs);

        assertThat(rates).isEmpty();
    }

    @Test
    void afterLossTheRateStaysLowForAWhile() {
        control.sinkReported(0.1, nowNs);
        link(8_000_000);
        assertThat(rates).hasSize(1);

        nowNs += 5 * SECOND;
        link(8_000_000);

        assertThat(rates).hasSize(2);
    }

    @Test
    void aLinkThatStarvesForTenSecondsIsTheEnd() {
        for (int i = 0; i < 9; i++) {
            assertThat(link(100_000)).isFalse();
        }

        assertThat(link(100_000)).isTrue();
    }

    @Test
    void aLinkThatRecoversIsNotTheEnd() {
        for (int i = 0; i < 9; i++) {
            link(100_000);
        }
        link(1_000_000);

        assertThat(link(100_000)).isFalse();
    }
}
