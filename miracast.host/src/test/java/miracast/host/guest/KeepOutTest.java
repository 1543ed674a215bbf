// SPDX-License-Identifier: Apache-2.0
package miracast.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeepOutTest {
    private static final long SECOND = 1_000_000_000L;
    private final KeepOut keepOut = new KeepOut();

    @Test
    void whoNeverFailedIsLetIn() {
        assertThat(keepOut.holds(1, 0)).isFalse();
    }

    @Test
    void theFirstPauseIsASecond() {
        keepOut.add(1, 0);

        assertThat(keepOut.holds(1, SECOND - 1)).isTrue();
        assertThat(keepOut.holds(1, SECOND)).isFalse();
    }

    @Test
    void pausesDoubleUpToAMinute() {
        long now = 0;
        for (int i = 0; i < 6; i++) {
            assertThat(keepOut.add(1, now)).isEqualTo(SECOND << i);
            now += SECOND << i;
        }
        assertThat(keepOut.add(1, now)).isEqualTo(60 * SECOND);
    }

    @Test
    void twoMinutesWithoutAFailureAreForgiven() {
        keepOut.add(1, 0);
        keepOut.add(1, SECOND);

        assertThat(keepOut.add(1, 1000 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void anotherServiceHasNoPart() {
        keepOut.add(1, 0);

        assertThat(keepOut.holds(2, 0)).isFalse();
    }

    @Test
    void whoMadeUpForItIsForgotten() {
        keepOut.add(1, 0);

        keepOut.add(2, 1000 * SECOND);

        assertThat(keepOut.size()).isOne();
    }

    @Test
    void theOldestIsForgottenWhereAThousandFailAtOnce() {
        for (int i = 0; i < 1000; i++) {
            keepOut.add(i, i);
        }

        assertThat(keepOut.size()).isEqualTo(64);
        assertThat(keepOut.holds(935, 1000)).isFalse();
        assertThat(keepOut.holds(936, 1000)).isTrue();
    }
}
