// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = 1_000_000_000;

    private final Allowance rate = new Allowance(20, 200, 0);

    private int allowed(int messages, long nowNs) {
        int allowed = 0;
        for (int i = 0; i < messages; i++) {
            allowed += rate.allows(1, nowNs) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void aVolleyIsAllowed() {
        assertThat(allowed(200, 0)).isEqualTo(200);
    }

    @Test
    void aLongerVolleyIsNot() {
        assertThat(allowed(300, 0)).isEqualTo(200);
    }

    @Test
    void afterAVolleyTwentyASecondAreAllowed() {
        allowed(200, 0);

        assertThat(allowed(300, SECOND)).isEqualTo(20);
    }

    @Test
    void whatComesTogetherCountsTogether() {
        assertThat(rate.allows(200, 0)).isTrue();
        assertThat(rate.allows(21, SECOND)).isFalse();
        assertThat(rate.allows(20, SECOND)).isTrue();
    }

    @Test
    void aLongSilenceIsNoCreditForMore() {
        assertThat(allowed(300, 3600 * SECOND)).isEqualTo(200);
    }
}
