// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.PairingMethod;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdPairing;
import wfd.api.WfdSession;

/** What the simulator does when a device is paired, beyond the contract. */
@Timeout(120)
class SimPairingTest extends SimTestCase {
    @Test
    void aDeviceIsPairedAtItsKeypad() throws Exception {
        add(DEVICE, Map.of("paired", false, "pairing", "takes-pin", "pairingDelayMs", 20));

        result(provider.startPairing(DEVICE, PairingMethod.DISPLAY_PIN).paired());

        assertThat(isPaired()).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanTheTimeLimit() throws Exception {
        SimThreads threads = new SimThreads();
        DeviceTable devices = new DeviceTable((topic, device) -> {});
        devices.add(Configured.device(DEVICE.toString(), Map.of("paired", false, "pairing", "shows-pin")));
        SimPairing pairing = devices.pair(
                DEVICE,
                PairingMethod.ENTER_PIN,
                settings -> new SimPairing(
                        new SimSession.Surroundings(what -> {}, devices, new LinkAddresses(), new SinkSlot(), threads),
                        settings,
                        PairingMethod.ENTER_PIN,
                        20));

        pairing.start();

        assertThat(failure(pairing.paired()).error()).isEqualTo(WfdError.ERROR_TIMEOUT);
        assertThat(devices.pairings()).isEmpty();
        threads.shutdown();
    }

    @Test
    void aDeviceOutOfRangeDoesNotAnswer() throws Exception {
        add(DEVICE, Map.of("paired", false, "inRange", false));

        WfdPairing pairing = provider.startPairing(DEVICE, PairingMethod.PUSH_BUTTON);

        assertThat(failure(pairing.paired())).hasMessageContaining("not in range");
        assertThat(isPaired()).isFalse();
    }

    @Test
    void aDeviceThatGoesEndsItsPairing() throws Exception {
        SimDevice device = add(DEVICE, Map.of("paired", false, "pairing", "shows-pin"));
        WfdPairing pairing = provider.startPairing(DEVICE, PairingMethod.ENTER_PIN);

        provider.removeDevice(device);

        assertThat(failure(pairing.paired()).error()).isEqualTo(WfdError.ERROR_INVALID_PARAMETER);
    }

    @Test
    void aPairingOutlivesOtherChangesOfTheConfiguration() throws Exception {
        SimDevice device = add(DEVICE, Map.of("paired", false));
        result(provider.startPairing(DEVICE, PairingMethod.PUSH_BUTTON).paired());

        configure(device, DEVICE, Map.of("paired", false, "name", "Renamed"));

        assertThat(isPaired()).isTrue();
    }

    @Test
    void theOperatorHasTheLastWord() throws Exception {
        SimDevice device = add(DEVICE, Map.of("paired", false));
        result(provider.startPairing(DEVICE, PairingMethod.PUSH_BUTTON).paired());
        WfdSession session = openSession(DEVICE);

        configure(device, DEVICE, Map.of("paired", true));
        configure(device, DEVICE, Map.of("paired", false));

        assertThat(result(session.closed())).isEqualTo(SessionEnd.DEVICE_DEPARTED);
        assertThat(isPaired()).isFalse();
    }

    @Test
    void aDeviceMayHaveNoWayToBePaired() throws Exception {
        add(DEVICE, Map.of("paired", false, "pairing", "none"));

        assertThat(provider.methods(DEVICE)).isEqualTo(Set.of());
    }

    @Test
    void badSettingsAreNamedWithoutThePin() {
        add(DEVICE, Map.of("pairing", "magic"));
        add(DEVICE, Map.of("pin", "12345"));
        add(DEVICE, Map.of("pairingDelayMs", -1));

        assertThat(provider.configurationFaults())
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .endsWith(": pairing is magic, must be push-button, shows-pin, takes-pin or none"),
                        fault -> assertThat(fault)
                                .endsWith(": pin has 5 characters, must be 4 or 8 digits")
                                .doesNotContain("12345"),
                        fault -> assertThat(fault).contains(": pairingDelayMs is -1"));
    }

    private boolean isPaired() {
        return provider.devices().stream()
                .filter(device -> device.address().equals(DEVICE))
                .allMatch(WfdDevice::paired);
    }
}
