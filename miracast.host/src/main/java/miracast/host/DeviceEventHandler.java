// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import wfd.api.DeviceEvents;
import wfd.api.WfdDevice;

/** Hears of devices, so that a cast that waits for one tries at once when it is back. */
@Component(
        property = {
            EventConstants.EVENT_TOPIC + "=" + DeviceEvents.DEVICE_ARRIVED,
            EventConstants.EVENT_TOPIC + "=" + DeviceEvents.DEVICE_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + DeviceEvents.DEVICE_DEPARTED
        })
public final class DeviceEventHandler implements EventHandler {
    private final DeviceWatch watch;

    @Activate
    public DeviceEventHandler(@Reference DeviceWatch watch) {
        this.watch = watch;
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(DeviceEvents.DEVICE) instanceof WfdDevice device
                && event.getProperty(DeviceEvents.PROVIDER_NAME) instanceof String provider) {
            Map<String, Object> properties = new HashMap<>(DeviceEvents.properties(provider, device));
            if (event.getTopic().equals(DeviceEvents.DEVICE_DEPARTED)) {
                properties.put(DeviceEvents.DEVICE_VISIBLE, false);
            }
            watch.deviceChanged(properties);
        }
    }
}
