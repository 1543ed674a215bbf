// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

/** The properties of a device node that we ask for: devpkey.h, and those that wlanapi.h defines for Wi-Fi Direct. */
enum NodeProperty {
    /** DEVPKEY_WiFiDirect_DeviceAddress: six octets. Every node of a Wi-Fi Direct device has it, and no other. */
    DEVICE_ADDRESS(Set.WIFI_DIRECT, 1),
    /** DEVPKEY_WiFiDirect_InterfaceAddress: six octets, while it is connected. */
    INTERFACE_ADDRESS(Set.WIFI_DIRECT, 2),
    /** DEVPKEY_WiFiDirect_IsConnected. */
    IS_CONNECTED(Set.WIFI_DIRECT, 5),
    /** DEVPKEY_WiFiDirect_IsVisible. */
    IS_VISIBLE(Set.WIFI_DIRECT, 6),
    /** DEVPKEY_WiFiDirect_MiracastVersion: a number, if it speaks Miracast. */
    MIRACAST_VERSION(Set.WIFI_DIRECT, 8),
    /** DEVPKEY_WiFiDirect_InformationElements: as they came over the air. */
    INFORMATION_ELEMENTS(Set.WIFI_DIRECT, 12),
    /** DEVPKEY_WiFiDirect_Miracast_SessionMgmtControlPort: a number. */
    CONTROL_PORT(Set.WIFI_DIRECT, 31),
    /** DEVPKEY_Device_FriendlyName. */
    FRIENDLY_NAME(Set.DEVICE, 14),
    /** DEVPKEY_NAME: what Windows shows. */
    NAME(Set.ITEM, 10);

    /** Property sets. */
    private interface Set {
        String WIFI_DIRECT = "1506935d-e3e7-450f-8637-82233ebe5f6e";
        String DEVICE = "a45c254e-df1c-4efd-8020-67d146a850e0";
        String ITEM = "b725f130-47ef-101a-a5f1-02608c9eebac";
    }

    private final String set;
    private final int pid;

    NodeProperty(String set, int pid) {
        this.set = set;
        this.pid = pid;
    }

    /** Writes the key. */
    void put(DevQuery.DEVPROPKEY key) {
        key.fmtid = GUID.of(set);
        key.pid = pid;
    }

    /** The property with this key; null if it is none of ours. */
    static NodeProperty of(DevQuery.DEVPROPKEY key) {
        String id = key.fmtid.toUuid().toString();
        for (NodeProperty property : values()) if (property.pid == key.pid && property.set.equals(id)) return property;
        return null;
    }
}
