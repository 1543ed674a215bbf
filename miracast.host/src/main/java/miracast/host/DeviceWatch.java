// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.Map;

/** Whom to tell that a device was seen. A service of this bundle's own. */
interface DeviceWatch {

    /**
     * The device is in reach, and seems to take a session. Any thread; must not block.
     *
     * @param device the properties of {@link wfd.api.DeviceEvents}
     */
    void deviceSeen(Map<String, ?> device);
}
