// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class DeviceTableTest {
    private static final byte[] ADDRESS = {2, 0x11, 0x22, 0x33, 0x44, 0x55};
    private static final MacAddress DEVICE = MacAddress.of(ADDRESS);

    private final List<String> told = new ArrayList<>();
    private final List<MacAddress> departed = new ArrayList<>();
    private final DeviceTable table =
            new DeviceTable((topic, device) -> told.add(topic + " " + device.name()), departed::add);

    private void node(String id, String name) {
        table.changed(id, Map.of(NodeProperty.DEVICE_ADDRESS, ADDRESS, NodeProperty.FRIENDLY_NAME, Utf16.octets(name)));
    }

    @Test
    void aNodeThatComesChangesAndGoesIsToldInThatOrder() {
        node("a", "one");
        node("a", "two");
        table.removed("a");

        assertThat(told)
                .containsExactly(
                        DeviceEvents.DEVICE_ARRIVED + " one",
                        DeviceEvents.DEVICE_CHANGED + " two",
                        DeviceEvents.DEVICE_DEPARTED + " two");
        assertThat(departed).containsExactly(DEVICE);
        assertThat(table.devices()).isEmpty();
    }

    @Test
    void aChangeThatNobodySeesIsNotTold() {
        node("a", "one");
        node("a", "one");

        assertThat(told).containsExactly(DeviceEvents.DEVICE_ARRIVED + " one");
    }

    @Test
    void aDeviceOfTwoNodesIsThereUntilTheLastOfThemGoes() {
        node("a", "one");
        node("b", "one");
        table.removed("a");

        assertThat(table.device(DEVICE)).map(WfdDevice::name).contains("one");
        assertThat(table.nodeId(DEVICE)).contains("b");
        assertThat(departed).isEmpty();

        table.removed("b");
        assertThat(departed).containsExactly(DEVICE);
    }

    @Test
    void aNodeBecomesADeviceWhenItsAddressIsKnown() {
        table.changed("a", Map.of(NodeProperty.FRIENDLY_NAME, Utf16.octets("one")));
        assertThat(told).isEmpty();

        table.changed("a", Map.of(NodeProperty.DEVICE_ADDRESS, ADDRESS));
        assertThat(told).containsExactly(DeviceEvents.DEVICE_ARRIVED + " one");
    }

    @Test
    void nothingComesOnceItIsCleared() {
        node("a", "one");
        table.clear();
        node("b", "two");

        assertThat(told).containsExactly(DeviceEvents.DEVICE_ARRIVED + " one", DeviceEvents.DEVICE_DEPARTED + " one");
        assertThat(table.devices()).isEmpty();
    }
}
