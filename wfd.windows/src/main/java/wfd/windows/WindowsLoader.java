// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.Locale;
import java.util.concurrent.ThreadPoolExecutor;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirectProvider;

/**
 * Always there, and says whether Windows' Wi-Fi Direct is. Offers the system's libraries as a private service, which the provider's
 * component waits for, while the WLAN AutoConfig service runs. Touches nothing native where there is no Windows.
 */
@Component(immediate = true, service = WfdProviderStatus.class, configurationPid = WindowsLoader.PID)
// Registered by hand, so said by hand.
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"wfd.windows.WindowsSystem\"",
        effective = "active")
@WifiDirectProvider(name = WindowsWifiDirect.NAME)
@Designate(ocd = WindowsLoader.Config.class)
public final class WindowsLoader implements WfdProviderStatus {
    static final String PID = "wfd.windows";
    /** Name of the WLAN AutoConfig service. */
    private static final String SERVICE = "WlanSvc";

    private static final Logger LOG = LoggerFactory.getLogger(WindowsLoader.class);

    /** Configuration; a change loads anew. */
    @ObjectClassDefinition(name = "Wi-Fi Direct of Windows", description = "Which libraries are used")
    @interface Config {
        @AttributeDefinition(
                name = "Stand-in",
                description = "File of a library that stands in for wlanapi.dll and its kin, for tests, on any system;"
                        + " empty: the system's own")
        String standIn() default "";
    }

    private final BundleContext context;
    private final ThreadPoolExecutor executor = WindowsThreads.inOrder("wfd.windows service");

    // Guarded by this.
    /** Null if there is nothing to load. */
    private WindowsSystem system;
    /** Null if there is nothing to watch. */
    private ServiceWatch watch;
    /** Null while it isn't registered. */
    private ServiceRegistration<WindowsSystem> registration;

    private String reason = "";
    private boolean stopped;

    /** The status, and the service if it can be. */
    @Activate
    public WindowsLoader(BundleContext context, Config config) {
        this(context, config.standIn(), System.getProperty("os.name"));
    }

    WindowsLoader(BundleContext context, String standIn, String os) {
        this.context = context;
        boolean onWindows = os.toLowerCase(Locale.ROOT).startsWith("windows");
        if (!onWindows && standIn.isEmpty()) {
            reason = "this is " + os + ", not Windows; use another provider here";
            return;
        }
        // stdcall, and structures that lie otherwise: neither was ever tried.
        if (!System.getProperty("os.arch").endsWith("64")) {
            reason = "this is a 32-bit Java; use a 64-bit one";
            return;
        }
        try {
            system = WindowsSystem.load(standIn, onWindows);
        } catch (UnsatisfiedLinkError e) {
            reason = (standIn.isEmpty()
                            ? "a library is missing that Windows 10 and later have; Windows Server: add the feature"
                                    + " Wireless-Networking and restart"
                            : "standIn of " + PID + ", " + standIn + ", cannot be loaded")
                    + " (" + e.getMessage().lines().findFirst().orElse("") + ")";
            LOG.debug("wfd.windows: {}", reason);
            return;
        }
        watch = new ServiceWatch(system.services(), SERVICE, executor, this::update);
        update();
    }

    /** Offers or withdraws the libraries, as the system's service runs or not. */
    private synchronized void update() {
        if (stopped) return;
        ServiceWatch.Observation seen = watch.observe();
        reason = switch (seen.state()) {
            case RUNNING -> "";
            case STOPPED -> "the WLAN AutoConfig service is stopped; start it: sc start " + SERVICE;
            case MISSING ->
                "there is no WLAN AutoConfig service; Windows Server: add the feature Wireless-Networking and"
                        + " restart";
            case UNKNOWN ->
                "the state of the WLAN AutoConfig service cannot be asked for: " + system.errorText(seen.error());
        };
        boolean running = seen.state() == ServiceWatch.State.RUNNING;
        if (running && registration == null) {
            system = system.renewed();
            registration = context.registerService(WindowsSystem.class, system, null);
        } else if (!running && registration != null) {
            LOG.info("Wi-Fi Direct of Windows is gone: {}", reason);
            system.serviceStopped();
            withdraw();
        }
    }

    private void withdraw() {
        ServiceRegistration<WindowsSystem> former = registration;
        registration = null;
        if (former != null) former.unregister();
    }

    @Deactivate
    void deactivate() {
        synchronized (this) {
            stopped = true;
            withdraw();
        }
        // Waits for its callback, which only queues.
        if (watch != null) watch.close();
        executor.shutdown();
    }

    @Override
    public String name() {
        return WindowsWifiDirect.NAME;
    }

    @Override
    public synchronized boolean available() {
        return registration != null && system.defect().isEmpty();
    }

    @Override
    public synchronized String reason() {
        return registration != null ? system.defect() : reason;
    }
}
