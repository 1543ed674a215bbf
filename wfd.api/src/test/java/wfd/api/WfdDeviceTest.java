// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WfdDeviceTest {
    private static final MacAddress ADDRESS = MacAddress.parse("02:00:00:00:00:01");

    @Test
    void refusesControlCharactersInAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> device("television\u001b[2J", 7236, 0))
                .withMessageContaining("02:00:00:00:00:01")
                .withMessageContaining("control characters");
    }

    @Test
    void refusesAnEndlessName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> device("t".repeat(256), 7236, 0))
                .withMessageContaining("256 characters");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> device("", 65536, 0))
                .withMessageContaining("rtspPort is 65536");
    }

    @Test
    void refusesANegativeThroughput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> device("", 0, -1))
                .withMessageContaining("maximumThroughput is -1");
    }

    @Test
    void isRepeatedFieldByFieldInItsEvents() {
        WfdDevice device = device("television", 7236, 54_000_000);

        assertThat(DeviceEvents.properties("sim", device))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "wfd.provider.name",
                        "sim",
                        "wfd.device",
                        device,
                        "wfd.device.address",
                        "02:00:00:00:00:01",
                        "wfd.device.name",
                        "television",
                        "wfd.device.paired",
                        true,
                        "wfd.device.visible",
                        false,
                        "wfd.device.display.role",
                        "PRIMARY_SINK",
                        "wfd.device.rtsp.port",
                        7236,
                        "wfd.device.session.available",
                        true,
                        "wfd.device.maximum.throughput",
                        54_000_000L));
    }

    private static WfdDevice device(String name, int rtspPort, long maximumThroughput) {
        return new WfdDevice(ADDRESS, name, true, false, DisplayRole.PRIMARY_SINK, rtspPort, true, maximumThroughput);
    }
}
