// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** All bundles in one framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {
    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Configuration
    public Option[] framework() {
        return new Option[] {Framework.withAllBundles()};
    }

    @Test
    public void everyBundleIsActiveOrAnAttachedFragment() {
        assertThat(context.getBundles()).allSatisfy(bundle -> {
            boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
        });
    }

    @Test
    public void noComponentHasFailed() {
        List<String> failures = components.getComponentDescriptionDTOs().stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(configuration -> configuration.failure != null)
                .map(configuration -> configuration.description.name + ": " + configuration.failure)
                .toList();

        assertThat(failures).isEmpty();
    }

    @Test
    public void onlyApiAndLibraryBundlesExportPackages() {
        assertThat(Arrays.stream(context.getBundles())
                        .filter(bundle -> bundle.getSymbolicName().matches("(wfd|miracast)\\..*"))
                        .filter(bundle -> bundle.getHeaders().get("Export-Package") != null)
                        .map(Bundle::getSymbolicName))
                .containsExactlyInAnyOrder("wfd.api", "miracast.api", "miracast.wire");
    }

    @Test
    public void onlyOurBundlesAreWiredToOurJna() {
        assertThat(wiredTo("lib.jna")).containsExactlyInAnyOrder("miracast.encoder.x264", "wfd.windows");
    }

    @Test
    public void whoAsksForJnaAsAnybodyDoesGetsNoneOfOurs() throws Exception {
        Bundle stranger =
                TestBundle.start(context, Stranger.class, "com.sun.jna;version=\"[5,6)\";resolution:=optional");
        try {
            assertThat(wiredTo("com.sun.jna")).contains(Stranger.class.getName());
            assertThat(wiredTo("lib.jna")).doesNotContain(Stranger.class.getName());
        } finally {
            stranger.uninstall();
        }
    }

    @Test
    public void anotherJnaLoadsItsNativeLibraryBesideOurs() throws Exception {
        Class<?> ours = bundle("lib.jna").loadClass("com.sun.jna.Native");
        Class<?> another = bundle("com.sun.jna").loadClass("com.sun.jna.Native");

        assertThat(another).isNotSameAs(ours);
        // What the native library says; without it, neither class can be used.
        assertThat(ours.getField("POINTER_SIZE").getInt(null)).isPositive();
        assertThat(another.getField("POINTER_SIZE").getInt(null)).isPositive();
    }

    /** Imports a package, and does nothing with it. */
    public static final class Stranger implements BundleActivator {
        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) {}
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findAny()
                .orElseThrow();
    }

    private List<String> wiredTo(String provider) {
        return bundle(provider).adapt(BundleWiring.class).getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(wire -> wire.getRequirer().getSymbolicName())
                .distinct()
                .toList();
    }
}
