// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;

/** The provider with a configuration that it cannot run with: there, stopped, and its status tells why. */
class SimWifiDirectTest {
    private final SimWifiDirect provider = Configured.provider(Map.of("handleLimit", 0));

    @AfterEach
    void stop() {
        provider.deactivate();
    }

    @Test
    void tellsWhichFieldCannotBeUsed() {
        assertThat(provider.available()).isFalse();
        assertThat(provider.reason())
                .isEqualTo("the simulated service does not start: handleLimit is 0, must be 1 to 2147483647"
                        + " (configuration wfd.sim)");
    }

    @Test
    void refusesToLookForDevicesWithThatReason() {
        assertThatExceptionOfType(WfdException.class)
                .isThrownBy(() -> provider.updateVisibility(MacAddress.parse("02:00:00:00:00:01")))
                .withMessageContaining("handleLimit is 0")
                .satisfies(e -> assertThat(e.error()).isEqualTo(WfdError.ERROR_SERVICE_NOT_ACTIVE));
    }

    @Test
    void runsWhenItsConfigurationIsMended() {
        provider.modified(Configured.providerConfig(Map.of()));

        assertThat(provider.available()).isTrue();
        assertThat(provider.reason()).isEmpty();
    }
}
