// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import miracast.api.Inventory;
import miracast.api.audio.AudioSource;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.EndedCast;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkSession;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import wfd.api.MacAddress;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectPairing;
import wfd.api.WifiDirectProvider;

/**
 * What the commands see of the framework, at this moment: all of it may come later, go, and be replaced while a command runs.
 * The fields are set by Declarative Services, on any thread.
 */
@Component(service = Parts.class)
public final class Parts {
    private static final long LOOK_AGAIN_MS = 50;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CastService casts;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<DeclaredCast> declarations = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile MiracastSink sink;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<VideoEncoder> encoders = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, FrameSource>> sources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, AudioSource>> audioSources = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Inventory> inventories = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, WifiDirect>> wifiDirects = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WfdProviderStatus> wifiDirectStatus = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, WifiDirectPairing>> wifiDirectPairings = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ServiceComponentRuntime components;

    /** Waits until a fact has a value; empty if it has none in time. */
    <T> Optional<T> await(Duration patience, Supplier<Optional<T>> fact) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> value = fact.get();
            if (value.isPresent() || System.nanoTime() - end >= 0) {
                return value;
            }
            // Not only services come and go: what they tell changes without notice.
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    /**
     * The host.
     *
     * @throws IllegalStateException if there is none now: says what it waits for
     */
    CastService host() {
        CastService now = casts;
        if (now == null) {
            throw new IllegalStateException(missing(CastService.class));
        }
        return now;
    }

    /** The casts that have not ended; none without a host. */
    List<Cast> castsNow() {
        CastService now = casts;
        return now == null ? List.of() : now.casts();
    }

    /** What is left of the casts that ended last, oldest first; nothing without a host. */
    List<EndedCast> castsEnded() {
        CastService now = casts;
        return now == null ? List.of() : now.ended();
    }

    /** That a service is not there and why, in sentences. */
    String missing(Class<?> service) {
        return "There is no " + service.getSimpleName() + ". " + String.join(" ", Diagnosis.of(components, service));
    }

    /**
     * The provider that knows a device.
     *
     * @throws IllegalArgumentException if none does: lists the devices that are known
     */
    WifiDirect providerOf(MacAddress device) {
        return providerServiceOf(device).getValue();
    }

    /**
     * What pairs a device.
     *
     * @throws IllegalArgumentException if no provider knows it
     * @throws CommandFailure if its provider cannot pair
     */
    WifiDirectPairing pairingOf(MacAddress device) throws CommandFailure {
        String provider = providerName(providerServiceOf(device));
        return wifiDirectPairings.stream()
                .filter(pairing -> provider.equals(pairing.getKey().get(WifiDirectProvider.NAME)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNAVAILABLE,
                        "Provider " + provider + " cannot pair. Pair " + device + " in the settings of the system"
                                + " (Windows: Settings, Bluetooth & devices, Add device, Wireless display or dock),"
                                + " and see wfd:devices."));
    }

    private Map.Entry<Map<String, Object>, WifiDirect> providerServiceOf(MacAddress device) {
        return wifiDirects.stream()
                .filter(provider -> provider.getValue().devices().stream()
                        .anyMatch(known -> known.address().equals(device)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no device " + device + ". Known are "
                        + wifiDirects.stream()
                                .flatMap(provider -> provider.getValue().devices().stream())
                                .map(known -> known.address() + " (" + known.name() + ")")
                                .collect(Collectors.joining(", ", "[", "]"))
                        + "."));
    }

    /** Name of a Wi-Fi Direct provider. */
    static String providerName(Map.Entry<Map<String, Object>, WifiDirect> provider) {
        return String.valueOf(provider.getKey().get(WifiDirectProvider.NAME));
    }

    /** What the sink is receiving, for simulated displays and others. */
    List<SinkSession> sinkSessions() {
        MiracastSink now = sink;
        return now == null ? List.of() : now.sessions();
    }

    /** The names of the sources of sound. */
    List<String> audioSourceNames() {
        return audioSources.stream()
                .map(source -> String.valueOf(source.getKey().get(AudioSource.NAME)))
                .toList();
    }

    /** The names of the frame sources. */
    List<String> sourceNames() {
        return sources.stream()
                .map(source -> String.valueOf(source.getKey().get(FrameSource.NAME)))
                .toList();
    }
}
