// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static wfd.tck.PaperWifiDirect.Service.IS_DISABLED;
import static wfd.tck.PaperWifiDirect.Service.IS_STOPPED;
import static wfd.tck.PaperWifiDirect.Service.RUNS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import wfd.api.MacAddress;
import wfd.api.PairingPin;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectPairing;

/** Every situation that there is, for {@link PaperWifiDirect}. */
final class PaperUnderTest implements ProviderUnderTest {
    private final PaperWifiDirect provider;
    private final Duration patience;
    private volatile BiConsumer<String, Map<String, ?>> events = (topic, properties) -> {};

    PaperUnderTest(Set<Flaw> flaws, Duration patience) {
        this.patience = patience;
        provider = new PaperWifiDirect(flaws, (topic, properties) -> events.accept(topic, properties));
    }

    @Override
    public String name() {
        return provider.has(Flaw.HAS_ANOTHER_NAME) ? "another" : "paper";
    }

    @Override
    public WifiDirect wifiDirect() {
        return provider;
    }

    @Override
    public List<MacAddress> pairedDevices() {
        return List.of(PaperWifiDirect.FIRST, PaperWifiDirect.SECOND);
    }

    @Override
    public void deliverEvents(BiConsumer<String, Map<String, ?>> receiver) {
        events = receiver;
    }

    @Override
    public Optional<MacAddress> unpairedDevice() {
        return Optional.of(PaperWifiDirect.UNPAIRED);
    }

    @Override
    public Optional<MacAddress> hiddenDevice() {
        return Optional.of(PaperWifiDirect.HIDDEN);
    }

    @Override
    public Optional<MacAddress> slowDevice() {
        return Optional.of(PaperWifiDirect.SLOW);
    }

    @Override
    public Optional<FailingDevice> failingDevice() {
        return Optional.of(new FailingDevice(
                PaperWifiDirect.FAILING,
                PaperSession.TIMED_OUT.error(),
                PaperSession.TIMED_OUT.reasonCode(),
                PaperSession.TIMED_OUT.getMessage()));
    }

    @Override
    public Optional<MacAddress> legacyDevice() {
        return Optional.of(PaperWifiDirect.FIRST);
    }

    @Override
    public OptionalInt handleLimit() {
        return OptionalInt.of(PaperWifiDirect.HANDLE_LIMIT);
    }

    @Override
    public Optional<SystemService> systemService() {
        return Optional.of(new SystemService() {
            @Override
            public void stop() {
                provider.turn(IS_STOPPED);
            }

            @Override
            public void disable() {
                provider.turn(IS_DISABLED);
            }

            @Override
            public void start() {
                provider.turn(RUNS);
            }
        });
    }

    @Override
    public Optional<Surroundings> surroundings() {
        return Optional.of(new Surroundings() {
            @Override
            public MacAddress arrive() {
                return provider.arrive();
            }

            @Override
            public void rename(MacAddress device, String name) {
                provider.rename(device, name);
            }

            @Override
            public void depart(MacAddress device) {
                provider.depart(device);
            }

            @Override
            public void breakLink(MacAddress device) {
                provider.breakLink(device);
            }
        });
    }

    @Override
    public Optional<Pairing> pairing() {
        return Optional.of(new Pairing() {
            @Override
            public WifiDirectPairing service() {
                return provider.pairing;
            }

            @Override
            public MacAddress buttonDevice() {
                return PaperWifiDirect.UNPAIRED;
            }

            @Override
            public MacAddress pinDevice() {
                return PaperWifiDirect.SHOWS_PIN;
            }

            @Override
            public PairingPin pin() {
                return PaperPairing.PIN;
            }

            @Override
            public MacAddress keypadDevice() {
                return PaperWifiDirect.TAKES_PIN;
            }
        });
    }

    @Override
    public Optional<WfdProviderStatus> status() {
        return Optional.of(provider);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void stop() {
        provider.shutDown();
    }
}
