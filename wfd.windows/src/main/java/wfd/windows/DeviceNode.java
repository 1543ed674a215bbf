// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.windows.InformationElements.DeviceInformation;

/**
 * A device node of Windows' pairing: its properties, and what they say. Values are as the system keeps them, and some came over
 * the air: one of an unexpected size is as if it weren't there. Never changes.
 */
final class DeviceNode {
    /** DEVPROP_BOOLEAN: everything but 0 is true. */
    private static final byte FALSE = 0;

    private final Map<NodeProperty, byte[]> values;

    private DeviceNode(Map<NodeProperty, byte[]> values) {
        this.values = values;
    }

    static final DeviceNode EMPTY = new DeviceNode(Map.of());

    /** This node with some properties changed; a null value takes one away. */
    DeviceNode with(Map<NodeProperty, byte[]> changes) {
        Map<NodeProperty, byte[]> changed = new EnumMap<>(NodeProperty.class);
        changed.putAll(values);
        changes.forEach((property, value) -> {
            if (value == null) changed.remove(property);
            else changed.put(property, value);
        });
        return new DeviceNode(changed);
    }

    /** The device address, without which the node is none of ours. */
    Optional<MacAddress> address() {
        return mac(NodeProperty.DEVICE_ADDRESS);
    }

    /** The address of the display's end of the link, while it is connected. */
    Optional<MacAddress> interfaceAddress() {
        return mac(NodeProperty.INTERFACE_ADDRESS);
    }

    private Optional<MacAddress> mac(NodeProperty property) {
        byte[] octets = values.get(property);
        return octets != null && octets.length == MacAddress.LENGTH
                ? Optional.of(MacAddress.of(octets))
                : Optional.empty();
    }

    /** The device, as consumers see it. A node is there only for a device that is paired. */
    Optional<WfdDevice> device() {
        Optional<DeviceInformation> announced = Optional.ofNullable(values.get(NodeProperty.INFORMATION_ELEMENTS))
                .flatMap(InformationElements::deviceInformation);
        int controlPort = number(NodeProperty.CONTROL_PORT);
        boolean connected = flag(NodeProperty.IS_CONNECTED);
        return address()
                .map(address -> new WfdDevice(
                        address,
                        name(),
                        true,
                        flag(NodeProperty.IS_VISIBLE),
                        announced.map(DeviceInformation::role).orElse(roleByVersion()),
                        controlPort > 0 && controlPort <= 0xFFFF
                                ? controlPort
                                : announced.map(DeviceInformation::rtspPort).orElse(0),
                        !connected
                                && announced
                                        .map(DeviceInformation::sessionAvailable)
                                        .orElse(true),
                        announced.map(DeviceInformation::maximumThroughput).orElse(0L)));
    }

    /** Windows casts to sinks only, so what it knows as Miracast device is one. */
    private DisplayRole roleByVersion() {
        return number(NodeProperty.MIRACAST_VERSION) > 0 ? DisplayRole.PRIMARY_SINK : DisplayRole.NONE;
    }

    private boolean flag(NodeProperty property) {
        byte[] octets = values.get(property);
        return octets != null && octets.length == 1 && octets[0] != FALSE;
    }

    /** UINT32, in the machine's order, which is little-endian wherever Windows runs; 0 if it isn't there. */
    private int number(NodeProperty property) {
        byte[] octets = values.get(property);
        if (octets == null || octets.length != 4) return 0;
        return octets[0] & 0xFF | (octets[1] & 0xFF) << 8 | (octets[2] & 0xFF) << 16 | octets[3] << 24;
    }

    private String name() {
        String friendly = text(NodeProperty.FRIENDLY_NAME);
        return friendly.isEmpty() ? text(NodeProperty.NAME) : friendly;
    }

    private String text(NodeProperty property) {
        String value = Utf16.terminated(values.getOrDefault(property, new byte[0]));
        int length = Math.min(value.length(), WfdDevice.MAXIMUM_NAME_LENGTH);
        if (length < value.length() && Character.isHighSurrogate(value.charAt(length - 1))) length--;
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++)
            text.append(Character.isISOControl(value.charAt(i)) ? '\uFFFD' : value.charAt(i));
        return text.toString();
    }
}
