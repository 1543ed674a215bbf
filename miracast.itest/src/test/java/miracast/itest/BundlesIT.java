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
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
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
}
