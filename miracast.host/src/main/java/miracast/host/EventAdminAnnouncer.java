// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.HashMap;
import java.util.Map;
import miracast.api.cast.CastEvents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Tells the Event Admin. A component of its own, so that the host needs neither the service nor its package. */
@Component
public final class EventAdminAnnouncer implements CastAnnouncer {
    private final EventAdmin eventAdmin;

    @Activate
    public EventAdminAnnouncer(@Reference EventAdmin eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void announce(Change change) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CastEvents.CAST_ID, change.castId());
        properties.put(CastEvents.CAST_TARGET, change.target());
        properties.put(CastEvents.STATE, change.now().name());
        properties.put(CastEvents.PREVIOUS_STATE, change.before().name());
        properties.put(CastEvents.DETAIL, change.detail());
        properties.put(CastEvents.TIMESTAMP, System.currentTimeMillis());
        if (!change.peer().isEmpty()) {
            properties.put(CastEvents.PEER, change.peer());
        }
        if (change.end() != null) {
            properties.put(CastEvents.END_CAUSE, change.end().cause().name());
            properties.put(CastEvents.END_NT_STATUS, change.end().ntStatus());
        }
        eventAdmin.postEvent(new Event(CastEvents.CAST_STATE, properties));
    }
}
