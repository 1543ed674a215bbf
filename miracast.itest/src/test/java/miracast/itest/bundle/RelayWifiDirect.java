// SPDX-License-Identifier: Apache-2.0
package miracast.itest.bundle;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** A bundle with a second provider that knows the devices of {@code wfd.sim}, while that is there, and is ranked above it. */
public final class RelayWifiDirect implements BundleActivator {
    /** Name of the provider. */
    public static final String PROVIDER = "relay";

    private Simulations simulations;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        simulations = new Simulations(context);
        simulations.open();
    }

    @Override
    public void stop(BundleContext context) {
        simulations.close();
    }

    private static final class Simulations extends ServiceTracker<WifiDirect, Relay> {
        Simulations(BundleContext context) throws InvalidSyntaxException {
            super(context, context.createFilter("(" + WifiDirectProvider.NAME + "=sim)"), null);
        }

        @Override
        public Relay addingService(ServiceReference<WifiDirect> reference) {
            return new Relay(context, context.getService(reference));
        }

        @Override
        public void removedService(ServiceReference<WifiDirect> reference, Relay relay) {
            relay.close();
            context.ungetService(reference);
        }
    }

    private static final class Relay implements WifiDirect {
        private final WifiDirect simulated;
        private final List<WfdHandle> handles = new CopyOnWriteArrayList<>();
        private final ServiceRegistration<WifiDirect> registration;

        Relay(BundleContext context, WifiDirect simulated) {
            this.simulated = simulated;
            registration = context.registerService(
                    WifiDirect.class,
                    this,
                    new Hashtable<>(Map.of(WifiDirectProvider.NAME, PROVIDER, Constants.SERVICE_RANKING, 10)));
        }

        void close() {
            registration.unregister();
            handles.forEach(WfdHandle::close);
        }

        @Override
        public WfdHandle open(int version) throws WfdException {
            WfdHandle handle = simulated.open(version);
            handles.add(handle);
            return handle;
        }

        @Override
        public List<WfdDevice> devices() {
            return simulated.devices();
        }

        @Override
        public void updateVisibility(MacAddress device) throws WfdException {
            simulated.updateVisibility(device);
        }
    }
}
