// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import miracast.api.Inventory;
import miracast.api.configuration.Configured;
import miracast.api.sink.MiracastSink;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdPairing;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectPairing;
import wfd.api.WifiDirectProvider;
import wfd.sim.DeviceTable.Parting;

/**
 * Wi-Fi Direct without radio. It can always work, so its status is a service of the same component. Immediate, since devices
 * come and go, and sessions last, whether somebody uses the service at that moment or not.
 */
@Component(
        service = {WifiDirect.class, WifiDirectPairing.class, WfdProviderStatus.class, Inventory.class},
        immediate = true,
        configurationPid = SimWifiDirect.PID)
@WifiDirectProvider(name = SimWifiDirect.NAME)
@Designate(ocd = SimWifiDirect.Config.class)
public final class SimWifiDirect implements WifiDirect, WifiDirectPairing, WfdProviderStatus, Inventory {
    static final String PID = "wfd.sim";
    static final String NAME = "sim";

    private static final Logger LOG = LoggerFactory.getLogger(SimWifiDirect.class);
    /** A little more than televisions get to say farewell. */
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(6);

    private static final long PAIRING_LIMIT_MS = TimeUnit.SECONDS.toMillis(TIME_LIMIT_S);

    /** What an operator can set. */
    @ObjectClassDefinition(
            name = "Simulated Wi-Fi Direct",
            description = "The simulated system service behind the simulated devices. Changes take effect at once.")
    public @interface Config {
        @AttributeDefinition(
                name = "Service",
                description = "Whether the simulated system service runs. When it stops, all sessions end.",
                options = {
                    @Option(label = "Running", value = "running"),
                    @Option(label = "Stopped (error 1062)", value = "stopped"),
                    @Option(label = "Disabled by policy (error 5023)", value = "disabled")
                })
        String service() default "running";

        @AttributeDefinition(
                name = "Handle limit",
                description =
                        "How many handles can be open at once, at least 1. A further one is refused with error 1220.",
                min = "1")
        int handleLimit() default 64;
    }

    /**
     * The configuration, checked.
     *
     * @param reason why the service does not run; empty if it does
     */
    private record Settings(SystemService service, String reason, int handleLimit) {
        static Settings of(Config config) {
            int handleLimit = Field.read("handleLimit", config::handleLimit, 1, Integer.MAX_VALUE);
            SystemService service = SystemService.named(config.service());
            return new Settings(service, service.reason, handleLimit);
        }

        WfdException refusal(String what) {
            return service.refusal(what, reason);
        }
    }

    /** States of the simulated system service. */
    private enum SystemService {
        RUNNING(WfdError.ERROR_SUCCESS, ""),
        STOPPED(WfdError.ERROR_SERVICE_NOT_ACTIVE, "the simulated service is stopped"),
        DISABLED(WfdError.ERROR_INVALID_STATE, "the simulated service is disabled by policy");

        private final int error;
        private final String reason;

        SystemService(int error, String reason) {
            this.error = error;
            this.reason = reason;
        }

        static SystemService named(String name) {
            for (SystemService service : values()) if (service.name().equalsIgnoreCase(name)) return service;
            throw new IllegalArgumentException("service is " + name + ", must be running, stopped or disabled");
        }

        WfdException refusal(String what, String why) {
            return new WfdException(error, 0, what + ": " + why);
        }
    }

    private final SimThreads threads = new SimThreads();
    private final SinkSlot sinks = new SinkSlot();
    private final DeviceTable devices = new DeviceTable(this::publish);
    private final SimSession.Surroundings surroundings =
            new SimSession.Surroundings(this::requireService, devices, new LinkAddresses(), sinks, threads);
    private final BooleanSupplier bundleStops;
    private final Configured<Config, Settings> configured =
            new Configured<>(PID, Config.class, Settings::of, LOG::error);
    /** Null while there is none. */
    private volatile EventAdmin eventAdmin;

    // Guarded by the set.
    private final Set<SimHandle> handles = new HashSet<>();
    private boolean stopped;

    /** The provider. */
    @Activate
    public SimWifiDirect(BundleContext context, Config config) {
        this(() -> context.getBundle().getState() == Bundle.STOPPING, config);
    }

    SimWifiDirect(BooleanSupplier bundleStops, Config config) {
        this.bundleStops = bundleStops;
        configured.update(config);
    }

    /** What can't be used is refused, and everything stays as it is. */
    @Modified
    void modified(Config config) {
        if (!configured.update(config)) return;
        Settings next = configured.settings();
        SystemService service = next.service();
        if (service == SystemService.RUNNING) return;
        LOG.info("Sessions and pairings end, since {}", next.reason());
        sessions().forEach(session -> session.end(SessionEnd.SERVICE_STOPPED, next.refusal("opening " + session)));
        endPairings(next::refusal);
    }

    @Deactivate
    void deactivate() {
        endSessions();
        part(devices.clear());
        threads.shutdown();
    }

