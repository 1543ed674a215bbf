// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Map;

/**
 * The events that a provider hands to the OSGi Event Admin, if there is one. Those about one device come in the order in
 * which things happened. When a provider goes away, its devices depart.
 */
public final class DeviceEvents {
    /** Topic: a device is there that was not in {@link WifiDirect#devices()} before. */
    public static final String DEVICE_ARRIVED = "wfd/device/ARRIVED";

    /** Topic: a known device has another name, visibility or whatever else {@link WfdDevice} tells. */
    public static final String DEVICE_CHANGED = "wfd/device/CHANGED";

    /** Topic: a device is no longer in {@link WifiDirect#devices()}. The event tells what was known of it last. */
    public static final String DEVICE_DEPARTED = "wfd/device/DEPARTED";

    /** Topic filter for all of them. */
    public static final String ALL_DEVICE_EVENTS = "wfd/device/*";

    /** Property: name of the provider, as in its service property ({@link String}). */
    public static final String PROVIDER_NAME = WifiDirectProvider.NAME;

    /** Property: the device itself ({@link WfdDevice}). The other properties repeat it for filters. */
    public static final String DEVICE = "wfd.device";

    /** Property: {@link WfdDevice#address()} in its text form ({@link String}). */
    public static final String DEVICE_ADDRESS = "wfd.device.address";

    /** Property: {@link WfdDevice#name()} ({@link String}). */
    public static final String DEVICE_NAME = "wfd.device.name";

    /** Property: {@link WfdDevice#paired()} ({@link Boolean}). */
    public static final String DEVICE_PAIRED = "wfd.device.paired";

    /** Property: {@link WfdDevice#visible()} ({@link Boolean}). */
    public static final String DEVICE_VISIBLE = "wfd.device.visible";

    /** Property: name of {@link WfdDevice#displayRole()} ({@link String}). */
    public static final String DEVICE_DISPLAY_ROLE = "wfd.device.display.role";

    /** Property: {@link WfdDevice#rtspPort()} ({@link Integer}). */
    public static final String DEVICE_RTSP_PORT = "wfd.device.rtsp.port";

    /** Property: {@link WfdDevice#sessionAvailable()} ({@link Boolean}). */
    public static final String DEVICE_SESSION_AVAILABLE = "wfd.device.session.available";

    /** Property: {@link WfdDevice#maximumThroughput()} ({@link Long}). */
    public static final String DEVICE_MAXIMUM_THROUGHPUT = "wfd.device.maximum.throughput";

    private DeviceEvents() {}

    /**
     * The properties of an event about a device: all of this class.
     *
     * @param provider name of the provider
     * @param device what is known of the device now, or was known last
     * @return an unmodifiable map
     */
    public static Map<String, Object> properties(String provider, WfdDevice device) {
        return Map.of(
                PROVIDER_NAME, provider,
                DEVICE, device,
                DEVICE_ADDRESS, device.address().toString(),
                DEVICE_NAME, device.name(),
                DEVICE_PAIRED, device.paired(),
                DEVICE_VISIBLE, device.visible(),
                DEVICE_DISPLAY_ROLE, device.displayRole().name(),
                DEVICE_RTSP_PORT, device.rtspPort(),
                DEVICE_SESSION_AVAILABLE, device.sessionAvailable(),
                DEVICE_MAXIMUM_THROUGHPUT, device.maximumThroughput());
    }
}
