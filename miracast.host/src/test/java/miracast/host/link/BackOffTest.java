// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {
    /** nextLong() >>> 11 is what nextDouble() makes a number of: this one is 0.5. */
    private static final RandomGenerator HALF = () -> 1L << 63;

    @Test
    void pausesDoubleUpToTheLongest() {
        BackOff backOff = new BackOff(1000, 5000, HALF);

        assertThat(new long[] {backOff.next(), backOff.next(), backOff.next(), backOff.next(), backOff.next()})
                .containsExactly(1000, 2000, 4000, 5000, 5000);
        assertThat(backOff.attempts()).isEqualTo(5);
    }

    @Test
    void aSuccessBeginsAnew() {
        BackOff backOff = new BackOff(1000, 5000, HALF);
        backOff.next();
        backOff.next();

        backOff.reset();

        assertThat(backOff.next()).isEqualTo(1000);
    }

    @Test
    void aHundredThatFailTogetherDoNotComeBackTogether() {
        Random random = new Random(7);

        long[] pauses = new long[100];
        for (int i = 0; i < pauses.length; i++) {
            pauses[i] = new BackOff(1_000_000, 60_000_000, random).next();
        }

        assertThat(pauses).doesNotHaveDuplicates();
        for (long pause : pauses) {
            assertThat(pause).isBetween(500_000L, 1_500_000L);
        }
    }

    @Test
    void doesNotOverflowAfterManyTries() {
        BackOff backOff = new BackOff(1_000_000_000L, 60_000_000_000L, HALF);
        for (int i = 0; i < 100; i++) {
            backOff.next();
        }

        assertThat(backOff.next()).isEqualTo(60_000_000_000L);
    }
}
