// SPDX-License-Identifier: Apache-2.0
package miracast.declared;

import java.util.HashMap;
import java.util.Map;
import miracast.api.cast.DeclaredCastChange;
import miracast.api.cast.DeclaredCastEvents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Tells the Event Admin. A component of its own, so that declarations need neither the service nor its package. */
@Component
public final class EventAdminAnnouncer implements Announcer {
    private final EventAdmin eventAdmin;

    @Activate
    public EventAdminAnnouncer(@Reference EventAdmin eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void announce(String pid, String name, DeclaredCastChange change) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(DeclaredCastEvents.PID, pid);
        properties.put(DeclaredCastEvents.NAME, name);
        properties.put(DeclaredCastEvents.STATE, change.state().name());
        properties.put(DeclaredCastEvents.PREVIOUS_STATE, change.before().name());
        properties.put(DeclaredCastEvents.DETAIL, change.detail());
        properties.put(DeclaredCastEvents.TIMESTAMP, change.time().toEpochMilli());
        if (!change.problems().isEmpty()) {
            properties.put(DeclaredCastEvents.PROBLEMS, change.problems().toArray(String[]::new));
        }
        change.next().ifPresent(next -> properties.put(DeclaredCastEvents.NEXT, next.toEpochMilli()));
        eventAdmin.postEvent(new Event(DeclaredCastEvents.DECLARED_STATE, properties));
    }
}
