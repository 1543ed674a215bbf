// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.Map;

/** Whom to tell of devices. A service of this bundle's own. */
interface DeviceWatch {

    /**
     * A device has changed, appeared or gone. Any thread; must not block.
     *
     * @param device the properties of {@link wfd.api.DeviceEvents}; one that has gone is not visible
     */
    void deviceChanged(Map<String, ?> device);
}
