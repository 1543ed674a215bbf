// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enables components that few frameworks have a use for, as soon as there is one. Until then they are not there, rather than waiting
 * for something, for which Karaf would call this bundle Waiting for ever. Any thread.
 */
@Component(
        service = {},
        immediate = true)
public final class OccasionalComponents {
    private static final String MAIN_PROGRAM = MainProgram.class.getName();
    /** By name: its class cannot be loaded where there are no health checks. */
    private static final String HEALTH_CHECKS = "miracast.shell.health.HealthChecks";

    private static final String HEALTH_CHECK = "org.apache.felix.hc.api.HealthCheck";
    private static final Logger LOG = LoggerFactory.getLogger(OccasionalComponents.class);

    private final ComponentContext context;
    private final Set<ServiceReference<?>> launchers = ConcurrentHashMap.newKeySet();
    private final Set<ServiceReference<?>> executors = ConcurrentHashMap.newKeySet();

    /** @param context knows the components of this bundle */
    @Activate
    public OccasionalComponents(ComponentContext context) {
        this.context = context;
    }

    /** There is a launcher, and so a command line. */
    @Reference(
            service = Object.class,
            target = "(launcher.arguments=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindLauncher(ServiceReference<?> launcher) {
        launchers.add(launcher);
        context.enableComponent(MAIN_PROGRAM);
    }

    void unbindLauncher(ServiceReference<?> launcher) {
        if (launchers.remove(launcher) && launchers.isEmpty()) {
            context.disableComponent(MAIN_PROGRAM);
        }
    }

    /** Somebody wants health checks. By reference only, since the class is not there elsewhere. */
    @Reference(
            service = HealthCheckExecutor.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindExecutor(ServiceReference<?> executor) {
        executors.add(executor);
        if (isWiredToHealthChecks()) {
            context.enableComponent(HEALTH_CHECKS);
        } else {
            LOG.warn("Health checks were installed after miracast.shell, which offers its own when it was refreshed.");
        }
    }

    /** The import is optional, so one that came later is not there, and the component could not be loaded. */
    private static boolean isWiredToHealthChecks() {
        try {
            Class.forName(HEALTH_CHECK, false, OccasionalComponents.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException resolvedBefore) {
            return false;
        }
    }

    void unbindExecutor(ServiceReference<?> executor) {
        if (executors.remove(executor) && executors.isEmpty()) {
            context.disableComponent(HEALTH_CHECKS);
        }
    }
}
