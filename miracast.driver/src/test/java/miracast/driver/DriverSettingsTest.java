// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import miracast.driver.session.SessionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverSettingsTest {

    /** A configuration as Declarative Services would make it: defaults but for the given values. */
    private static DriverConfig config(Map<String, Object> values) {
        return (DriverConfig) Proxy.newProxyInstance(
                DriverConfig.class.getClassLoader(),
                new Class<?>[] {DriverConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void theDefaultsAreThoseOfTheProtocol() {
        SessionSettings settings = DriverSettings.of(config(Map.of()));

        assertThat(settings).isEqualTo(TestSettings.defaults().build());
    }

    @Test
    void theLeadOfPresentationIsASetting() {
        SessionSettings settings = DriverSettings.of(config(Map.of("ptsLeadMs", 200)));

        assertThat(settings.stream().ptsLeadNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void driversWorkWithWhatWasRightAndTheInventoryTellsWhatIsNot() {
        LiveSettings settings = new LiveSettings(config(Map.of("ptsLeadMs", 9999)));
        DriverInventory inventory = new DriverInventory(settings);

        assertThat(settings.configured().settings())
                .isEqualTo(TestSettings.defaults().build());
        assertThat(inventory.configurationFaults())
                .containsExactly("configuration miracast.driver is not used, the defaults hold: ptsLeadMs 9999 is not"
                        + " in 0 to 2000");

        settings.modified(config(Map.of("ptsLeadMs", 200)));
        settings.modified(config(Map.of("ptsLeadMs", 9999)));
        assertThat(settings.configured().settings().stream().ptsLeadNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @ParameterizedTest
    @CsvSource({
        "ptsLeadMs, -1",
        "ptsLeadMs, 2001",
        "sessionTimeoutSeconds, 9",
        "keepAliveSeconds, 56",
        "firstUdpPort, 9999",
        "lastUdpPort, 50000",
        "lastUdpPort, 65536",
        "pacingPercent, 91",
        "burstPackets, 0",
        "dscp, 64",
        "replyTimeoutMs, 99"
    })
    void aValueBeyondItsLimitsIsNamed(String field, int value) {
        assertThatThrownBy(() -> DriverSettings.of(config(Map.of(field, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field)
                .hasMessageContaining(String.valueOf(value));
    }
}
