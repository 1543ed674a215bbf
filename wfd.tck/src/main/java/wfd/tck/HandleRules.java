// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static wfd.api.WfdError.ERROR_INVALID_HANDLE;
import static wfd.api.WfdError.ERROR_INVALID_PARAMETER;
import static wfd.api.WfdError.ERROR_REMOTE_SESSION_LIMIT_EXCEEDED;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/** {@code WFDOpenHandle}, {@code WFDCloseHandle}. */
interface HandleRules extends Rules {
    @Test
    default void theVersionIsAgreedOn() throws Exception {
        try (WfdHandle handle = trial().wifiDirect().open(WifiDirect.WFD_API_VERSION)) {
            assertThat(handle.negotiatedVersion()).isEqualTo(WifiDirect.WFD_API_VERSION);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, -1, 0x00010000})
    default void anotherVersionIsAnInvalidParameter(int version) {
        WfdException refusal = trial().refusalOf(() -> trial().wifiDirect().open(version));

        assertThat(refusal.error()).isEqualTo(ERROR_INVALID_PARAMETER);
    }

    @Test
    default void tooManyHandlesAreRefused() throws Exception {
        openAllHandles();

        WfdException refusal = trial().refusalOf(() -> trial().wifiDirect().open());

        assertThat(refusal.error()).isEqualTo(ERROR_REMOTE_SESSION_LIMIT_EXCEEDED);
    }

    @Test
    default void aClosedHandleMakesRoomForAnother() throws Exception {
        WfdHandle last = openAllHandles();

        trial().closeWithin(last);

        assertThat(trial().handle().negotiatedVersion()).isEqualTo(WifiDirect.WFD_API_VERSION);
    }

    @Test
    default void aHandleClosedTwiceMakesRoomOnce() throws Exception {
        WfdHandle last = openAllHandles();

        trial().closeWithin(last);
        trial().closeWithin(last);
        trial().handle();

        assertThat(trial().refusalOf(() -> trial().wifiDirect().open()).error())
                .isEqualTo(ERROR_REMOTE_SESSION_LIMIT_EXCEEDED);
    }

    @Test
    default void closingAHandleTwiceLeavesTheNextOneAlone() throws Exception {
        // The system may give the second handle the value that the first one had.
        WfdHandle first = trial().handle();
        trial().closeWithin(first);
        WfdHandle second = trial().handle();

        trial().closeWithin(first);

        assertThat(trial().openSession(second, trial().device()).link()).isNotNull();
    }

    @Test
    default void aClosedHandleOpensNoSession() throws Exception {
        MacAddress device = trial().device();
        WfdHandle handle = trial().handle();
        trial().closeWithin(handle);

        assertThat(trial().refusalOf(() -> handle.startOpenSession(device)).error())
                .isEqualTo(ERROR_INVALID_HANDLE);
    }

    @Test
    default void aClosedHandleOpensNoLegacySession() throws Exception {
        MacAddress device = trial().legacyDevice();
        WfdHandle handle = trial().handle();
        trial().closeWithin(handle);

        assertThat(trial().refusalOf(() -> handle.openLegacySession(device)).error())
                .isEqualTo(ERROR_INVALID_HANDLE);
    }

    @Test
    default void closingAHandleWaitsForPendingOpens() throws Exception {
        MacAddress device = trial().slowDevice();
        WfdHandle handle = trial().handle();
        WfdSession session = handle.startOpenSession(device);

        trial().closeWithin(handle);

        assertThat(session.opened().toCompletableFuture()).isDone();
    }

    @Test
    default void closingAHandleASecondTimeWaitsAsWell() throws Exception {
        MacAddress device = trial().slowDevice();
        WfdHandle handle = trial().handle();
        WfdSession session = handle.startOpenSession(device);
        Callable<Boolean> close = () -> {
            handle.close();
            return session.opened().toCompletableFuture().isDone();
        };

        var first = trial().started("closing a handle", close);
        var second = trial().started("closing it again", close);

        boolean firstWaited = trial().within("the first close", first::get);
        boolean secondWaited = trial().within("the second close", second::get);
        assertThat(firstWaited).as("the first close waited").isTrue();
        assertThat(secondWaited).as("the second close waited").isTrue();
    }

    @Test
    default void anInterruptedThreadWaitsAsWellAndStaysInterrupted() throws Exception {
        MacAddress device = trial().slowDevice();
        WfdHandle handle = trial().handle();
        WfdSession session = handle.startOpenSession(device);

        boolean stillInterrupted = trial().within("closing a handle", () -> {
            Thread.currentThread().interrupt();
            handle.close();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(session.opened().toCompletableFuture()).isDone();
        assertThat(stillInterrupted).as("interrupted").isTrue();
    }

    @Test
    default void closingAHandleClosesItsSessions() throws Exception {
        WfdHandle handle = trial().handle();
        WfdSession session = trial().openSession(handle, trial().device());

        trial().closeWithin(handle);

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void closingAHandleClosesTheSessionThatWasPendingTillThen() throws Exception {
        MacAddress device = trial().slowDevice();
        WfdHandle handle = trial().handle();
        WfdSession session = handle.startOpenSession(device);

        trial().closeWithin(handle);

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.CLOSED);
    }

    @Test
    default void closingAHandleLeavesTheSessionsOfOthersAlone() throws Exception {
        WfdHandle handle = trial().handle();
        WfdHandle other = trial().handle();
        WfdSession session = trial().openSession(handle, trial().device());

        trial().closeWithin(other);
        trial().goThroughAnotherSession(trial().handle(), trial().secondDevice());

        assertThat(session.link()).isNotNull();
    }

    @Test
    default void aHandleMayBeClosedWhereItsSessionCompletes() throws Exception {
        MacAddress device = trial().device();
        MacAddress slow = trial().slowDevice();
        WfdHandle handle = trial().handle();
        handle.startOpenSession(slow);

        // Runs on the provider's thread, and there waits for the slow device.
        var closed = handle.startOpenSession(device).opened().thenRun(handle::close);

        trial().result(closed, "closing the handle in a completion");
    }

    /** Opens as many handles as there can be; gives the last. */
    private WfdHandle openAllHandles() throws WfdException {
        OptionalInt limit = trial().provider().handleLimit();
        if (limit.isEmpty()) Trial.missing("limit of handles to try");
        WfdHandle last = trial().handle();
        for (int i = 1; i < limit.getAsInt(); i++) last = trial().handle();
        return last;
    }
}
