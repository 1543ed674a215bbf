// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastEvents;
import miracast.api.cast.CastState;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import wfd.api.WfdError;

/** What becomes of a cast, as the Event Admin of the framework delivers it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CastEventsIT extends CastTests {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private List<Event> pauses() {
        return events.stream()
                .filter(event -> CastState.BACKING_OFF.name().equals(event.getProperty(CastEvents.STATE)))
                .toList();
    }

    @Test(timeout = 120_000)
    public void refusedLinkIsToldWithCauseStatusTryAndNextTry() throws Exception {
        retryWithin(50, 200);
        Television television =
                television(57, Map.of("openError", WfdError.ERROR_REMOTE_SESSION_LIMIT_EXCEEDED, "decode", false));
        ServiceRegistration<EventHandler> handler = context.registerService(
                EventHandler.class,
                events::add,
                FrameworkUtil.asDictionary(Map.of(
                        EventConstants.EVENT_TOPIC,
                        CastEvents.CAST_STATE,
                        EventConstants.EVENT_FILTER,
                        "(" + CastEvents.CAST_ID + "=refused)")));
        try {
            long begin = System.currentTimeMillis();
            Cast cast = casts.cast(small(television).id("refused").build());
            await().atMost(PATIENCE).until(() -> pauses().size() >= 2);

            for (int number = 1; number <= 2; number++) {
                Event pause = pauses().get(number - 1);
                assertThat(pause.getProperty(CastEvents.END_CAUSE)).isEqualTo(CastEnd.Cause.FAILED.name());
                assertThat(pause.getProperty(CastEvents.END_NT_STATUS)).isEqualTo(NtStatus.STATUS_UNSUCCESSFUL);
                assertThat(pause.getProperty(CastEvents.END_WFD_ERROR))
                        .isEqualTo(WfdError.ERROR_REMOTE_SESSION_LIMIT_EXCEEDED);
                assertThat(pause.getProperty(CastEvents.ATTEMPT)).isEqualTo(number);
                assertThat((Long) pause.getProperty(CastEvents.NEXT_TRY))
                        .isGreaterThanOrEqualTo((Long) pause.getProperty(CastEvents.TIMESTAMP))
                        .isGreaterThanOrEqualTo(begin);
                assertThat(pause.getProperty(CastEvents.CAST_TARGET))
                        .isEqualTo(cast.request().target().toString());
            }

            assertThat(stop(cast).cause()).isEqualTo(CastEnd.Cause.STOPPED);
            await().atMost(PATIENCE)
                    .until(() -> events.stream()
                            .anyMatch(event -> CastState.ENDED.name().equals(event.getProperty(CastEvents.STATE))));
        } finally {
            handler.unregister();
        }
    }
}
