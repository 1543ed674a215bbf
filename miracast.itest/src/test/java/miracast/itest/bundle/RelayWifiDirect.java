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
import org.osgi.framework.ServiceRegistration;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** A bundle with a second provider that knows the devices of {@code wfd.sim}, and is ranked above it. */
public final class RelayWifiDirect implements BundleActivator, WifiDirect {
    /** Name of the provider. */
    public static final String PROVIDER = "relay";

    private final List<WfdHandle> handles = new CopyOnWriteArrayList<>();
    private WifiDirect simulated;
    private ServiceRegistration<WifiDirect> registration;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        simulated = context.getServiceReferences(WifiDirect.class, "(" + WifiDirectProvider.NAME + "=sim)").stream()
                .map(context::getService)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no simulated devices"));
        registration = context.registerService(
                WifiDirect.class,
                this,
                new Hashtable<>(Map.of(WifiDirectProvider.NAME, PROVIDER, Constants.SERVICE_RANKING, 10)));
    }

    @Override
    public void stop(BundleContext context) {
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
