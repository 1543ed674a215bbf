// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import wfd.api.DeviceEvents;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/** {@code WFDCloseSession}, {@code WFDOpenLegacySession}, and how sessions end. */
interface SessionRules extends Rules {
    @Test
    default void closingASessionThatOpensDoesNotCloseIt() throws Exception {
        WfdHandle handle = trial().handle();
        MacAddress other = trial().device();
        WfdSession session = handle.startOpenSession(trial().slowDevice());

        session.close();
        trial().result(session.opened(), "the open");
        trial().goThroughAnotherSession(handle, other);

        assertThat(session.link()).isNotNull();
    }

    @Test
    default void aSessionThatWasClosedTooEarlyCanBeClosedLater() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().slowDevice());
        session.close();
        trial().result(session.opened(), "the open");

        session.close();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void anOpenSessionHasNotEnded() throws Exception {
        WfdHandle handle = trial().handle();
        MacAddress other = trial().secondDevice();
        WfdSession session = trial().openSession(handle, trial().device());

        trial().goThroughAnotherSession(handle, other);

        assertThat(session.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    default void aClosedSessionTellsItsEnd() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        session.close();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void theEndIsToldOnce() throws Exception {
        WfdHandle handle = trial().handle();
        WfdSession session = trial().openSession(handle, trial().device());
        AtomicInteger ends = new AtomicInteger();
        var counted = session.closed().whenComplete((end, failure) -> ends.incrementAndGet());

        session.close();
        trial().result(counted, "the end of the session");
        session.close();
        trial().goThroughAnotherSession(handle, trial().device());

        assertThat(ends).hasValue(1);
    }

    @Test
    default void theEndIsNotToldOnTheThreadThatCloses() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());
        var told = session.closed().thenApply(end -> Thread.currentThread());

        session.close();

        assertThat(trial().result(told, "the end of the session")).isNotSameAs(Thread.currentThread());
    }

    @Test
    default void aSessionThatFailedToOpenHasEnded() throws Exception {
        WfdSession session = trial().failedSession();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.NOT_OPENED);
    }

    @Test
    default void aSessionThatFailedToOpenEndsAfterItsResult() throws Exception {
        WfdSession session = trial().startFailingSession();

        var openedBeforeTheEnd = session.closed()
                .thenApply(end -> session.opened().toCompletableFuture().isDone());

        assertThat(trial().result(openedBeforeTheEnd, "the end of the session")).isTrue();
    }

    @Test
    default void theStageOfTheEndBelongsToTheOneWhoAskedForIt() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        session.closed().toCompletableFuture().cancel(true);
        session.close();

        assertThat(trial().result(session.closed(), "the end of the session, asked again"))
                .isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void aDeviceCanBeOpenedAgainAfterTheEnd() throws Exception {
        WfdHandle handle = trial().handle();
        trial().goThroughAnotherSession(handle, trial().device());

        WfdSession second = handle.startOpenSession(trial().device());

        assertThat(trial().result(second.opened(), "the second open")).isNotNull();
    }

    @Test
    default void aLostLinkEndsTheSession() throws Exception {
        var surroundings = trial().surroundings();
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        surroundings.breakLink(session.device());

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.LINK_LOST);
    }

    @Test
    default void aDepartingDeviceEndsItsSession() throws Exception {
        var surroundings = trial().surroundings();
        MacAddress device = surroundings.arrive();
        trial().firstEvent(DeviceEvents.DEVICE_ARRIVED, device);
        WfdSession session = trial().openSession(trial().handle(), device);

        surroundings.depart(device);

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.DEVICE_DEPARTED);
    }

    @Test
    default void aStoppedServiceEndsTheSession() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        trial().systemService().stop();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.SERVICE_STOPPED);
    }

    @Test
    default void aLegacySessionIsOpenAtOnce() throws Exception {
        WfdSession session = trial().legacySession();

        assertThat(session.opened().toCompletableFuture()).isCompleted();
    }

    @Test
    default void aLegacySessionTellsItsInterface() throws Exception {
        WfdSession session = trial().legacySession();

        InterfaceId told = trial().result(session.opened(), "the open");

        assertThat(session.link().interfaceId()).isEqualTo(told);
    }

    @Test
    default void aLegacySessionIsClosedLikeAnyOther() throws Exception {
        WfdSession session = trial().legacySession();

        session.close();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void aFailedLegacyOpenKeepsErrorAndReasonCode() throws Exception {
        trial().legacyDevice();
        var device = trial().failingDevice();
        WfdHandle handle = trial().handle();

        var refusal = trial().refusalOf(() -> handle.openLegacySession(device.address()));

        assertThat(refusal)
                .returns(device.error(), WfdException::error)
                .returns(trial().provider().legacyReasonCode(device), WfdException::reasonCode);
    }
}
