// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TroublePaceTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final TroublePace pace = new TroublePace();

    @Test
    void theFirstTimeIsToldAtOnce() {
        assertThat(pace.another(0)).isEqualTo(1);
    }

    @Test
    void whatComesInThePauseIsToldAfterIt() {
        pace.another(0);

        assertThat(pace.another(1)).isZero();
        assertThat(pace.another(2)).isZero();
        assertThat(pace.another(SECOND_NS)).isEqualTo(3);
    }

    @Test
    void aThousandTimesASecondIsToldLessAndLess() {
        int told = 0;
        for (long ms = 0; ms < 600_000; ms++) {
            told += pace.another(TimeUnit.MILLISECONDS.toNanos(ms)) > 0 ? 1 : 0;
        }

        // At 0, 1, 3, 7, 15, 31, 63 s, then each minute up to 10 min.
        assertThat(told).isEqualTo(15);
    }

    @Test
    void afterTwoQuietMinutesItIsAFirstTimeAgain() {
        pace.another(0);
        pace.another(SECOND_NS);

        assertThat(pace.another(122 * SECOND_NS)).isEqualTo(1);
        assertThat(pace.another(123 * SECOND_NS)).isEqualTo(1);
    }
}
