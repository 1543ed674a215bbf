// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wfd.api.LinkRates;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

@Timeout(120)
class SimSessionTest extends SimTestCase {
    @Test
    void eachSessionHasAnInterfaceOfItsOwn() throws Exception {
        add(DEVICE, Map.of());
        WfdHandle handle = provider.open();
        WfdSession first = openSession(handle, DEVICE);
        first.close();
        result(first.closed());

        WfdSession second = openSession(handle, DEVICE);

        assertThat(result(second.opened())).isNotEqualTo(result(first.opened()));
    }

    @Test
    void aLinkIsLostWhenItsTimeIsUp() throws Exception {
        add(DEVICE, Map.of("dropAfterMs", 50));

        WfdSession session = openSession(DEVICE);

        assertThat(result(session.closed())).isEqualTo(SessionEnd.LINK_LOST);
    }

    @Test
    void aDeviceOutOfRangeDoesNotAnswer() throws Exception {
        add(DEVICE, Map.of("inRange", false));

        WfdException failure = failure(provider.open().startOpenSession(DEVICE).opened());

        assertThat(failure.error()).isEqualTo(1460);
        assertThat(failure).hasMessageContaining(DEVICE.toString()).hasMessageContaining("not in range");
    }

    @Test
    void aDeviceOutOfRangeIsNotFound() throws Exception {
        add(DEVICE, Map.of("inRange", false));

        provider.updateVisibility(DEVICE);

        assertThat(provider.devices()).extracting(WfdDevice::visible).containsExactly(false);
    }

    @Test
    void aDeviceThatLeavesWhileItOpensFailsTheOpen() throws Exception {
        SimDevice device = add(DEVICE, Map.of("openDelayMs", 3_600_000));
        WfdSession session = provider.open().startOpenSession(DEVICE);

        provider.removeDevice(device);

        assertThat(failure(session.opened()).error()).isEqualTo(WfdError.ERROR_INVALID_PARAMETER);
    }

    @Test
    void anUnpairedDeviceLosesItsSession() throws Exception {
        SimDevice device = add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        configure(device, DEVICE, Map.of("paired", false));

        assertThat(result(session.closed())).isEqualTo(SessionEnd.DEVICE_DEPARTED);
    }

    @Test
    void aNewNameDisturbsNoSession() throws Exception {
        SimDevice device = add(DEVICE, Map.of());
        add(OTHER, Map.of());
        WfdSession session = openSession(DEVICE);

        configure(device, DEVICE, Map.of("name", "kitchen"));
        openSession(OTHER); // whatever the change has begun is done by now

        assertThat(session.link()).isNotNull();
    }

    @Test
    void aDeviceHasOneSessionAtATime() throws Exception {
        add(DEVICE, Map.of());
        openSession(DEVICE);

        assertThatExceptionOfType(WfdException.class)
                .isThrownBy(() -> provider.open().startOpenSession(DEVICE))
                .withMessageContaining("has a session")
                .returns(WfdError.ERROR_INVALID_STATE, WfdException::error);
    }

    @Test
    void aDeviceWithASessionTakesNoOther() throws Exception {
        add(DEVICE, Map.of());

        openSession(DEVICE);

        assertThat(provider.devices()).extracting(WfdDevice::sessionAvailable).containsExactly(false);
    }

    @Test
    void aLinkHasTheConfiguredRate() throws Exception {
        add(DEVICE, Map.of("linkRate", 12_000_000L, "maximumThroughput", 54_000_000L));

        WfdSession session = openSession(DEVICE);

        assertThat(session.stats().rates()).contains(new LinkRates(12_000_000, 54_000_000, 54_000_000));
    }

    @Test
    void cancellingEndsALongOpenAtOnce() throws Exception {
        add(DEVICE, Map.of("openDelayMs", 3_600_000));
        WfdSession session = provider.open().startOpenSession(DEVICE);

        session.cancelOpen();

        assertThat(failure(session.opened()).error()).isEqualTo(WfdError.ERROR_CANCELLED);
    }

    @Test
    void anInterruptCancelsALegacyOpen() throws Exception {
        add(DEVICE, Map.of("openDelayMs", 3_600_000));
        WfdHandle handle = provider.open();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(WfdException.class)
                .isThrownBy(() -> handle.openLegacySession(DEVICE))
                .returns(WfdError.ERROR_CANCELLED, WfdException::error);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ofTwoDevicesWithOneAddressTheFirstCounts() {
        add(DEVICE, Map.of("name", "first"));
        add(DEVICE, Map.of("name", "second"));

        assertThat(provider.devices()).extracting(WfdDevice::name).containsExactly("first");
    }

    @Test
    void theSecondOfTwoDevicesWithOneAddressTakesOverWhenTheFirstGoes() {
        SimDevice first = add(DEVICE, Map.of("name", "first"));
        add(DEVICE, Map.of("name", "second"));

        provider.removeDevice(first);

        assertThat(provider.devices()).extracting(WfdDevice::name).containsExactly("second");
    }

    @Test
    void aDeviceWithANewAddressIsAnotherDevice() throws Exception {
        SimDevice device = add(DEVICE, Map.of());
        WfdSession session = openSession(DEVICE);

        configure(device, OTHER, Map.of());

        assertThat(result(session.closed())).isEqualTo(SessionEnd.DEVICE_DEPARTED);
        assertThat(provider.devices()).extracting(WfdDevice::address).containsExactly(OTHER);
    }

    @Test
    void sessionsLeaveNoThreadsBehind() throws Exception {
        provider.bindSink(new PlainSink());
        add(DEVICE, Map.of());
        WfdHandle handle = provider.open();
        for (int i = 0; i < 100; i++) {
            WfdSession session = openSession(handle, DEVICE);
            session.close();
            result(session.closed());
        }

        await().atMost(ofSeconds(30))
                .until(() -> threadsOfProviders().stream().noneMatch(name -> name.contains("worker")));
    }

    @Test
    void aStoppedProviderLeavesNoThreadsBehind() throws Exception {
        add(DEVICE, Map.of());
        openSession(DEVICE);

        provider.deactivate();

        await().atMost(ofSeconds(30)).until(() -> threadsOfProviders().isEmpty());
    }

    @Test
    void aHandleForgetsSessionsThatHaveEnded() throws Exception {
        add(DEVICE, Map.of());
        SimHandle handle = (SimHandle) provider.open();
        WfdSession session = openSession(handle, DEVICE);
        session.close();
        result(session.closed());

        assertThat(handle.sessions()).isEmpty();
    }

    @Test
    void nothingIsKnownOfFramesWithoutATelevision() throws Exception {
        add(DEVICE, Map.of());

        assertThat(openSession(DEVICE).stats().frames()).isEqualTo(Optional.empty());
    }

    private static List<String> threadsOfProviders() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("wfd.sim"))
                .toList();
    }
}
