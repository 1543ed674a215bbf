// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import miracast.api.sink.MiracastSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/**
 * The bundle in a framework, configured as an operator does it. The contracts come from the test's class path, so
 * that the test can talk to the services.
 */
@Timeout(120)
class SimConfigurationIT {
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.eventadmin",
            "org.apache.felix.scr",
            "org.apache.felix.fileinstall",
            "wfd.sim");
    /** Beside our own, which come with the versions that their bundles export. */
    private static final String CONTRACTS =
            "org.osgi.service.cm;version=1.6.1,org.osgi.service.event;version=1.4.1,org.slf4j;version=2.0.17";

    private static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:76:01");

    @TempDir
    private Path storage;

    @TempDir
    private Path configurations;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void startFramework() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        String.join(",", exports("wfd.api"), exports("miracast.api"), CONTRACTS),
                        "felix.fileinstall.dir",
                        configurations.toString(),
                        "felix.fileinstall.poll",
                        "50",
                        "felix.fileinstall.noInitialDelay",
                        "true"));
        framework.start();
        context = framework.getBundleContext();
        Dictionary<String, Object> topics = new Hashtable<>(Map.of("event.topics", DeviceEvents.ALL_DEVICE_EVENTS));
        context.registerService(EventHandler.class, events::add, topics);
        List<Bundle> bundles = new ArrayList<>();
        for (String name : BUNDLES) bundles.add(context.installBundle(jar(name)));
        for (Bundle bundle : bundles) bundle.start();
    }

    private static String exports(String symbolicName) throws IOException {
        for (URL manifest :
                Collections.list(SimConfigurationIT.class.getClassLoader().getResources("META-INF/MANIFEST.MF")))
            try (InputStream content = manifest.openStream()) {
                Attributes headers = new Manifest(content).getMainAttributes();
                if (symbolicName.equals(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)))
                    return headers.getValue(Constants.EXPORT_PACKAGE);
            }
        throw new IllegalStateException("no bundle " + symbolicName + " on the class path");
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(SECONDS.toMillis(60));
    }

    @Test
    void theProviderIsKnownByName() throws Exception {
        await().atMost(ofSeconds(60)).until(() -> provider().isPresent());

        assertThat(context.getServiceReferences(WifiDirect.class, "(" + WifiDirectProvider.NAME + "=sim)"))
                .hasSize(1);
    }

    @Test
    void theExampleInTheManualIsATelevision() throws Exception {
        installExampleOfTheManual();

        WfdDevice device = nextEvent(DeviceEvents.DEVICE_ARRIVED);

        assertThat(device)
                .returns(MacAddress.parse("02:00:00:00:02:05"), WfdDevice::address)
                .returns("Television in the lobby", WfdDevice::name);
    }

    @Test
    void theCapabilitiesOfTheExampleReachTheSink() throws Exception {
        PlainSink sink = new PlainSink();
        context.registerService(MiracastSink.class, sink, null);
        installExampleOfTheManual();
        WfdDevice device = nextEvent(DeviceEvents.DEVICE_ARRIVED);

        openSession(device.address());

        await().atMost(ofSeconds(60)).until(() -> !sink.sessions.isEmpty());
        assertThat(sink.sessions.get(0).request.parameters())
                .containsOnlyKeys("wfd_video_formats", "wfd_audio_codecs", "wfd_uibc_capability")
                .containsEntry("wfd_audio_codecs", "LPCM 00000002 00")
                .containsEntry("wfd_uibc_capability", "");
    }

    @Test
    void aChangedConfigurationIsAChangedDevice() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);

        configure(Map.of("address", DEVICE.toString(), "name", "kitchen"));

        assertThat(nextEvent(DeviceEvents.DEVICE_CHANGED).name()).isEqualTo("kitchen");
    }

    @Test
    void aRemovedConfigurationIsADepartedDevice() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);

        configuration("test").delete();

        assertThat(nextEvent(DeviceEvents.DEVICE_DEPARTED).address()).isEqualTo(DEVICE);
    }

    @Test
    void aCorrectedConfigurationIsADevice() throws Exception {
        configure(Map.of("address", "nonsense"));
        configureAnother();
        nextEvent(DeviceEvents.DEVICE_ARRIVED); // the other one: the bad one must have been seen, too

        configure(Map.of("address", DEVICE.toString()));

        assertThat(nextEvent(DeviceEvents.DEVICE_ARRIVED).address()).isEqualTo(DEVICE);
    }

    @Test
    void aSessionSurvivesABadChange() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);
        WfdSession session = openSession(DEVICE);
        nextEvent(DeviceEvents.DEVICE_CHANGED); // it has a session now

        configure(Map.of("address", DEVICE.toString(), "rtspPort", "0"));
        configureAnother();
        nextEvent(DeviceEvents.DEVICE_ARRIVED);

        assertThat(session.link()).isNotNull();
    }

    @Test
    void aSessionSurvivesAChangeOfTheProvidersConfiguration() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);
        WfdHandle handle = provider().orElseThrow().open();
        WfdSession session = handle.startOpenSession(DEVICE);
        session.opened().toCompletableFuture().get(60, SECONDS);

        configureProvider("handleLimit", "1");
        await().atMost(ofSeconds(60))
                .until(() -> "1".equals(String.valueOf(reference().getProperty("handleLimit"))));

        assertThat(session.link()).isNotNull();
    }

    @Test
    void aStoppedServiceEndsSessions() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);
        WfdSession session = openSession(DEVICE);

        configureProvider("service", "stopped");

        assertThat(session.closed().toCompletableFuture().get(60, SECONDS)).isEqualTo(SessionEnd.SERVICE_STOPPED);
    }

    @Test
    void aStoppedBundleEndsSessions() throws Exception {
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);
        WfdSession session = openSession(DEVICE);

        bundle().stop();

        assertThat(session.closed().toCompletableFuture().get(60, SECONDS)).isEqualTo(SessionEnd.SERVICE_STOPPED);
    }

    @Test
    void aTelevisionFollowsItsSinkService() throws Exception {
        PlainSink first = new PlainSink();
        PlainSink second = new PlainSink();
        ServiceRegistration<MiracastSink> registration = context.registerService(MiracastSink.class, first, null);
        configure(Map.of("address", DEVICE.toString()));
        nextEvent(DeviceEvents.DEVICE_ARRIVED);
        openSession(DEVICE);
        await().atMost(ofSeconds(60)).until(() -> first.running().size() == 1);

        Dictionary<String, Object> ranking = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1));
        context.registerService(MiracastSink.class, second, ranking);
        registration.unregister();

        assertThat(first.running()).isEmpty();
        assertThat(second.running()).hasSize(1);
    }

    private Configuration configuration(String name) throws IOException {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        return admin.getFactoryConfiguration("wfd.sim.device", name, "?");
    }

    private void configure(Map<String, String> properties) throws IOException {
        configuration("test").update(new Hashtable<>(properties));
    }

    /** What this device is told to do is done later than what the first one was told. */
    private void configureAnother() throws IOException {
        configuration("another").update(new Hashtable<>(Map.of("address", "02:00:00:00:76:02")));
    }

    private void configureProvider(String name, String value) throws IOException {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        admin.getConfiguration("wfd.sim", "?").update(new Hashtable<>(Map.of(name, value)));
    }

    /** In one go, so that it isn't read half written. */
    private void installExampleOfTheManual() throws IOException {
        Path file = storage.resolve("wfd.sim.device-lobby.cfg");
        Files.writeString(file, exampleOfTheManual());
        Files.move(file, configurations.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private WfdSession openSession(MacAddress device) throws Exception {
        WfdSession session = provider().orElseThrow().open().startOpenSession(device);
        session.opened().toCompletableFuture().get(60, SECONDS);
        return session;
    }

    private ServiceReference<WifiDirect> reference() {
        return context.getServiceReference(WifiDirect.class);
    }

    private Optional<WifiDirect> provider() {
        return Optional.ofNullable(reference()).map(context::getService);
    }

    private WfdDevice nextEvent(String topic) throws InterruptedException {
        while (true) {
            Event event = events.poll(60, SECONDS);
            assertThat(event).as("event " + topic).isNotNull();
            if (event.getTopic().equals(topic)) return (WfdDevice) event.getProperty(DeviceEvents.DEVICE);
        }
    }

    private Bundle bundle() {
        for (Bundle bundle : context.getBundles()) if (bundle.getSymbolicName().equals("wfd.sim")) return bundle;
        throw new IllegalStateException("wfd.sim is not installed");
    }

    /** The first block of properties in the manual. */
    private static String exampleOfTheManual() throws IOException {
        String manual = Files.readString(Path.of("../docs/wifi-direct.md"));
        String start = "```properties\n";
        int from = manual.indexOf(start) + start.length();
        return manual.substring(from, manual.indexOf("```", from));
    }

    /** The jar on the test's class path that has a symbolic name. */
    private static String jar(String symbolicName) throws IOException {
        for (URL url :
                Collections.list(SimConfigurationIT.class.getClassLoader().getResources("META-INF/MANIFEST.MF")))
            try (InputStream in = url.openStream()) {
                String name = new Manifest(in).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String location = url.toString(); // jar:file:/…/x.jar!/META-INF/MANIFEST.MF
                if (name != null && name.split(";")[0].strip().equals(symbolicName))
                    return URI.create(location.substring("jar:".length(), location.indexOf("!/")))
                            .toString();
            }
        throw new IllegalStateException(symbolicName + " is not on the class path");
    }
}
