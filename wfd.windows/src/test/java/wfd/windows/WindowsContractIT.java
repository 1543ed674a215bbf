// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdProviderStatus;
import wfd.tck.ProviderUnderTest;
import wfd.tck.WifiDirectContract;

/** Every rule of the contract, with the packaged bundle in Felix. One framework for all; each rule starts the bundle anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowsContractIT extends WifiDirectContract {
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.eventadmin",
            "org.apache.felix.scr",
            "lib.jna");
    /** From the test's class path, so that the test can talk to the services. */
    private static final String CONTRACTS = "wfd.api;version=1.1.0,org.osgi.service.cm;version=1.6.1,"
            + "org.osgi.service.event;version=1.4.1,org.slf4j;version=2.0.17";

    /** Windows keeps nodes of paired devices only, so what is unpaired is not listed at all. */
    @Test
    @Override
    public void unpairedDevicesAreListedAsSuch() throws Exception {
        assertThat(unpaired()).isNotNull();
    }

    @Test
    @Override
    public void anUnpairedDeviceIsAnInvalidParameter() throws Exception {
        MacAddress device = unpaired();
        try (WfdHandle handle = underTest.wifiDirect().open()) {
            assertThatThrownBy(() -> handle.startOpenSession(device)
                            .opened()
                            .toCompletableFuture()
                            .get(60, SECONDS))
                    .extracting(failure -> failure instanceof WfdException ? failure : failure.getCause())
                    .isInstanceOfSatisfying(
                            WfdException.class,
                            failure -> assertThat(failure.error()).isEqualTo(WfdError.ERROR_INVALID_PARAMETER));
        }
    }

    /** A device that was paired, and listed, until a moment ago. */
    private MacAddress unpaired() throws Exception {
        ProviderUnderTest.Surroundings surroundings = underTest.surroundings().orElseThrow();
        MacAddress device = surroundings.arrive();
        await().atMost(ofSeconds(60)).until(() -> isListed(device));
        surroundings.depart(device);
        await().atMost(ofSeconds(60)).until(() -> !isListed(device));
        return device;
    }

    private boolean isListed(MacAddress device) {
        return underTest.wifiDirect().devices().stream()
                .anyMatch(known -> known.address().equals(device));
    }

    /** Not a rule of the contract: simulated devices have no service that could be stopped when a machine boots. */
    @Test
    void aServiceThatStartsAfterTheBundleBringsTheProvider() throws Exception {
        bundle.stop();
        standIn.functions().standin_service(StandIn.STOPPED);
        bundle.start();
        await().atMost(ofSeconds(60))
                .until(
                        () -> underTest.status().map(WfdProviderStatus::reason).orElse(""),
                        containsString("sc start WlanSvc"));
        assertThat(underTest.status())
                .hasValueSatisfying(status -> assertThat(status.available()).isFalse());
        assertThat(underTest.isOffered()).isFalse();

        standIn.functions().standin_service(StandIn.RUNNING);

        await().atMost(ofSeconds(60)).until(underTest::isOffered);
        assertThat(underTest.status())
                .hasValueSatisfying(status -> assertThat(status.available()).isTrue());
    }

    /** Nor this one. */
    @Test
    void aProviderThatCannotListDevicesSaysSo() throws Exception {
        bundle.stop();
        standIn.functions().standin_query_result(0x80070005);

        bundle.start();

        await().atMost(ofSeconds(60))
                .until(
                        () -> underTest.status().map(WfdProviderStatus::reason).orElse(""),
                        containsString("DevCreateObjectQuery"));
        assertThat(underTest.status())
                .hasValueSatisfying(status -> assertThat(status.available()).isFalse());
        assertThat(underTest.isOffered()).isFalse();
    }

    private StandIn standIn;
    private Framework framework;
    private Bundle bundle;
    private WindowsUnderTest underTest;

    @BeforeAll
    // A Windows JVM keeps the jars open.
    void startFramework(@TempDir(cleanup = CleanupMode.NEVER) Path storage) throws Exception {
        standIn = StandIn.load();
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        CONTRACTS));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (String name : BUNDLES) bundles.add(context.installBundle(jar(name)));
        for (Bundle installed : bundles) installed.start();
        ConfigurationAdmin configurations = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        configurations
                .getConfiguration("wfd.windows", "?")
                .update(new Hashtable<>(Map.of("standIn", standIn.file().toString())));
        bundle = context.installBundle(jar("wfd.windows"));
    }

    @AfterAll
    void stopFramework() throws Exception {
        if (framework == null) return;
        framework.stop();
        framework.waitForStop(SECONDS.toMillis(60));
    }

    @Override
    protected ProviderUnderTest start() throws Exception {
        standIn.functions().standin_reset();
        underTest = new WindowsUnderTest(standIn, framework.getBundleContext(), bundle);
        return underTest;
    }

    @AfterEach
    void forgetProvider() {
        if (underTest != null) underTest.forget();
    }

    /** The jar of a bundle on the class path. */
    private static String jar(String symbolicName) throws IOException {
        for (URL manifest :
                Collections.list(WindowsContractIT.class.getClassLoader().getResources("META-INF/MANIFEST.MF")))
            try (InputStream content = manifest.openStream()) {
                String name = new Manifest(content).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String entry = manifest.toString();
                if (name != null && name.split(";")[0].trim().equals(symbolicName) && entry.startsWith("jar:"))
                    return URI.create(entry.substring("jar:".length(), entry.indexOf("!/")))
                            .toString();
            }
        throw new IllegalStateException("no bundle " + symbolicName + " on the class path");
    }
}
