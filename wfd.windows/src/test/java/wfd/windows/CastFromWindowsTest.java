// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastRequest;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.CastTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.MacAddress;

/**
 * A whole cast from a Windows JVM: all bundles of the launcher, the session from this bundle on the stand-in. The display is
 * another process, which comes from {@link #DISPLAY}'s address to the port and judges what it gets.
 */
@Tag("wine")
@Timeout(180)
class CastFromWindowsTest {
    /** Folder with the bundles. */
    private static final String BUNDLES_PROPERTY = "wfd.windows.bundles";
    /** What to cast. */
    private static final String SOURCE_PROPERTY = "wfd.windows.source";
    /** Where the display connects to, on the loopback. */
    private static final String PORT_PROPERTY = "wfd.windows.port";
    /** Its end of the link is 127.120.5.2. */
    private static final MacAddress DISPLAY = MacAddress.parse("02:00:00:00:78:05");

    private static final int FRAMES = 150;
    /** A slow machine may need them, and a display that comes late. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private StandIn standIn;
    private Framework framework;

    @BeforeEach
    // A Windows JVM keeps the jars open.
    void startAllBundles(@TempDir(cleanup = CleanupMode.NEVER) Path storage) throws Exception {
        standIn = StandIn.load();
        standIn.device(DISPLAY, "Television", true, 0, 0, 0, StandIn.FROM_LOCALHOST);
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        // Of the class path, so that the test can talk to the services.
                        exports("miracast.api") + ",org.osgi.service.cm;version=1.6.1,org.slf4j;org.slf4j.event;"
                                + "org.slf4j.helpers;org.slf4j.spi;version=1.7.36,org.slf4j;org.slf4j.event;"
                                + "org.slf4j.helpers;org.slf4j.spi;version=2.0.17"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(bundleFolder(), "*.jar")) {
            for (Path jar : jars)
                if (!jar.getFileName().toString().equals("miracast.api.jar"))
                    bundles.add(context.installBundle(jar.toUri().toString()));
        }
        // Before anything is there that would begin without it.
        for (Bundle bundle : bundles)
            if (bundle.getSymbolicName().equals("org.apache.felix.configadmin")) bundle.start();
        configure("wfd.windows", Map.of("standIn", standIn.file().toString()));
        configure("miracast.host", Map.of("rtspPort", Integer.getInteger(PORT_PROPERTY)));
        for (Bundle bundle : bundles) if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) bundle.start();
    }

    @AfterEach
    void stopAllBundles() throws Exception {
        if (framework == null) return;
        framework.stop();
        framework.waitForStop(SECONDS.toMillis(60));
    }

    private static Path bundleFolder() {
        return Path.of(System.getProperty(BUNDLES_PROPERTY));
    }

    private void configure(String pid, Map<String, Object> values) throws IOException {
        service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(values));
    }

    private <T> T service(Class<T> type) {
        BundleContext context = framework.getBundleContext();
        await().atMost(PATIENCE).until(() -> context.getServiceReference(type) != null);
        ServiceReference<T> found = context.getServiceReference(type);
        return context.getService(found);
    }

    /** Export-Package of a bundle on the class path. */
    private static String exports(String symbolicName) throws IOException {
        for (URL manifest :
                Collections.list(CastFromWindowsTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF")))
            try (InputStream content = manifest.openStream()) {
                var headers = new Manifest(content).getMainAttributes();
                if (symbolicName.equals(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)))
                    return headers.getValue(Constants.EXPORT_PACKAGE);
            }
        throw new IllegalStateException("no bundle " + symbolicName + " on the class path");
    }

    @Test
    void aCastReachesTheDisplayAndEndsWithAGoodbye() throws Exception {
        String source = System.getProperty(SOURCE_PROPERTY);
        Cast cast = service(CastService.class)
                .cast(CastRequest.to(CastTarget.device("Television"))
                        .source(source)
                        // A file's pictures are numbered, and the numbers are to rise.
                        .sourceOptions(source.equals("pattern") ? Map.of() : Map.of("loop", "false"))
                        .encoder("openh264")
                        .mode(VideoMode.progressive(640, 480, 30))
                        .bitRate(2_000_000)
                        .once(true)
                        .build());

        await().atMost(PATIENCE).until(() -> cast.state() == CastState.AWAITING_SINK);
        // For who starts the display.
        System.out.println("display: come");
        await().atMost(PATIENCE)
                .until(() -> cast.statistics().framesSent() >= FRAMES || cast.state() == CastState.ENDED);
        cast.stop();
        CastEnd end = cast.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        CastStatistics sent = cast.statistics();
        System.out.printf(
                "sent: %d frames, %d dropped, %d repeated, %d ticks missed, by %s from %s%n",
                sent.framesSent(), sent.framesDropped(), sent.repeated(), sent.ticksMissed(), cast.encoder(), source);

        assertThat(end.ntStatus()).as(end.toString()).isZero();
        assertThat(sent.framesSent()).isGreaterThanOrEqualTo(FRAMES);
        await().atMost(PATIENCE).until(() -> standIn.functions().standin_open_sessions() == 0);
        assertThat(standIn.calls()).contains("WFDCloseSession 0");
        assertThat(standIn.functions().standin_invalid_uses()).isZero();
    }
}
