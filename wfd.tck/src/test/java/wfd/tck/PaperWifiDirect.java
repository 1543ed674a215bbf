// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import wfd.api.DeviceEvents;
import wfd.api.DisplayRole;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;

/** A provider that keeps every rule and does nothing else; with a {@link Flaw} it breaks exactly that one. */
final class PaperWifiDirect implements WifiDirect, WfdProviderStatus {
    static final MacAddress FIRST = MacAddress.parse("02:00:00:00:00:01");
    static final MacAddress SECOND = MacAddress.parse("02:00:00:00:00:02");
    static final MacAddress SLOW = MacAddress.parse("02:00:00:00:00:03");
    static final MacAddress FAILING = MacAddress.parse("02:00:00:00:00:04");
    static final MacAddress UNPAIRED = MacAddress.parse("02:00:00:00:00:05");
    static final MacAddress HIDDEN = MacAddress.parse("02:00:00:00:00:06");
    static final MacAddress SHOWS_PIN = MacAddress.parse("02:00:00:00:00:07");
    static final MacAddress TAKES_PIN = MacAddress.parse("02:00:00:00:00:08");
    static final int HANDLE_LIMIT = 4;
    private static final Set<MacAddress> PAIRED = Set.of(FIRST, SECOND, SLOW, FAILING, HIDDEN);

    /** Of the system. */
    enum Service {
        RUNS,
        IS_STOPPED,
        IS_DISABLED
    }

    private final Set<Flaw> flaws;
    private final BiConsumer<String, Map<String, ?>> events;
    final ExecutorService completions;
    final AtomicInteger opens = new AtomicInteger();
    final ScheduledExecutorService timer;
    final PaperPairings pairing = new PaperPairings(this);
    private final List<PaperHandle> handles = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<MacAddress, WfdDevice> devices = new LinkedHashMap<>();
    private final Map<MacAddress, PaperSession> sessions = new LinkedHashMap<>();
    private final List<WfdDevice> lateChanges = new ArrayList<>();
    private Service service = Service.RUNS;
    private int openHandles;

