// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastState;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Holds all casts to the transitions that {@link CastState} documents, by the events that are told of them. Thread-safe. */
final class Transitions implements EventHandler {
    private final Map<Object, CastState> states = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<EventHandler> registration;

    private Transitions(BundleContext context) {
        registration = context.registerService(
                EventHandler.class,
                this,
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, CastEvents.CAST_STATE)));
    }

    static Transitions watch(BundleContext context) {
        return new Transitions(context);
    }

    @Override
    public void handleEvent(Event event) {
        Object cast = event.getProperty(CastEvents.CAST_ID);
        CastState previous = state(event, CastEvents.PREVIOUS_STATE);
        CastState next = state(event, CastEvents.STATE);
        CastState known = states.put(cast, next);
        // A cast begins, under an id that another one may have had.
        boolean begins = previous == next;
        if (!begins && !previous.leadsTo(next)) {
            wrong.add("cast " + cast + ": " + previous + " does not lead to " + next);
        }
        if (!begins && known != null && known != previous) {
            wrong.add("cast " + cast + ": from " + previous + " to " + next + ", but it was " + known);
        }
    }

    private static CastState state(Event event, String property) {
        return CastState.valueOf((String) event.getProperty(property));
    }

    /** Ends, and looks at what there was. */
    void assertKnown() {
        registration.unregister();
        assertThat(wrong).as("transitions that are not documented").isEmpty();
    }
}
