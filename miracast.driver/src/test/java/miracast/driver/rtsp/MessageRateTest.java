// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageRateTest {
    private static final long SECOND = 1_000_000_000;

    private final MessageRate rate = new MessageRate(0);

    private int allowed(int messages, long nowNs) {
        int allowed = 0;
        for (int i = 0; i < messages; i++) {
            allowed += rate.allows(nowNs) ? 1 : 0;
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
    void aLongSilenceIsNoCreditForMore() {
        assertThat(allowed(300, 3600 * SECOND)).isEqualTo(200);
    }
}