    PaperWifiDirect(Set<Flaw> flaws, BiConsumer<String, Map<String, ?>> events) {
        this.flaws = flaws;
        this.events = events;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "paper");
            thread.setDaemon(true);
            return thread;
        };
        timer = Executors.newSingleThreadScheduledExecutor(threads);
        completions = has(Flaw.HAS_ONE_THREAD)
                ? Executors.newSingleThreadExecutor(threads)
                : Executors.newCachedThreadPool(threads);
        for (MacAddress address : List.of(FIRST, SECOND, SLOW, FAILING, UNPAIRED, HIDDEN, SHOWS_PIN, TAKES_PIN))
            devices.put(address, device(address, "television", PAIRED.contains(address), address != HIDDEN));
    }

    boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    private static WfdDevice device(MacAddress address, String name, boolean paired, boolean visible) {
        return new WfdDevice(address, name, paired, visible, DisplayRole.PRIMARY_SINK, 7236, true, 54_000_000);
    }

    @Override
    public synchronized WfdHandle open(int version) throws WfdException {
        if (version != WFD_API_VERSION && !has(Flaw.TAKES_ANY_VERSION))
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "version " + version);
        if (openHandles == HANDLE_LIMIT && !has(Flaw.KNOWS_NO_HANDLE_LIMIT))
            throw new WfdException(WfdError.ERROR_REMOTE_SESSION_LIMIT_EXCEEDED, 0, "too many handles");
        openHandles++;
        PaperHandle handle = new PaperHandle(this);
        handles.add(handle);
        return handle;
    }

    synchronized void giveBack(PaperHandle handle) {
        if (!has(Flaw.KEEPS_CLOSED_HANDLES)) openHandles--;
        handles.remove(handle);
    }

    List<PaperHandle> handles() {
        return handles;
    }

    @Override
    public synchronized List<WfdDevice> devices() {
        if (has(Flaw.LISTS_NOTHING)) return List.of();
        if (has(Flaw.HANDS_OUT_ITS_LIST)) return new ArrayList<>(devices.values());
        if (has(Flaw.HANDS_OUT_A_VIEW)) return new ListView(devices.values());
        List<WfdDevice> list = new ArrayList<>(devices.values());
        if (has(Flaw.LISTS_DEVICES_TWICE)) list.addAll(devices.values());
        if (has(Flaw.LISTS_ALL_AS_PAIRED))
            list.replaceAll(known -> device(known.address(), known.name(), true, known.visible()));
        return List.copyOf(list);
    }

    @Override
    public synchronized void updateVisibility(MacAddress address) throws WfdException {
        requireService("look for " + address);
        if (!devices.containsKey(address)) {
            if (has(Flaw.LOOKS_FOR_ANYTHING)) return;
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no device " + address);
        }
        if (!has(Flaw.FINDS_NOTHING)) change(address, known -> device(address, known.name(), known.paired(), true));
    }

    synchronized WfdDevice known(MacAddress address) {
        return devices.get(address);
    }

    synchronized void setPaired(MacAddress address) {
        WfdDevice known = devices.get(address);
        if (known == null || has(Flaw.FORGETS_WHAT_IT_PAIRS)) return;
        WfdDevice after = device(address, known.name(), true, known.visible());
        devices.put(address, after);
        if (!has(Flaw.TELLS_NO_PAIRING)) tell(DeviceEvents.DEVICE_CHANGED, after);
    }

    void requireService(String what) throws WfdException {
        if (has(Flaw.NEEDS_NO_SERVICE)) return;
        if (service == Service.IS_STOPPED) throw new WfdException(WfdError.ERROR_SERVICE_NOT_ACTIVE, 0, what);
        if (service == Service.IS_DISABLED) {
            boolean mistaken = has(Flaw.TAKES_A_POLICY_FOR_A_STOPPED_SERVICE);
            int error = mistaken ? WfdError.ERROR_SERVICE_NOT_ACTIVE : WfdError.ERROR_INVALID_STATE;
            throw new WfdException(error, 0, what);
        }
    }

    synchronized void requirePaired(MacAddress address) throws WfdException {
        requireService("open " + address);
        WfdDevice device = devices.get(address);
        boolean acceptable =
                device == null ? has(Flaw.OPENS_UNKNOWN_DEVICES) : device.paired() || has(Flaw.OPENS_UNPAIRED_DEVICES);
        if (!acceptable) throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no paired device " + address);
    }

    synchronized void occupy(MacAddress device, PaperSession session) throws WfdException {
        if (sessions.putIfAbsent(device, session) != null)
            throw new WfdException(WfdError.ERROR_INVALID_STATE, 0, device + " has a session");
    }

    synchronized void free(MacAddress device, PaperSession session) {
        sessions.remove(device, session);
    }

    synchronized Collection<PaperSession> sessions() {
        return List.copyOf(sessions.values());
    }

    @Override
    public String name() {
        return "paper";
    }

    @Override
    public synchronized boolean available() {
        return has(Flaw.NEVER_COMPLAINS) || service == Service.RUNS && !has(Flaw.ALWAYS_COMPLAINS);
    }

    @Override
    public String reason() {
        return available() ? "" : "the service is off";
    }

    // What a test does to it

    void turn(Service state) {
        synchronized (this) {
            if (!has(Flaw.NEVER_RECOVERS) || service == Service.RUNS) service = state;
        }
        if (state != Service.RUNS && !has(Flaw.MISSES_THE_END_OF_THE_SERVICE))
            sessions().forEach(PaperSession::stop);
        if (state != Service.RUNS) pairing.stop();
    }

    synchronized MacAddress arrive() {
        MacAddress address = new MacAddress(0x02_00_00_00_01_00L + devices.size());
        WfdDevice newcomer = device(address, "newcomer", true, true);
        devices.put(address, newcomer);
        if (!has(Flaw.TELLS_NO_ARRIVAL)) tell(DeviceEvents.DEVICE_ARRIVED, newcomer);
        return address;
    }

    synchronized void rename(MacAddress address, String name) {
        change(address, known -> device(address, name, known.paired(), known.visible()));
    }

    private void change(MacAddress address, UnaryOperator<WfdDevice> how) {
        WfdDevice after = how.apply(devices.get(address));
        if (after.equals(devices.put(address, after)) || has(Flaw.TELLS_NO_CHANGE)) return;
        if (has(Flaw.TELLS_CHANGES_LATE)) lateChanges.add(after);
        else tell(DeviceEvents.DEVICE_CHANGED, after);
    }

    synchronized void depart(MacAddress address) {
        WfdDevice last = devices.get(address);
        if (!has(Flaw.LISTS_THE_DEPARTED)) devices.remove(address);
        if (!has(Flaw.TELLS_NO_DEPARTURE)) tell(DeviceEvents.DEVICE_DEPARTED, last);
        lateChanges.forEach(device -> tell(DeviceEvents.DEVICE_CHANGED, device));
        PaperSession session = sessions.get(address);
        if (session != null && !has(Flaw.MISSES_A_DEPARTURE)) session.end(SessionEnd.DEVICE_DEPARTED);
    }

    synchronized void breakLink(MacAddress address) {
        if (!has(Flaw.MISSES_A_LOST_LINK)) sessions.get(address).end(SessionEnd.LINK_LOST);
    }

    private void tell(String topic, WfdDevice device) {
        Map<String, ?> everything = DeviceEvents.properties(name(), device);
        Map<String, ?> little = Map.of(
                DeviceEvents.DEVICE,
                device,
                DeviceEvents.DEVICE_ADDRESS,
                device.address().toString());
        events.accept(topic, has(Flaw.TELLS_LITTLE) ? little : everything);
    }

    void shutDown() {
        if (!has(Flaw.LEAVES_HANDLES_OPEN)) handles.forEach(PaperHandle::invalidate);
        for (PaperSession session : sessions())
            if (!has(session.isOpen() ? Flaw.LEAVES_SESSIONS_BEHIND : Flaw.LEAVES_OPENS_PENDING)) session.stop();
        pairing.stop();
        synchronized (this) {
            if (!has(Flaw.LEAVES_DEVICES_BEHIND))
                devices.values().forEach(device -> tell(DeviceEvents.DEVICE_DEPARTED, device));
            devices.clear();
        }
        timer.shutdownNow();
        completions.shutdown();
    }

    /** A list that changes while somebody looks at it. */
    private static final class ListView extends java.util.AbstractList<WfdDevice> {
        private final Collection<WfdDevice> devices;

        ListView(Collection<WfdDevice> devices) {
            this.devices = devices;
        }

        @Override
        public WfdDevice get(int index) {
            return List.copyOf(devices).get(index);
        }

        @Override
        public int size() {
            return devices.size();
        }
    }
}
