// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/**
 * Wi-Fi Direct as Windows does it. There as long as the WLAN AutoConfig service runs, since {@link WindowsSystem} is;
 * immediate, so that devices are followed whether somebody uses the service at that moment or not.
 */
@Component(immediate = true)
@WifiDirectProvider(name = WindowsWifiDirect.NAME)
public final class WindowsWifiDirect implements WifiDirect {
    static final String NAME = "windows";

    private static final Logger LOG = LoggerFactory.getLogger(WindowsWifiDirect.class);
    private static final long DEVICES_MS = TimeUnit.SECONDS.toMillis(3);
    /** How long the bundle's stop waits for Windows to complete what is pending; the rest comes to an end without it. */
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(5);

    private final WindowsSystem windows;
    private final WindowsThreads threads;
    private final DeviceTable devices = new DeviceTable(this::publish, this::deviceDeparted);
    private final DeviceNodes nodes;
    private final NativeSite site;
    private final IpHlpApi.IPINTERFACE_CHANGE_CALLBACK interfacesChanged = this::interfacesChanged;
    private final AtomicBoolean checking = new AtomicBoolean();
    /** Of NotifyIpInterfaceChange; null if there is none. */
    private Pointer notification;
    /** Null while there is none. */
    private volatile EventAdmin eventAdmin;

    // Guarded by the set.
    private final Set<WindowsHandle> handles = new HashSet<>();
    /** Why nothing can be done any more; null while it can. */
    private WfdException refusal;

    /** The provider. */
    @Activate
    public WindowsWifiDirect(@Reference WindowsSystem windows) {
        this(windows, new WindowsThreads());
    }

    WindowsWifiDirect(WindowsSystem windows, WindowsThreads threads) {
        this.windows = windows;
        this.threads = threads;
        nodes = new DeviceNodes(windows, threads, devices);
        site = new NativeSite(
                windows,
                threads,
                new OpenCompletions(threads),
                new NativeAddresses(windows),
                devices,
                wlanClient(windows));
        Native.setCallbackThreadInitializer(
                interfacesChanged, new CallbackThreadInitializer(true, true, "network interfaces"));
    }

    private static Pointer wlanClient(WindowsSystem windows) {
        PointerByReference client = new PointerByReference();
        int error = windows.wlan().WlanOpenHandle(WlanApi.WLAN_API_VERSION_2_0, null, new IntByReference(), client);
        if (error == 0) return client.getValue();
        LOG.info("WlanOpenHandle: {}; links have no radio statistics", windows.errorText(error));
        return null;
    }

    /** Begins to follow devices and interfaces; events can be sent from now on. */
    @Activate
    void follow() throws WfdException, InterruptedException {
        PointerByReference given = new PointerByReference();
        int error =
                windows.network().NotifyIpInterfaceChange(IpHlpApi.AF_UNSPEC, interfacesChanged, null, (byte) 0, given);
        if (error == 0) notification = given.getValue();
        else LOG.warn("NotifyIpInterfaceChange: {}; lost links are not noticed", windows.errorText(error));
        try {
            nodes.open(DEVICES_MS);
        } catch (WfdException | InterruptedException e) {
            // Nobody deactivates what didn't come up, and Windows would go on calling what is collected by then.
            close();
            windows.setDefect("Windows does not list the paired devices: " + e.getMessage() + "; restart the bundle");
            throw e;
        }
        windows.whenServiceStopped(this::orphan);
        LOG.info(
                "Wi-Fi Direct of Windows is there, with {} paired devices",
                devices.devices().size());
    }

    @Deactivate
    void close() {
        List<WindowsHandle> remaining = end();
        long end = System.nanoTime() + STOP_NS;
        for (WindowsHandle handle : remaining)
            if (!handle.awaitReturned(end))
                LOG.info(
                        "{} opens are still pending in Windows; they end when it completes them",
                        site.completions().due());
        site.completions().keepUntilSilent();
        if (notification != null) windows.network().CancelMibChangeNotify2(notification);
        nodes.close();
        devices.clear();
        if (site.wlanClient() != null) windows.wlan().WlanCloseHandle(site.wlanClient(), null);
    }

