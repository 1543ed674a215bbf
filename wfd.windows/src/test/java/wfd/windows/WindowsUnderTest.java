// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventHandler;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.tck.ProviderUnderTest;

/** The bundle in a framework, on the stand-in. */
final class WindowsUnderTest implements ProviderUnderTest {
    private static final int HANDLE_LIMIT = 6;
    private static final MacAddress FIRST = MacAddress.parse("02:00:00:00:78:01");
    private static final MacAddress SECOND = MacAddress.parse("02:00:00:00:78:02");
    private static final MacAddress SLOW = MacAddress.parse("02:00:00:00:78:03");
    private static final MacAddress FAILING = MacAddress.parse("02:00:00:00:78:04");
    private static final MacAddress HIDDEN = MacAddress.parse("02:00:00:00:78:06");
    private static final String FILTER = "(wfd.provider.name=windows)";

    private final StandIn standIn;
    private final BundleContext context;
    private final Bundle bundle;
    private final AtomicInteger newcomers = new AtomicInteger();
    private volatile BiConsumer<String, Map<String, ?>> receiver = (topic, properties) -> {};
    private final ServiceRegistration<EventHandler> handler;
    private volatile WifiDirect provider;

    /** The bundle must not run yet. */
    WindowsUnderTest(StandIn standIn, BundleContext context, Bundle bundle) throws Exception {
        this.standIn = standIn;
        this.context = context;
        this.bundle = bundle;
        standIn.functions().standin_handle_limit(HANDLE_LIMIT);
        standIn.device(FIRST, "first");
        standIn.device(SECOND, "second");
        standIn.device(SLOW, "slow", true, 300, 0, 0, 0);
        standIn.device(FAILING, "failing", true, 20, 1460, 0x00050005, 0);
        standIn.device(HIDDEN, "hidden", false, 0, 0, 0, 0);
        handler = context.registerService(
                EventHandler.class,
                event -> {
                    Map<String, Object> properties = new HashMap<>();
                    for (String name : event.getPropertyNames()) properties.put(name, event.getProperty(name));
                    receiver.accept(event.getTopic(), properties);
                },
                new Hashtable<>(Map.of("event.topics", DeviceEvents.ALL_DEVICE_EVENTS)));
        bundle.start();
        awaitAvailable(true);
    }

    private void awaitAvailable(boolean expected) {
        await().atMost(ofSeconds(60)).until(() -> find().isPresent() == expected);
        find().ifPresent(found -> provider = found);
    }

    private Optional<WifiDirect> find() {
        return service(WifiDirect.class);
    }

    private <T> Optional<T> service(Class<T> type) {
        try {
            Collection<ServiceReference<T>> found = context.getServiceReferences(type, FILTER);
            return found.stream().findFirst().map(context::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(FILTER, e);
        }
    }

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public WifiDirect wifiDirect() {
        return provider;
    }

    @Override
    public List<MacAddress> pairedDevices() {
        return List.of(FIRST, SECOND);
    }

    @Override
    public void deliverEvents(BiConsumer<String, Map<String, ?>> eventReceiver) {
        receiver = eventReceiver;
    }

    @Override
    public Optional<MacAddress> hiddenDevice() {
        return Optional.of(HIDDEN);
    }

    @Override
    public Optional<MacAddress> slowDevice() {
        return Optional.of(SLOW);
    }

    @Override
    public Optional<FailingDevice> failingDevice() {
        return Optional.of(new FailingDevice(FAILING, 1460, 0x00050005, "stand-in reason 327685"));
    }

    @Override
    public Optional<MacAddress> legacyDevice() {
        return Optional.of(FIRST);
    }

    /** WFDOpenLegacySession has no reason code. */
    @Override
    public int legacyReasonCode(FailingDevice device) {
        return 0;
    }

    @Override
    public OptionalInt handleLimit() {
        return OptionalInt.of(HANDLE_LIMIT);
    }

    @Override
    public Optional<SystemService> systemService() {
        return Optional.of(new SystemService() {
            @Override
            public void stop() {
                standIn.functions().standin_service(StandIn.STOPPED);
                awaitAvailable(false);
            }

            @Override
            public void disable() {
                standIn.functions().standin_service(StandIn.DISABLED);
            }

            @Override
            public void start() {
                standIn.functions().standin_service(StandIn.RUNNING);
                awaitAvailable(true);
            }
        });
    }

    @Override
    public Optional<Surroundings> surroundings() {
        return Optional.of(new Surroundings() {
            @Override
            public MacAddress arrive() {
                MacAddress address = new MacAddress(HIDDEN.bits() + newcomers.incrementAndGet());
                standIn.device(address, "newcomer");
                return address;
            }

            @Override
            public void rename(MacAddress device, String name) {
                standIn.device(device, name);
            }

            @Override
            public void depart(MacAddress device) {
                standIn.functions().standin_remove(device.bits());
            }

            @Override
            public void breakLink(MacAddress device) {
                standIn.functions().standin_break_link(device.bits());
            }
        });
    }

    /** Whether the provider's service is there. */
    boolean isOffered() {
        return find().isPresent();
    }

    @Override
    public Optional<WfdProviderStatus> status() {
        return service(WfdProviderStatus.class);
    }

    @Override
    public void stop() throws Exception {
        bundle.stop();
        // What the stop has queued for the Event Admin still comes.
        if (standIn.functions().standin_invalid_uses() != 0)
            throw new AssertionError("handles were used that are closed: " + standIn.calls());
    }

    /** When the test is over. */
    void forget() {
        handler.unregister();
    }
}
