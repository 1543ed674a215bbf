// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/** Why a session has ended. */
public enum SessionEnd {
    /** It never was open: {@link WfdSession#opened()} failed, and says why. */
    NOT_OPENED,
    /** The consumer closed the session or its handle. */
    CLOSED,
    /** The device is still known, but the link broke: out of reach, switched off, disturbed, or ended by the device. */
    LINK_LOST,
    /** The device was unpaired or otherwise removed from the system. */
    DEVICE_DEPARTED,
    /** The system's Wi-Fi Direct service or the provider was stopped, or a policy disabled it. */
    SERVICE_STOPPED
}