    /** And lets nobody begin another one. */
    private void endSessions() {
        List<SimSession> remaining;
        synchronized (handles) {
            stopped = true;
            remaining = handles.stream()
                    .flatMap(handle -> handle.invalidate().stream())
                    .toList();
            handles.clear();
        }
        remaining.forEach(session -> session.end(SessionEnd.SERVICE_STOPPED, stopped("opening " + session)));
        endPairings(SimWifiDirect::stopped);
        awaitEnd(remaining);
    }

    private void endPairings(Function<String, WfdException> refusal) {
        devices.pairings()
                .forEach(pairing -> pairing.end(SessionEnd.SERVICE_STOPPED, refusal.apply("pairing " + pairing)));
    }

    private static WfdException stopped(String what) {
        return SystemService.STOPPED.refusal(what, SystemService.STOPPED.reason);
    }

    private static void awaitEnd(List<SimSession> sessions) {
        long end = System.nanoTime() + STOP_NS;
        try {
            for (SimSession session : sessions)
                if (!session.awaitClosed(end)) LOG.warn("Session to {} did not end in time", session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Reference(
            service = SimDevice.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "deviceChanged")
    void addDevice(SimDevice device) {
        part(devices.add(device));
    }

    /** Called by the framework when the configuration of a device, and so its service properties, have changed. */
    void deviceChanged(SimDevice device) {
        part(devices.change(device));
        device.settings().ifPresent(settings -> devices.session(device).ifPresent(session -> session.follow(settings)));
    }

    void removeDevice(SimDevice device) {
        // A bundle that stops may take the devices away before this component; that is not why sessions end.
        if (bundleStops.getAsBoolean()) endSessions();
        part(devices.remove(device));
    }

    private static void part(List<Parting> partings) {
        for (Parting parting : partings) {
            boolean departed = parting.end() == SessionEnd.DEVICE_DEPARTED;
            parting.guest()
                    .end(
                            parting.end(),
                            new WfdException(
                                    departed ? WfdError.ERROR_INVALID_PARAMETER : WfdError.ERROR_TIMEOUT,
                                    0,
                                    "device " + parting.guest() + " is " + (departed ? "gone" : "out of range")));
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSink(MiracastSink sink) {
        sinks.offer(sink);
    }

    void unbindSink(MiracastSink sink) {
        sinks.withdraw(sink);
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

    @Override
    public WfdHandle open(int version) throws WfdException {
        if (version != WFD_API_VERSION)
            throw new WfdException(
                    WfdError.ERROR_INVALID_PARAMETER,
                    0,
                    "opening a handle: version is " + version + ", must be " + WFD_API_VERSION);
        int limit = configured.settings().handleLimit();
        synchronized (handles) {
            if (stopped) throw stopped("opening a handle");
            if (handles.size() >= limit)
                throw new WfdException(
                        WfdError.ERROR_REMOTE_SESSION_LIMIT_EXCEEDED,
                        0,
                        "opening a handle: " + handles.size() + " are open, handleLimit is " + limit);
            SimHandle handle = new SimHandle(this);
            handles.add(handle);
            return handle;
        }
    }

    void giveBack(SimHandle handle) {
        synchronized (handles) {
            handles.remove(handle);
        }
    }

    private List<SimSession> sessions() {
        synchronized (handles) {
            return handles.stream()
                    .flatMap(handle -> handle.sessions().stream())
                    .toList();
        }
    }

    /** A session that has the device and wants to be started, or {@linkplain #abandon abandoned}. */
    SimSession session(MacAddress device, Consumer<SimSession> ending) throws WfdException {
        requireService("opening " + device);
        SimSession session = new SimSession(surroundings, devices.openable(device), ending);
        devices.occupy(session);
        return session;
    }

    void abandon(SimSession session) {
        devices.leave(session);
    }

    @Override
    public List<WfdDevice> devices() {
        return devices.devices();
    }

    @Override
    public void updateVisibility(MacAddress device) throws WfdException {
        requireService("looking for " + device);
        devices.search(device);
    }

    @Override
    public Set<PairingMethod> methods(MacAddress device) throws WfdException {
        requireService("asking how to pair " + device);
        return devices.methods(device);
    }

    @Override
    public WfdPairing startPairing(MacAddress device, PairingMethod method) throws WfdException {
        requireService("pairing " + device);
        SimPairing pairing = devices.pair(
                device, method, settings -> new SimPairing(surroundings, settings, method, PAIRING_LIMIT_MS));
        pairing.start();
        return pairing;
    }

    private void requireService(String what) throws WfdException {
        Settings present = configured.settings();
        if (present.service() != SystemService.RUNNING) throw present.refusal(what);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean available() {
        return configured.settings().service() == SystemService.RUNNING;
    }

    @Override
    public String reason() {
        Settings present = configured.settings();
        return present.service() == SystemService.RUNNING ? "" : present.reason() + " (configuration " + PID + ")";
    }

    /** None: what casts need of Wi-Fi Direct is no part of theirs. */
    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public List<String> configurationFaults() {
        return Stream.concat(configured.faults().stream(), devices.faults().stream())
                .toList();
    }
}
