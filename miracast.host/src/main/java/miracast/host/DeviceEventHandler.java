// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import wfd.api.DeviceEvents;

/** Hears of devices, so that a cast that waits for one tries at once when it is seen. */
@Component(
        property = {
            EventConstants.EVENT_TOPIC + "=" + DeviceEvents.DEVICE_ARRIVED,
            EventConstants.EVENT_TOPIC + "=" + DeviceEvents.DEVICE_CHANGED,
            EventConstants.EVENT_FILTER + "=(" + DeviceEvents.DEVICE_VISIBLE + "=true)"
        })
public final class DeviceEventHandler implements EventHandler {
    private final DeviceWatch watch;

    @Activate
    public DeviceEventHandler(@Reference DeviceWatch watch) {
        this.watch = watch;
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(DeviceEvents.DEVICE_ADDRESS) instanceof String address
                && event.getProperty(DeviceEvents.DEVICE_NAME) instanceof String name) {
            watch.deviceSeen(address, name);
        }
    }
}
