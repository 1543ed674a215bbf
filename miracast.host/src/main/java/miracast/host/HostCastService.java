// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import miracast.api.Inventory;
import miracast.api.audio.AudioSource;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.EndedCast;
import miracast.api.configuration.Configured;
import miracast.api.driver.MiracastDriver;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameConverter;
import miracast.api.frames.FrameSource;
import miracast.api.input.InputConsumer;
import miracast.host.link.LinkProvider;
import miracast.host.session.DriverSupply;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ReferenceScope;
import org.osgi.service.metatype.annotations.Designate;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/**
 * The cast service as a component. Everything that can be exchanged while casts run is bound dynamically: an unbind method returns
 * when no cast uses the service any more, or after some seconds. Immediate, since a delayed component is deactivated, and with it
 * every cast, when its last consumer looks away.
 */
@Component(
        service = {CastService.class, DeviceWatch.class},
        immediate = true,
        configurationPid = HostConfig.PID)
@Designate(ocd = HostConfig.class)
public final class HostCastService implements CastService, DeviceWatch {
    /** How long a provider of Wi-Fi Direct that goes may take to close its handle. */
    private static final long CLOSE_PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private final Configured<HostConfig, HostSettings> configured;
    private final Host host;
    private final Map<Object, DriverSupply> supplies = new ConcurrentHashMap<>();
    private final Map<WifiDirect, LinkProvider> links = new ConcurrentHashMap<>();

    /** @throws IOException if the system gives no selector */
    @Activate
    public HostCastService(@Reference LiveSettings settings, HostConfig config) throws IOException {
        configured = settings.configured();
        configured.update(config);
        host = new Host(configured.settings());
    }

    @Modified
    void modified(HostConfig config) {
        configured.update(config);
        host.settings(configured.settings());
    }

    @Deactivate
    void close() {
        host.close();
    }

    @Override
    public Cast cast(CastRequest request) {
        return host.cast(request);
    }

    @Override
    public List<Cast> casts() {
        return host.casts();
    }

    @Override
    public Optional<Cast> cast(String id) {
        return host.cast(id);
    }

    @Override
    public List<EndedCast> ended() {
        return host.ended();
    }

    @Override
    public void deviceChanged(Map<String, ?> device) {
        host.deviceChanged(device);
    }

    // ---- what can be exchanged

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEncoder(VideoEncoder encoder, Map<String, Object> properties) {
        host.encoders().add(encoder, properties);
    }

    void updatedEncoder(VideoEncoder encoder, Map<String, Object> properties) {
        host.encoders().add(encoder, properties);
    }

    void unbindEncoder(VideoEncoder encoder) {
        host.encoders().remove(encoder);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(FrameSource source, Map<String, Object> properties) {
        host.media().sources().add(source, properties);
    }

    void updatedSource(FrameSource source, Map<String, Object> properties) {
        host.media().sources().add(source, properties);
    }

    void unbindSource(FrameSource source) {
        host.media().sources().remove(source);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAudioSource(AudioSource source, Map<String, Object> properties) {
        host.media().sounds().add(source, properties);
    }

    void updatedAudioSource(AudioSource source, Map<String, Object> properties) {
        host.media().sounds().add(source, properties);
    }

    void unbindAudioSource(AudioSource source) {
        host.media().sounds().remove(source);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAudioEncoder(AudioEncoder encoder, Map<String, Object> properties) {
        host.audioEncoders().add(encoder, properties);
    }

    void updatedAudioEncoder(AudioEncoder encoder, Map<String, Object> properties) {
        host.audioEncoders().add(encoder, properties);
    }

    void unbindAudioEncoder(AudioEncoder encoder) {
        host.audioEncoders().remove(encoder);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConverter(FrameConverter converter, Map<String, Object> properties) {
        host.media().converters().add(converter, properties);
    }

    void updatedConverter(FrameConverter converter, Map<String, Object> properties) {
        host.media().converters().add(converter, properties);
    }

    void unbindConverter(FrameConverter converter) {
        host.media().converters().remove(converter);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            scope = ReferenceScope.PROTOTYPE_REQUIRED)
    void bindDriver(ComponentServiceObjects<MiracastDriver> driver, Map<String, Object> properties) {
        DriverSupply supply = new DriverService(driver, properties);
        supplies.put(driver.getServiceReference(), supply);
        host.drivers().add(supply, properties);
    }

    void updatedDriver(ComponentServiceObjects<MiracastDriver> driver, Map<String, Object> properties) {
        DriverSupply supply = supplies.get(driver.getServiceReference());
        if (supply != null) {
            host.drivers().add(supply, properties);
        }
    }

    void unbindDriver(ComponentServiceObjects<MiracastDriver> driver) {
        DriverSupply supply = supplies.remove(driver.getServiceReference());
        if (supply != null) {
            host.drivers().remove(supply);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvider(WifiDirect provider, Map<String, Object> properties) {
        Object name = properties.get(WifiDirectProvider.NAME);
        LinkProvider link = new LinkProvider(provider, String.valueOf(name));
        links.put(provider, link);
        host.providers().add(link, properties);
    }

    void updatedProvider(WifiDirect provider, Map<String, Object> properties) {
        LinkProvider link = links.get(provider);
        if (link != null) {
            host.providers().add(link, properties);
        }
    }

    void unbindProvider(WifiDirect provider) {
        LinkProvider link = links.remove(provider);
        if (link != null) {
            host.providers().remove(link);
            link.close(CLOSE_PATIENCE_NS);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInventory(Inventory inventory) {
        host.parts().add(inventory);
    }

    void unbindInventory(Inventory inventory) {
        host.parts().remove(inventory);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInputConsumer(InputConsumer consumer) {
        host.input().add(consumer);
    }

    void unbindInputConsumer(InputConsumer consumer) {
        host.input().remove(consumer);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAnnouncer(CastAnnouncer announcer) {
        host.announcer(announcer);
    }

    void unbindAnnouncer(CastAnnouncer announcer) {
        host.forget(announcer);
    }
}
