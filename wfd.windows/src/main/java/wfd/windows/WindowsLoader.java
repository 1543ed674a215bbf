// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.Locale;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Null if there is nothing to watch. */
    private final ServiceWatch watch;
    /** How many looks at the service are asked for; who makes it one does them all. */
    private final AtomicInteger looks = new AtomicInteger();

    private volatile boolean stopped;
    /** Null while it isn't registered. Whoever looks has it. */
    private ServiceRegistration<WindowsSystem> registration;
    /** Null if there is nothing to load. */
    private volatile WindowsSystem system;
    /** Why the libraries are not offered; empty while they are. */
    private volatile String reason = "";

    /** The status, and the service if it can be. */
    @Activate
    public WindowsLoader(BundleContext context, Config config) {
        this(context, config.standIn(), System.getProperty("os.name"));
    }

    WindowsLoader(BundleContext context, String standIn, String os) {
        this.context = context;
        system = load(standIn, os);
        if (system == null) {
            watch = null;
            LOG.debug("wfd.windows: {}", reason);
        } else {
            watch = new ServiceWatch(system.services(), SERVICE, executor, this::look);
            look();
        }
    }

    /** Null, and the reason, if that can't be. */
    private WindowsSystem load(String standIn, String os) {
        boolean onWindows = os.toLowerCase(Locale.ROOT).startsWith("windows");
        if (!onWindows && standIn.isEmpty()) {
            reason = "this is " + os + ", not Windows; use another provider here";
            return null;
        }
        // stdcall, and structures that lie otherwise: neither was ever tried.
        if (!System.getProperty("os.arch").endsWith("64")) {
            reason = "this is a 32-bit Java; use a 64-bit one";
            return null;
        }
        try {
            return WindowsSystem.load(standIn, onWindows);
        } catch (UnsatisfiedLinkError e) {
            reason = (standIn.isEmpty()
                            ? "a library is missing that Windows 10 and later have; Windows Server: add the feature"
                                    + " Wireless-Networking and restart"
                            : "standIn of " + PID + ", " + standIn + ", cannot be loaded")
                    + " (" + e.getMessage().lines().findFirst().orElse("") + ")";
            return null;
        }
    }

    /**
     * Offers or withdraws the libraries, as the system's service runs or not. Takes no lock, since consumers are called: of several
     * threads one does the work, and looks again for the others.
     */
    private void look() {
        if (looks.getAndIncrement() > 0) return;
        int done = 1;
        do {
            update();
            done = looks.addAndGet(-done);
        } while (done > 0);
    }

    private void update() {
        // The first look comes before the field is set.
        ServiceWatch current = watch;
        if (stopped || current == null) {
            withdraw();
            return;
        }
        ServiceWatch.Observation seen = current.observe();
        String why = switch (seen.state()) {
            case RUNNING -> "";
            case STOPPED -> "the WLAN AutoConfig service is stopped; start it: sc start " + SERVICE;
            case MISSING ->
                "there is no WLAN AutoConfig service; Windows Server: add the feature Wireless-Networking and"
                        + " restart";
            case UNKNOWN ->
                "the state of the WLAN AutoConfig service cannot be asked for: " + system.errorText(seen.error());
        };
        reason = why;
        if (why.isEmpty() && registration == null) {
            system = system.renewed();
            registration = context.registerService(WindowsSystem.class, system, null);
        } else if (!why.isEmpty() && registration != null) {
            LOG.info("Wi-Fi Direct of Windows is gone: {}", why);
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
        stopped = true;
        look();
        // Waits for its callback, which only queues.
        if (watch != null) watch.close();
        executor.shutdown();
    }

    @Override
    public String name() {
        return WindowsWifiDirect.NAME;
    }

    @Override
    public boolean available() {
        return reason().isEmpty();
    }

    @Override
    public String reason() {
        WindowsSystem current = system;
        return reason.isEmpty() && current != null ? current.defect() : reason;
    }
}
