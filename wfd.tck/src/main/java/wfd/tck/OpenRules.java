// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static wfd.api.WfdError.ERROR_INVALID_PARAMETER;
import static wfd.api.WfdError.ERROR_INVALID_STATE;
import static wfd.api.WfdError.ERROR_SERVICE_NOT_ACTIVE;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/** {@code WFDStartOpenSession}, {@code WFD_OPEN_SESSION_COMPLETE_CALLBACK}, {@code WFDCancelOpenSession}. */
interface OpenRules extends Rules {
    /** A quick provider may be done before we look; one that is always done before it returns never loses this race. */
    int TRIES = 50;

    @Test
    default void anOpenGivesAnInterface() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().device());

        assertThat(trial().result(session.opened(), "the open")).isNotNull();
    }

    @Test
    default void theResultComesOnAnotherThreadAndNotBeforeItsSession() throws Exception {
        MacAddress device = trial().device();
        WfdHandle handle = trial().handle();
        for (int i = 0; i < TRIES; i++) {
            WfdSession session = handle.startOpenSession(device);
            CompletableFuture<InterfaceId> opened = session.opened().toCompletableFuture();
            boolean early = opened.isDone();
            var outcome = trial().outcome(opened, "the open");
            if (!early && outcome.thread() != Thread.currentThread()) return;
            session.close();
            trial().result(session.closed(), "the end of the session");
        }
        fail("in each of %d tries the open was complete when the call returned its session", TRIES);
    }

    @Test
    default void theSessionKnowsItsDevice() throws Exception {
        MacAddress device = trial().device();

        assertThat(trial().handle().startOpenSession(device).device()).isEqualTo(device);
    }

    @Test
    default void theResultComesOnce() throws Exception {
        WfdHandle handle = trial().handle();
        WfdSession session = handle.startOpenSession(trial().device());
        AtomicInteger results = new AtomicInteger();
        var counted = session.opened().whenComplete((value, failure) -> results.incrementAndGet());
        trial().result(counted, "the open");

        session.cancelOpen();
        session.close();
        trial().result(session.closed(), "the end of the session");
        trial().goThroughAnotherSession(handle, trial().device());

        assertThat(results).hasValue(1);
    }

    @Test
    default void theResultStaysTheSame() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().device());
        InterfaceId first = trial().result(session.opened(), "the open");

        session.close();
        trial().result(session.closed(), "the end of the session");

        assertThat(trial().result(session.opened(), "the open, asked again")).isEqualTo(first);
    }

    @Test
    default void aStageBelongsToTheOneWhoAskedForIt() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().slowDevice());

        session.opened().toCompletableFuture().cancel(true);

        assertThat(trial().result(session.opened(), "the open, asked again")).isNotNull();
    }

    @Test
    default void aConsumerThatBlocksInACompletionHoldsUpNoOtherSession() throws Exception {
        WfdHandle handle = trial().handle();
        MacAddress second = trial().secondDevice();
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        var blocked = handle.startOpenSession(trial().slowDevice()).opened().thenRun(() -> {
            entered.complete(null);
            other.join();
        });

        trial().result(entered, "the open of the slow device");
        trial().goThroughAnotherSession(handle, second);
        other.complete(null);

        trial().result(blocked, "the blocked consumer");
    }

    @Test
    default void anUnpairedDeviceIsAnInvalidParameter() throws Exception {
        MacAddress device = trial().unpairedDevice();

        assertThat(trial().refusal(trial().handle(), device).error()).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    default void anUnknownDeviceIsAnInvalidParameter() throws Exception {
        assertThat(trial().refusal(trial().handle(), trial().unknownDevice()).error())
                .isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    default void aStoppedServiceIsTold() throws Exception {
        MacAddress device = trial().device();
        WfdHandle handle = trial().handle();

        trial().systemService().stop();

        assertThat(trial().refusal(handle, device).error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
    }

    @Test
    default void aPolicyIsTold() throws Exception {
        MacAddress device = trial().device();
        WfdHandle handle = trial().handle();

        trial().systemService().disable();

        assertThat(trial().refusal(handle, device).error()).isEqualTo(ERROR_INVALID_STATE);
    }

    @Test
    default void aServiceThatRunsAgainOpensSessionsAgain() throws Exception {
        MacAddress device = trial().device();
        trial().systemService().stop();

        trial().systemService().start();

        assertThat(trial().openSession(trial().handle(), device).link()).isNotNull();
    }

    @Test
    default void aFailedOpenKeepsTheError() throws Exception {
        var device = trial().failingDevice();

        assertThat(trial().refusal(trial().handle(), device.address()).error()).isEqualTo(device.error());
    }

    @Test
    default void aFailedOpenKeepsTheReasonCode() throws Exception {
        var device = trial().failingDevice();

        assertThat(trial().refusal(trial().handle(), device.address()).reasonCode())
                .isEqualTo(device.reasonCode());
    }

    @Test
    default void aFailedOpenKeepsTheSystemsMessage() throws Exception {
        var device = trial().failingDevice();

        assertThat(trial().refusal(trial().handle(), device.address())).hasMessageContaining(device.messagePart());
    }

    @Test
    default void aFailedOpenTellsNoInterface() throws Exception {
        WfdSession session = trial().startFailingSession();

        var outcome = trial().outcome(session.opened(), "the open");

        assertThat(outcome.value()).isNull();
    }

    @Test
    default void aFailedOpenLeavesRoomForTheNext() throws Exception {
        WfdHandle handle = trial().handle();
        var device = trial().failingDevice();
        trial().refusal(handle, device.address());

        WfdException second = trial().refusal(handle, device.address());

        assertThat(second.error()).isEqualTo(device.error());
    }

    @Test
    default void cancellingAnOpenStillCompletesIt() throws Exception {
        MacAddress device = trial().slowDevice();
        WfdSession session = trial().handle().startOpenSession(device);

        session.cancelOpen();
        session.cancelOpen();

        var outcome = trial().outcome(session.opened(), "the cancelled open"); // success is allowed, silence is not
        if (outcome.failure() != null) assertThat(outcome.failure()).isInstanceOf(WfdException.class);
    }

    @Test
    default void cancellingAnOpenThatIsDoneChangesNothing() throws Exception {
        WfdHandle handle = trial().handle();
        MacAddress second = trial().secondDevice();
        WfdSession session = trial().openSession(handle, trial().device());

        session.cancelOpen();
        trial().goThroughAnotherSession(handle, second);

        assertThat(session.link()).isNotNull();
    }
}
