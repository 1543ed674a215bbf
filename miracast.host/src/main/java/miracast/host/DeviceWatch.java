// SPDX-License-Identifier: Apache-2.0
package miracast.host;

/** Whom to tell that a device was seen. A service of this bundle's own. */
interface DeviceWatch {

    /** The device is in reach, and seems to take a session. Any thread; must not block. */
    void deviceSeen(String address, String name);
}
