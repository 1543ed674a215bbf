// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/** One test of one provider: what the rules need to say what they mean. */
public final class Trial {
    /** An event as it was delivered. */
    record ObservedEvent(String topic, Map<String, ?> properties) {}

    /** What a stage came to; both are null if it completed with null. */
    record Outcome<T>(T value, Throwable failure, Thread thread) {}

    private final ProviderUnderTest provider;
    private final List<WfdHandle> handles = new CopyOnWriteArrayList<>();
    private final Object eventMonitor = new Object();
    /** Guarded by eventMonitor. */
    private final List<ObservedEvent> events = new ArrayList<>();

    Trial(ProviderUnderTest provider) {
        this.provider = provider;
        provider.deliverEvents((topic, properties) -> {
            synchronized (eventMonitor) {
                events.add(new ObservedEvent(topic, properties));
                eventMonitor.notifyAll();
            }
        });
    }

    ProviderUnderTest provider() {
        return provider;
    }

    WifiDirect wifiDirect() {
        return provider.wifiDirect();
    }

    Duration patience() {
        return provider.patience();
    }

    /** The end of a test that needs a situation which the provider can't be brought into; reported as skipped. */
    static <T> T missing(String what) {
        return Assumptions.abort("the provider under test has no " + what);
    }

    MacAddress device() {
        return provider.pairedDevices().stream().findFirst().orElseGet(() -> missing("paired device"));
    }

    MacAddress secondDevice() {
        return provider.pairedDevices().stream().skip(1).findFirst().orElseGet(() -> missing("second paired device"));
    }

    MacAddress unpairedDevice() {
        return provider.unpairedDevice().orElseGet(() -> missing("unpaired device"));
    }

    MacAddress slowDevice() {
        return provider.slowDevice().orElseGet(() -> missing("device that opens slowly"));
    }

    MacAddress legacyDevice() {
        return provider.legacyDevice().orElseGet(() -> missing("legacy device"));
    }

    ProviderUnderTest.FailingDevice failingDevice() {
        return provider.failingDevice().orElseGet(() -> missing("device that fails to open"));
    }

    ProviderUnderTest.SystemService systemService() {
        return provider.systemService().orElseGet(() -> missing("system service that can be stopped"));
    }

    ProviderUnderTest.Pairing pairing() {
        return provider.pairing().orElseGet(() -> missing("pairing (wfd.api.WifiDirectPairing)"));
    }

    ProviderUnderTest.Surroundings surroundings() {
        return provider.surroundings().orElseGet(() -> missing("devices that can be brought and removed"));
    }

    /** An address that no device has. */
    MacAddress unknownDevice() {
        MacAddress address = MacAddress.parse("02:ff:ff:ff:ff:fe");
        while (known(address).isPresent()) address = new MacAddress(address.bits() - 1);
        return address;
    }

    /** What is known of a device now. */
    Optional<WfdDevice> known(MacAddress address) {
        return wifiDirect().devices().stream()
                .filter(device -> device.address().equals(address))
                .findFirst();
    }

    /** A handle that is closed at the end at the latest. */
    WfdHandle handle() throws WfdException {
        WfdHandle handle = wifiDirect().open();
        handles.add(handle);
        return handle;
    }

    /** A session that is open. */
    WfdSession openSession(WfdHandle handle, MacAddress device) throws Exception {
        WfdSession session = handle.startOpenSession(device);
        result(session.opened(), "the open of " + device);
        return session;
    }

    /** A session whose open fails, and perhaps has failed. Not there if the provider refuses at once. */
    WfdSession startFailingSession() throws WfdException {
        WfdHandle handle = handle();
        MacAddress device = failingDevice().address();
        try {
            return handle.startOpenSession(device);
        } catch (WfdException refused) {
            return Assumptions.abort("the provider under test refuses at once: " + refused);
        }
    }

    /** A session whose open has failed. */
    WfdSession failedSession() throws Exception {
        WfdSession session = startFailingSession();
        failure(session.opened(), "the open of " + session.device());
        return session;
    }

    /** A legacy session that is open. */
    WfdSession legacySession() throws Exception {
        MacAddress device = legacyDevice();
        WfdHandle handle = handle();
        return within("opening a legacy session", () -> handle.openLegacySession(device));
    }

    /** Opens and closes another session, so that whatever the provider had to do before must have been done. */
    void goThroughAnotherSession(WfdHandle handle, MacAddress device) throws Exception {
        WfdSession session = openSession(handle, device);
        session.close();
        result(session.closed(), "the end of the session to " + device);
    }

    /** How the open was refused, be it at once or as its result. */
    WfdException refusal(WfdHandle handle, MacAddress device) throws Exception {
        WfdSession session;
        try {
            session = handle.startOpenSession(device);
        } catch (WfdException refused) {
            return refused;
        }
        return failure(session.opened(), "the open of " + device);
    }

    /** What a call is refused with. */
    WfdException refusalOf(Callable<?> call) {
        try {
            return fail("was not refused, but gave " + call.call());
        } catch (WfdException refused) {
            return refused;
        } catch (Exception other) {
            return fail("was refused with something else than a WfdException", other);
        }
    }

    <T> T result(CompletionStage<T> stage, String what) throws Exception {
        Outcome<T> outcome = outcome(stage, what);
        if (outcome.failure() != null) fail(what + " failed", outcome.failure());
        return outcome.value();
    }

    WfdException failure(CompletionStage<?> stage, String what) throws Exception {
        Outcome<?> outcome = outcome(stage, what);
        assertThat(outcome.failure())
                .as("failure of " + what + " (value " + outcome.value() + ")")
                .isInstanceOf(WfdException.class);
        return (WfdException) outcome.failure();
    }

    <T> Outcome<T> outcome(CompletionStage<T> stage, String what) throws Exception {
        CompletableFuture<Outcome<T>> seen = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> seen.complete(new Outcome<>(value, failure, Thread.currentThread())));
        try {
            return seen.get(patience().toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            return fail(what + " has not completed within " + patience());
        }
    }

    /** Does on another thread what may block, and says so if it does for too long. */
    <T> T within(String what, Callable<T> call) throws Exception {
        FutureTask<T> task = started(what, call);
        try {
            return task.get(patience().toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            return fail(what + " has not returned within " + patience());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    /** Begins on another thread what may block. */
    <T> FutureTask<T> started(String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "tck " + what);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    void closeWithin(WfdHandle handle) throws Exception {
        within("closing a handle", () -> {
            handle.close();
            return null;
        });
    }

    /** The first event of a topic about a device, as soon as there is one. */
    ObservedEvent firstEvent(String topic, MacAddress device) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        synchronized (eventMonitor) {
            while (true) {
                for (ObservedEvent event : events)
                    if (event.topic().equals(topic) && isAbout(device, event)) return event;
                long left = end - System.nanoTime();
                if (left <= 0) return fail("no event " + topic + " about " + device + " but " + events);
                NANOSECONDS.timedWait(eventMonitor, left);
            }
        }
    }

    /** The topics of all events about a device, in order. */
    List<String> topicsAbout(MacAddress device) {
        synchronized (eventMonitor) {
            return events.stream()
                    .filter(event -> isAbout(device, event))
                    .map(ObservedEvent::topic)
                    .toList();
        }
    }

    private static boolean isAbout(MacAddress device, ObservedEvent event) {
        return device.toString().equals(event.properties().get(DeviceEvents.DEVICE_ADDRESS));
    }

    /** Closes what is open, then the provider. */
    void end() throws Exception {
        try {
            for (WfdHandle handle : handles) closeWithin(handle);
        } finally {
            provider.stop();
        }
    }
}
