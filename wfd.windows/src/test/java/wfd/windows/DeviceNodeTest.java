// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

class DeviceNodeTest {
    private static final byte[] ADDRESS = {2, 0x11, 0x22, 0x33, 0x44, 0x55};
    private static final byte[] TRUE = {-1};
    private static final byte[] ONE = {1, 0, 0, 0};
    /** A dual device on port 7236 with 50 Mbit/s that has no session to give. */
    private static final byte[] BUSY = HexFormat.of().parseHex("dd0d506f9a0a00000600031c440032");

    private final DeviceNode node = DeviceNode.EMPTY.with(Map.of(NodeProperty.DEVICE_ADDRESS, ADDRESS));

    private WfdDevice with(NodeProperty property, byte[] value) {
        return with(Map.of(property, value));
    }

    private WfdDevice with(Map<NodeProperty, byte[]> values) {
        return node.with(values).device().orElseThrow();
    }

    @Test
    void aNodeWithoutADeviceAddressIsNoDevice() {
        assertThat(DeviceNode.EMPTY.with(Map.of(NodeProperty.IS_VISIBLE, TRUE)).device())
                .isEmpty();
        assertThat(DeviceNode.EMPTY
                        .with(Map.of(NodeProperty.DEVICE_ADDRESS, new byte[5]))
                        .device())
                .isEmpty();
    }

    @Test
    void aNodeWithAnAddressOnlyIsAPairedDeviceOfNoKind() {
        assertThat(node.device())
                .contains(new WfdDevice(
                        MacAddress.parse("02:11:22:33:44:55"), "", true, false, DisplayRole.NONE, 0, true, 0));
    }

    @Test
    void aBooleanIsTrueUnlessItIsZero() {
        assertThat(with(NodeProperty.IS_VISIBLE, TRUE).visible()).isTrue();
        assertThat(with(NodeProperty.IS_VISIBLE, new byte[1]).visible()).isFalse();
        assertThat(with(NodeProperty.IS_VISIBLE, ONE).visible()).isFalse();
    }

    @Test
    void aDeviceThatSpeaksMiracastIsASinkIfItAnnouncesNothing() {
        assertThat(with(NodeProperty.MIRACAST_VERSION, ONE).displayRole()).isEqualTo(DisplayRole.PRIMARY_SINK);
        assertThat(with(NodeProperty.MIRACAST_VERSION, new byte[4]).displayRole())
                .isEqualTo(DisplayRole.NONE);
    }

    @Test
    void whatItAnnouncesGoesBeforeTheVersion() {
        WfdDevice device = with(Map.of(
                NodeProperty.MIRACAST_VERSION, ONE,
                NodeProperty.INFORMATION_ELEMENTS, BUSY));

        assertThat(device.displayRole()).isEqualTo(DisplayRole.DUAL);
        assertThat(device.sessionAvailable()).isFalse();
        assertThat(device.rtspPort()).isEqualTo(7236);
        assertThat(device.maximumThroughput()).isEqualTo(50_000_000);
    }

    @Test
    void theSystemsControlPortGoesBeforeTheAnnouncedOne() {
        WfdDevice device = with(Map.of(
                NodeProperty.CONTROL_PORT,
                new byte[] {(byte) 0x88, 0x13, 0, 0},
                NodeProperty.INFORMATION_ELEMENTS,
                BUSY));

        assertThat(device.rtspPort()).isEqualTo(5000);
    }

    @Test
    void aControlPortThatIsNoneIsLeftAside() {
        assertThat(with(NodeProperty.CONTROL_PORT, new byte[] {0, 0, 1, 0}).rtspPort())
                .isZero();
        assertThat(with(NodeProperty.CONTROL_PORT, new byte[] {-1, -1, -1, -1}).rtspPort())
                .isZero();
    }

    @Test
    void aConnectedDeviceHasNoSessionToGive() {
        assertThat(with(NodeProperty.IS_CONNECTED, TRUE).sessionAvailable()).isFalse();
    }

    @Test
    void theFriendlyNameGoesBeforeTheShownOne() {
        assertThat(with(Map.of(
                                NodeProperty.FRIENDLY_NAME, Utf16.octets("Living room"),
                                NodeProperty.NAME, Utf16.octets("Wi-Fi Direct device")))
                        .name())
                .isEqualTo("Living room");
    }

    @Test
    void anEmptyFriendlyNameIsNone() {
        assertThat(with(Map.of(
                                NodeProperty.FRIENDLY_NAME, Utf16.octets(""),
                                NodeProperty.NAME, Utf16.octets("Living room")))
                        .name())
                .isEqualTo("Living room");
    }

    @Test
    void controlCharactersOfANameAreReplaced() {
        assertThat(with(NodeProperty.NAME, Utf16.octets("TV\u001b[2J\n")).name())
                .isEqualTo("TV\ufffd[2J\ufffd");
    }

    @Test
    void aNameIsCutAtTheLongest() {
        assertThat(with(NodeProperty.NAME, Utf16.octets("x".repeat(3000))).name())
                .hasSize(WfdDevice.MAXIMUM_NAME_LENGTH);
    }

    @Test
    void aNameIsNotCutInTheMiddleOfACharacter() {
        String name = "x".repeat(WfdDevice.MAXIMUM_NAME_LENGTH - 1);

        assertThat(with(NodeProperty.NAME, Utf16.octets(name + "\ud83d\udcfa")).name())
                .isEqualTo(name);
    }

    @Test
    void changesLeaveOtherValuesAndNullTakesOneAway() {
        DeviceNode connected = node.with(Map.of(
                NodeProperty.IS_VISIBLE, TRUE,
                NodeProperty.INTERFACE_ADDRESS, ADDRESS));
        Map<NodeProperty, byte[]> gone = new EnumMap<>(NodeProperty.class);
        gone.put(NodeProperty.INTERFACE_ADDRESS, null);

        assertThat(connected.interfaceAddress()).contains(MacAddress.of(ADDRESS));
        assertThat(connected.with(gone).interfaceAddress()).isEmpty();
        assertThat(connected.with(gone).device().orElseThrow().visible()).isTrue();
    }
}
