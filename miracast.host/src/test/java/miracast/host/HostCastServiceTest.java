// SPDX-License-Identifier: Apache-2.0
package miracast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.driver.MiracastDriver;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.FrameSource;
import miracast.host.convert.JavaFrameConverter;
import miracast.host.fake.FakeEncoder;
import miracast.host.fake.FakeSource;
import miracast.host.fake.FakeWifiDirect;
import miracast.host.fake.TestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import wfd.api.WifiDirectProvider;

/** What the component makes of what DS binds, updates and unbinds. */
@Timeout(120)
class HostCastServiceTest {
    private final HostCastService service;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<Socket> sinks = new ArrayList<>();

    HostCastServiceTest() throws IOException {
        service = new HostCastService(new LiveSettings(), config(Map.of()));
    }

    /** As Declarative Services would make it: defaults but for the given values. */
    private static HostConfig config(Map<String, Object> values) {
        return (HostConfig) Proxy.newProxyInstance(
                HostConfig.class.getClassLoader(),
                new Class<?>[] {HostConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @BeforeEach
    void bindWhatMakesPictures() {
        service.bindEncoder(new FakeEncoder("a"), Map.of(VideoEncoder.NAME, "a", "service.id", 1L));
        service.bindSource(new FakeSource(), Map.of(FrameSource.NAME, "fake", "service.id", 2L));
        service.bindConverter(new JavaFrameConverter(), Map.of("service.id", 3L));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
        for (Socket sink : sinks) {
            sink.close();
        }
    }

    /** Service objects of a driver, which are null where the component cannot be activated. */
    private final class Drivers implements ComponentServiceObjects<MiracastDriver> {
        private final String name;
        private final Supplier<MiracastDriver> object;

        @SuppressWarnings("unchecked")
        private final ServiceReference<MiracastDriver> reference =
                (ServiceReference<MiracastDriver>) Proxy.newProxyInstance(
                        ServiceReference.class.getClassLoader(),
                        new Class<?>[] {ServiceReference.class},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> throw new UnsupportedOperationException(method.getName());
                        });

        Drivers(String name, Supplier<MiracastDriver> object) {
            this.name = name;
            this.object = object;
        }

        Map<String, Object> properties(int ranking) {
            Map<String, Object> properties = new HashMap<>();
            properties.put("miracast.driver.name", name);
            properties.put("service.id", (long) name.charAt(0));
            properties.put("service.ranking", ranking);
            properties.put("component.name", "miracast.driver.Source");
            return properties;
        }

        @Override
        public MiracastDriver getService() {
            taken.add(name);
            return object.get();
        }

        @Override
        public void ungetService(MiracastDriver driver) {
            taken.remove(name);
        }

        @Override
        public ServiceReference<MiracastDriver> getServiceReference() {
            return reference;
        }
    }

    private Cast listening(boolean once) {
        Cast cast = service.cast(
                CastRequest.to(CastTarget.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                        .source("fake")
                        .once(once)
                        .build());
        HostRig.until(() -> cast.listening().isPresent());
        return cast;
    }

    private void connect(Cast cast) throws IOException {
        InetSocketAddress address = cast.listening().orElseThrow();
        sinks.add(new Socket(address.getAddress(), address.getPort()));
    }

    private static CastEnd endOf(Cast cast) throws Exception {
        return cast.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aHostIsThereWhateverItsConfigurationSaysAndTheInventoryTells() throws IOException {
        LiveSettings settings = new LiveSettings();
        HostInventory inventory = new HostInventory(settings);
        HostCastService other = new HostCastService(settings, config(Map.of("rtspPort", 99_999)));
        try {
            assertThat(other.casts()).isEmpty();
            assertThat(inventory.configurationFaults())
                    .containsExactly("configuration miracast.host is not used, the defaults hold: rtspPort 99999 is"
                            + " not in 1 to 65535");

            other.modified(config(Map.of("rtspPort", 7237)));
            assertThat(inventory.configurationFaults()).isEmpty();
            assertThat(settings.configured().settings().link().rtspPort()).isEqualTo(7237);

            other.modified(config(Map.of("slowRate", 0)));
            assertThat(inventory.configurationFaults())
                    .singleElement()
                    .asString()
                    .contains("slowRate 0");
            assertThat(settings.configured().settings().link().rtspPort()).isEqualTo(7237);
        } finally {
            other.close();
        }
    }

    @Test
    void aDriverThatCannotBeActivatedIsNamedWithItsConfiguration() throws Exception {
        Drivers broken = new Drivers("broken", () -> null);
        Map<String, Object> properties = broken.properties(0);
        properties.put("service.pid", "miracast.driver");
        service.bindDriver(broken, properties);
        Cast cast = listening(true);
        connect(cast);

        assertThat(endOf(cast).detail())
                .isEqualTo("driver broken cannot be activated; see its configuration miracast.driver,"
                        + " and the log for the reason");
    }

    @Test
    void aDriverThatCannotBeActivatedAndHasNoConfigurationIsNamedWithItsComponent() throws Exception {
        Drivers broken = new Drivers("broken", () -> null);
        service.bindDriver(broken, broken.properties(0));
        Cast cast = listening(true);
        connect(cast);

        assertThat(endOf(cast).detail()).contains("see its component miracast.driver.Source");
    }

    @Test
    void aDriverWhoseRankingRisesTakesOver() throws Exception {
        Drivers first = new Drivers("first", TestDriver::new);
        Drivers second = new Drivers("second", TestDriver::new);
        service.bindDriver(first, first.properties(1));
        service.bindDriver(second, second.properties(0));
        Cast cast = listening(false);
        connect(cast);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(taken).containsExactly("first");

        service.updatedDriver(second, second.properties(2));

        HostRig.until(() -> cast.state() == CastState.AWAITING_SINK);
        connect(cast);
        HostRig.until(() -> cast.state() == CastState.PLAYING);
        assertThat(taken).containsExactly("second");
    }

    @Test
    void aProviderWhoseRankingRisesIsTakenForTheNextLink() {
        FakeWifiDirect first = new FakeWifiDirect().with("Kitchen", 0x020000000001L);
        FakeWifiDirect second = new FakeWifiDirect().with("Kitchen", 0x020000000001L);
        service.bindProvider(first, provider("first", 1));
        service.bindProvider(second, provider("second", 0));

        service.updatedProvider(second, provider("second", 2));
        service.cast(CastRequest.to(CastTarget.device("Kitchen")).source("fake").build());

        HostRig.until(() -> first.links.size() + second.links.size() > 0);
        assertThat(second.links).hasSize(1);
    }

    private static Map<String, Object> provider(String name, int ranking) {
        return Map.of(WifiDirectProvider.NAME, name, "service.id", (long) name.charAt(0), "service.ranking", ranking);
    }
}
