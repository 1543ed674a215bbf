// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.WfdDevice;
import wfd.api.WfdSession;

/** A wrong configuration takes nothing away, and is told. */
@Timeout(120)
class SimWifiDirectTest extends SimTestCase {
    @Test
    void beginsWithTheDefaultsIfItsConfigurationCannotBeUsed() {
        SimWifiDirect wrong = Configured.provider(Map.of("handleLimit", 0));
        try {
            assertThat(wrong.available()).isTrue();
            assertThat(wrong.reason()).isEmpty();
            assertThat(wrong.configurationFaults())
                    .containsExactly("configuration wfd.sim is not used, the defaults hold: handleLimit is 0, must be 1"
                            + " to 2147483647");
        } finally {
            wrong.deactivate();
        }
    }

    @Test
    void keepsWhatItHasIfAChangeCannotBeUsed() throws Exception {
        add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        provider.modified(Configured.providerConfig(Map.of("service", "broken")));

        assertThat(provider.available()).isTrue();
        assertThat(session.link()).isNotNull();
        assertThat(provider.configurationFaults())
                .containsExactly("configuration wfd.sim is not used, the one before stays: service is broken, must be"
                        + " running, stopped or disabled");
    }

    @Test
    void hasNoFaultsWhenItsConfigurationIsMended() {
        provider.modified(Configured.providerConfig(Map.of("handleLimit", 0)));

        provider.modified(Configured.providerConfig(Map.of("service", "stopped")));

        assertThat(provider.available()).isFalse();
        assertThat(provider.configurationFaults()).isEmpty();
    }

    @Test
    void leavesOutADeviceWhoseConfigurationCannotBeUsedUntilItIsMended() {
        SimDevice device = Configured.device("nonsense", Map.of());
        provider.addDevice(device);
        add(OTHER, Map.of());

        assertThat(provider.devices()).extracting(WfdDevice::address).containsExactly(OTHER);
        assertThat(provider.configurationFaults())
                .singleElement()
                .asString()
                .startsWith("configuration wfd.sim.device~test is not used, nothing is done: address: ")
                .contains("nonsense");

        configure(device, DEVICE, Map.of());

        assertThat(provider.devices()).extracting(WfdDevice::address).containsExactlyInAnyOrder(DEVICE, OTHER);
        assertThat(provider.configurationFaults()).isEmpty();
    }

    @Test
    void aDeviceStaysAsItIsIfAChangeCannotBeUsed() throws Exception {
        SimDevice device = add(DEVICE, Map.of("name", "kitchen"));
        WfdSession session = openSession(DEVICE);

        configure(device, DEVICE, Map.of("name", "hall", "rtspPort", 0));

        assertThat(provider.devices()).extracting(WfdDevice::name).containsExactly("kitchen");
        assertThat(session.link()).isNotNull();
        assertThat(provider.configurationFaults())
                .containsExactly("configuration wfd.sim.device~test is not used, the one before stays: rtspPort is 0,"
                        + " must be 1 to 65535");
    }
}
