// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.host.parts.SourceSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceWishTest {

    @ParameterizedTest
    @CsvSource({"'', 20", "2.5, 20", "15, 20", "30, 35", "1e300, 3605", "NaN, 20", "-7, 20", "soon, 20"})
    void aSourceMayTakeLongerThanItIsToldToWait(String timeout, long seconds) {
        SourceWish wish = new SourceWish(new SourceSpec("media:x", "media", "x"), Map.of("timeout", timeout));

        assertThat(wish.openLimitNs(TimeUnit.SECONDS.toNanos(20))).isEqualTo(TimeUnit.SECONDS.toNanos(seconds));
    }
}
