// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.Map;
import java.util.Optional;
import wfd.api.DeviceEvents;
import wfd.api.WfdDevice;

/**
 * Whether a device has come back since it was last tried, so that a new try need not wait. A device that was there all the time
 * has not: our own links make it take no session and then take one again, and if each failure called for the next try, there would
 * be no pause between them. What is told of our own link may come late, when it is gone already. Belongs to the control loop.
 */
final class Sighting {
    private boolean away;
    /** Whether the session that the device has, or had as far as is known, may be our own. */
    private boolean ours;

    /** What the last try has found. */
    void tried(Optional<WfdDevice> found) {
        away = found.isEmpty() || !found.get().visible() || !found.get().sessionAvailable();
        ours = !away;
    }

    /**
     * The device has changed.
     *
     * @param seen the properties of {@link DeviceEvents}
     * @param waiting whether nothing of ours is with the device, so that it is somebody else whose session it has
     * @return whether it is back, and worth a try at once
     */
    boolean isBack(Map<String, ?> seen, boolean waiting) {
        if (!Boolean.TRUE.equals(seen.get(DeviceEvents.DEVICE_VISIBLE))) {
            away = true;
            return false;
        }
        if (!Boolean.TRUE.equals(seen.get(DeviceEvents.DEVICE_SESSION_AVAILABLE))) {
            away |= waiting && !ours;
            return false;
        }
        ours = false;
        boolean back = away && waiting;
        away &= !back;
        return back;
    }
}