    /** The service has stopped; this component goes next. */
    private void orphan() {
        end().forEach(WindowsHandle::orphan);
    }

    /** Ends all sessions, those that open as well, and lets no more begin. Gives the handles whose end may take longer. */
    private List<WindowsHandle> end() {
        boolean stopped = windows.isServiceStopped();
        WfdException reason = stopped
                ? new WfdException(
                        WfdError.ERROR_SERVICE_NOT_ACTIVE, 0, windows.errorText(WfdError.ERROR_SERVICE_NOT_ACTIVE))
                : new WfdException(WfdError.ERROR_INVALID_HANDLE, 0, "the provider was stopped");
        List<WindowsHandle> remaining;
        synchronized (handles) {
            if (refusal == null) refusal = reason;
            remaining = List.copyOf(handles);
        }
        for (WindowsHandle handle : remaining)
            for (WindowsSession session : handle.invalidate(reason))
                session.end(
                        SessionEnd.SERVICE_STOPPED,
                        new WfdException(
                                WfdError.ERROR_SERVICE_NOT_ACTIVE,
                                0,
                                "opening " + session + ": " + (stopped ? "the WLAN AutoConfig service" : "the provider")
                                        + " was stopped"));
        return remaining;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEventAdmin(EventAdmin admin) {
        eventAdmin = admin;
    }

    void unbindEventAdmin(EventAdmin admin) {
        if (eventAdmin == admin) eventAdmin = null;
    }

    private void publish(String topic, WfdDevice device) {
        EventAdmin admin = eventAdmin;
        if (admin != null) admin.postEvent(new Event(topic, DeviceEvents.properties(NAME, device)));
    }

    private void deviceDeparted(MacAddress device) {
        for (WindowsSession session : sessions())
            if (session.device().equals(device))
                session.end(
                        SessionEnd.DEVICE_DEPARTED,
                        new WfdException(
                                WfdError.ERROR_INVALID_PARAMETER,
                                0,
                                "opening " + session + ": it is not paired any more"));
    }

    /** On a thread of the system. Many notices that come at once lead to one look. */
    private void interfacesChanged(Pointer context, Pointer row, int type) {
        try {
            if (!checking.compareAndSet(false, true)) return;
            threads.executeInOrder(() -> {
                checking.set(false);
                sessions().forEach(WindowsSession::checkLink);
            });
        } catch (RuntimeException | Error e) {
            LOG.error("A notice about network interfaces was lost", e);
        }
    }

    private List<WindowsSession> sessions() {
        List<WindowsHandle> open;
        synchronized (handles) {
            open = List.copyOf(handles);
        }
        return open.stream().flatMap(handle -> handle.sessions().stream()).toList();
    }

    @Override
    public WfdHandle open(int version) throws WfdException {
        IntByReference negotiated = new IntByReference();
        PointerByReference client = new PointerByReference();
        synchronized (handles) {
            requireThere("opening a handle");
            int error = windows.wlan().WFDOpenHandle(version, negotiated, client);
            if (error != 0) throw windows.failure("opening a handle of version " + version, error, 0);
            WindowsHandle handle = new WindowsHandle(site, client.getValue(), negotiated.getValue(), this::forget);
            handles.add(handle);
            return handle;
        }
    }

    private void forget(WindowsHandle handle) {
        synchronized (handles) {
            handles.remove(handle);
        }
    }

    @Override
    public List<WfdDevice> devices() {
        return devices.devices();
    }

    @Override
    public void updateVisibility(MacAddress device) throws WfdException {
        synchronized (handles) {
            requireThere("looking for " + device);
        }
        String node = devices.nodeId(device)
                .orElseThrow(() -> new WfdException(
                        WfdError.ERROR_INVALID_PARAMETER, 0, "looking for " + device + ": no such device is paired"));
        int error = windows.wlan().WFDUpdateDeviceVisibility(device.octets());
        if (error != 0) throw windows.failure("looking for " + device, error, 0);
        try {
            nodes.refresh(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With the lock of the handles. */
    private void requireThere(String what) throws WfdException {
        if (refusal != null) throw new WfdException(refusal.error(), 0, what + ": " + refusal.getMessage(), refusal);
    }
}
