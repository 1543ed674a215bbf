// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.util.HashMap;
import java.util.Map;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastLogEntry;
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
        CastLogEntry entry = change.entry();
        properties.put(CastEvents.KIND, entry.kind().name());
        properties.put(CastEvents.STATE, entry.state().name());
        properties.put(CastEvents.PREVIOUS_STATE, entry.before().name());
        properties.put(CastEvents.DETAIL, entry.detail());
        properties.put(CastEvents.ATTEMPT, entry.attempt());
        properties.put(CastEvents.TIMESTAMP, entry.time().toEpochMilli());
        if (!entry.part().isEmpty()) {
            properties.put(CastEvents.PART, entry.part());
        }
        if (!change.peer().isEmpty()) {
            properties.put(CastEvents.PEER, change.peer());
        }
        entry.end().ifPresent(end -> putEnd(properties, end));
        entry.nextTry().ifPresent(next -> properties.put(CastEvents.NEXT_TRY, next.toEpochMilli()));
        eventAdmin.postEvent(
                new Event(entry.kind().isOfCast() ? CastEvents.CAST_STATE : CastEvents.CAST_PART, properties));
    }

    private static void putEnd(Map<String, Object> properties, CastEnd end) {
        properties.put(CastEvents.END_CAUSE, end.cause().name());
        properties.put(CastEvents.END_NT_STATUS, end.ntStatus());
        if (end.wfdError() != 0) {
            properties.put(CastEvents.END_WFD_ERROR, end.wfdError());
            properties.put(CastEvents.END_WFD_REASON, end.wfdReason());
        }
    }
}
