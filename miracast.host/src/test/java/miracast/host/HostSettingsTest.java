// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.api.VideoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSettingsTest {

    private static HostSettings with(Map<String, Object> values) {
        return HostSettings.of((HostConfig) Proxy.newProxyInstance(
                HostConfig.class.getClassLoader(),
                new Class<?>[] {HostConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        HostSettings settings = with(Map.of());

        assertThat(settings.mode()).isEqualTo(VideoMode.progressive(1920, 1080, 30));
        assertThat(settings.bitRate()).isEqualTo(8_000_000);
        assertThat(settings.link().rtspPort()).isEqualTo(7236);
        assertThat(settings.encoderGraceNs()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        assertThat(settings.display().framesWaiting()).isEqualTo(3);
        assertThat(settings.display().slowIntervalNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @ParameterizedTest
    @CsvSource({
        "rtspPort, 0, rtspPort 0 is not in 1 to 65535",
        "waitingFrames, 61, waitingFrames 61 is not in 1 to 60",
        "ringOctets, 100000, ringOctets 100000 is no power of two",
        "slowRate, 0, slowRate 0 is not in 1 to 60",
        "retryLongestMs, 10, retryLongestMs 10 is less than retryFirstMs 1000",
        "encoderGraceSeconds, -1, encoderGraceSeconds -1 is not in 0 to 3600",
        "encoderOpenSeconds, 0, encoderOpenSeconds 0 is not in 1 to 600",
        "sourceOpenSeconds, 3601, sourceOpenSeconds 3601 is not in 1 to 3600",
    })
    void aValueThatCannotBeUsedIsNamed(String field, int value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of(field, value)))
                .withMessage(message);
    }

    @Test
    void aModeThatCannotBeReadIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of("mode", "full hd")))
                .withMessage("mode: mode 'full hd' is not of the form 1920x1080p30 or 1920x1080@30");
    }

    @Test
    void aBitRateOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of("bitRate", 1L)))
                .withMessage("bitRate 1 is not in 100000 to 200000000");
    }
}
