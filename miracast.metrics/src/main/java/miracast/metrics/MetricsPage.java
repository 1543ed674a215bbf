// SPDX-License-Identifier: Apache-2.0
package miracast.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import miracast.api.Inventory;
import miracast.api.configuration.Configured;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the page as a servlet of either API. By hand, since the HTTP Whiteboard takes the path from the service's properties,
 * and those of a component are its configuration, whether that is right or not. As factories, by name, since only one of the two
 * packages may be there: the class of a page is loaded when the HTTP Whiteboard asks for it. Declarative Services calls this on one
 * thread at a time.
 */
@Component(immediate = true, configurationPid = MetricsPage.PID)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"javax.servlet.Servlet\"",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"jakarta.servlet.Servlet\"",
        effective = "active")
@Designate(ocd = PageConfiguration.class)
public final class MetricsPage implements Inventory {
    static final String PID = "miracast.metrics";
    static final String PATH = "/miracast/metrics";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);

    private final Configured<PageConfiguration, PageSettings> configured =
            new Configured<>(PID, PageConfiguration.class, PageSettings::of, LOG::error);
    private final BundleContext context;
    private final RunningCasts casts;
    private final List<ServiceRegistration<?>> servlets = new ArrayList<>();

    /**
     * @param context registers the servlets
     * @param casts what is shown
     * @param configuration where
     */
    @Activate
    public MetricsPage(BundleContext context, @Reference RunningCasts casts, PageConfiguration configuration) {
        this.context = context;
        this.casts = casts;
        configured.update(configuration);
        register();
    }

    /** Anew: Karaf's HTTP Whiteboard (Pax Web 8) leaves a servlet where it is when its properties change. */
    @Modified
    void modified(PageConfiguration configuration) {
        if (configured.update(configuration)) {
            deactivate();
            register();
        }
    }

    @Deactivate
    void deactivate() {
        servlets.forEach(ServiceRegistration::unregister);
        servlets.clear();
    }

    private void register() {
        // No method references: those load the class that they name at once.
        register("jakarta.servlet.Servlet", () -> new JakartaMetricsPage(casts));
        register("javax.servlet.Servlet", () -> new JavaxMetricsPage(casts));
    }

    private void register(String api, Supplier<Object> page) {
        servlets.add(context.registerService(
                api, new Pages(page), configured.settings().properties()));
    }

    /** None: casts do without. */
    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public List<String> configurationFaults() {
        return configured.faults();
    }

    /** One for each bundle that asks: what an HTTP Whiteboard has destroyed may not be initialized again. Any thread. */
    private record Pages(Supplier<Object> page) implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return page.get();
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object servlet) {
            // Its HTTP Whiteboard has destroyed it.
        }
    }
}
