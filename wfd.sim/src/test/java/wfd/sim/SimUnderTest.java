// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import wfd.api.MacAddress;
import wfd.api.PairingPin;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectPairing;
import wfd.tck.ProviderUnderTest;

/** The components without a framework: this class does what Declarative Services would do. */
final class SimUnderTest implements ProviderUnderTest {
    private static final int HANDLE_LIMIT = 5;
    private static final MacAddress FIRST = MacAddress.parse("02:00:00:00:77:01");
    private static final MacAddress SECOND = MacAddress.parse("02:00:00:00:77:02");
    private static final MacAddress SLOW = MacAddress.parse("02:00:00:00:77:03");
    private static final MacAddress FAILING = MacAddress.parse("02:00:00:00:77:04");
    private static final MacAddress UNPAIRED = MacAddress.parse("02:00:00:00:77:05");
    private static final MacAddress HIDDEN = MacAddress.parse("02:00:00:00:77:06");

    private static final MacAddress SHOWS_PIN = MacAddress.parse("02:00:00:00:77:07");
    private static final MacAddress TAKES_PIN = MacAddress.parse("02:00:00:00:77:08");
    private static final String PIN = "0417";

    private final SimWifiDirect provider = Configured.provider(Map.of("handleLimit", HANDLE_LIMIT));
    private final ConcurrentMap<MacAddress, SimDevice> devices = new ConcurrentHashMap<>();
    private final AtomicInteger newcomers = new AtomicInteger();
    private volatile BiConsumer<String, Map<String, ?>> receiver = (topic, properties) -> {};

    SimUnderTest() {
        provider.bindEventAdmin(new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                Map<String, Object> properties = new HashMap<>();
                for (String name : event.getPropertyNames()) properties.put(name, event.getProperty(name));
                receiver.accept(event.getTopic(), properties);
            }

            @Override
            public void sendEvent(Event event) {
                throw new UnsupportedOperationException("would run handlers on our thread");
            }
        });
        provider.bindSink(new PlainSink());
        add(FIRST, Map.of());
        add(SECOND, Map.of());
        add(SLOW, Map.of("openDelayMs", 300));
        add(FAILING, Map.of("openError", 1460, "openReasonCode", 0x00050005));
        add(UNPAIRED, Map.of("paired", false));
        add(HIDDEN, Map.of("visible", false));
        add(SHOWS_PIN, Map.of("paired", false, "pairing", "shows-pin", "pin", PIN));
        add(TAKES_PIN, Map.of("paired", false, "pairing", "takes-pin"));
    }

    private void add(MacAddress address, Map<String, ?> values) {
        SimDevice device = Configured.device(address.toString(), values);
        devices.put(address, device);
        provider.addDevice(device);
    }

    private void configure(MacAddress address, Map<String, ?> values) {
        SimDevice device = devices.get(address);
        device.modified(Configured.deviceConfig(address.toString(), values));
        provider.deviceChanged(device);
    }

    @Override
    public String name() {
        return "sim";
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
    public Optional<MacAddress> unpairedDevice() {
        return Optional.of(UNPAIRED);
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
        return Optional.of(new FailingDevice(FAILING, 1460, 0x00050005, "simulated ERROR_TIMEOUT (1460)"));
    }

    @Override
    public Optional<MacAddress> legacyDevice() {
        return Optional.of(FIRST);
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
                turn("stopped");
            }

            @Override
            public void disable() {
                turn("disabled");
            }

            @Override
            public void start() {
                turn("running");
            }

            private void turn(String service) {
                provider.modified(Configured.providerConfig(Map.of("service", service)));
            }
        });
    }

    @Override
    public Optional<Surroundings> surroundings() {
        return Optional.of(new Surroundings() {
            @Override
            public MacAddress arrive() {
                MacAddress address = new MacAddress(TAKES_PIN.bits() + newcomers.incrementAndGet());
                add(address, Map.of());
                return address;
            }

            @Override
            public void rename(MacAddress device, String name) {
                configure(device, Map.of("name", name));
            }

            @Override
            public void depart(MacAddress device) {
                provider.removeDevice(devices.remove(device));
            }

            @Override
            public void breakLink(MacAddress device) {
                configure(device, Map.of("inRange", false));
            }
        });
    }

    @Override
    public Optional<Pairing> pairing() {
        return Optional.of(new Pairing() {
            @Override
            public WifiDirectPairing service() {
                return provider;
            }

            @Override
            public MacAddress buttonDevice() {
                return UNPAIRED;
            }

            @Override
            public MacAddress pinDevice() {
                return SHOWS_PIN;
            }

            @Override
            public PairingPin pin() {
                return new PairingPin(PIN);
            }

            @Override
            public MacAddress keypadDevice() {
                return TAKES_PIN;
            }
        });
    }

    @Override
    public Optional<WfdProviderStatus> status() {
        return Optional.of(provider);
    }

    @Override
    public void stop() {
        provider.deactivate();
    }
}
