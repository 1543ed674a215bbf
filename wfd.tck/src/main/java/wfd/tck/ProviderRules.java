// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static wfd.api.WfdError.ERROR_INVALID_HANDLE;

import org.junit.jupiter.api.Test;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdHandle;
import wfd.api.WfdProviderStatus;
import wfd.api.WfdSession;

/** A provider that goes away, and what it tells an operator. */
interface ProviderRules extends Rules {
    @Test
    default void aProviderThatGoesEndsItsSessions() throws Exception {
        WfdSession session = trial().openSession(trial().handle(), trial().device());

        trial().provider().stop();

        assertThat(trial().result(session.closed(), "the end of the session")).isEqualTo(SessionEnd.SERVICE_STOPPED);
    }

    @Test
    default void aProviderThatGoesCompletesWhatIsPending() throws Exception {
        WfdSession session = trial().handle().startOpenSession(trial().slowDevice());

        trial().provider().stop();

        assertThat(trial().outcome(session.opened(), "the pending open")).isNotNull();
    }

    @Test
    default void aProviderThatGoesClosesItsHandles() throws Exception {
        MacAddress device = trial().device();
        WfdHandle handle = trial().handle();

        trial().provider().stop();

        assertThat(trial().refusalOf(() -> handle.startOpenSession(device)).error())
                .isEqualTo(ERROR_INVALID_HANDLE);
    }

    @Test
    default void aProviderThatGoesTakesItsDevicesAlong() throws Exception {
        MacAddress device = trial().device();

        trial().provider().stop();

        assertThat(trial().firstEvent(DeviceEvents.DEVICE_DEPARTED, device)).isNotNull();
    }

    @Test
    default void theStatusHasTheProvidersName() {
        assertThat(status().name()).isEqualTo(trial().provider().name());
    }

    @Test
    default void aProviderThatWorksNeedsNoReason() {
        assertThat(status()).returns(true, WfdProviderStatus::available).returns("", WfdProviderStatus::reason);
    }

    @Test
    default void aProviderThatDoesNotWorkSaysWhy() throws Exception {
        WfdProviderStatus status = status();

        trial().systemService().stop();

        assertThat(status.available()).isFalse();
        assertThat(status.reason()).isNotBlank();
    }

    private WfdProviderStatus status() {
        return trial().provider().status().orElseGet(() -> Trial.missing("status service"));
    }
}
