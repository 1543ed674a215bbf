// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;

/**
 * The devices, what is known of them, and who has a session to them or is pairing them. Tells about changes in the order in
 * which they happen.
 */
final class DeviceTable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceTable.class);

    /** What needs a device, and ends without it: a session, a pairing. */
    interface Guest {
        /** Ends it, whatever its state: the reason for an open session, the refusal for what is still on its way. */
        void end(SessionEnd reason, WfdException pending);
    }

    /** Somebody who lost their device, and why. */
    record Parting(Guest guest, SessionEnd end) {}

    /** A configured device, and how it was configured when we looked. */
    private record Offer(SimDevice device, DeviceSettings settings) {}

    private static final class Entry {
        Offer offer;
        boolean visible;
        boolean paired;
        /** Null if there is none. */
        SimSession session;
        /** Null if there is none. */
        SimPairing pairing;
        /** What was told last; null before the first time. */
        WfdDevice told;

        WfdDevice now() {
            WfdDevice configured = offer.settings().device();
            return new WfdDevice(
                    configured.address(),
                    configured.name(),
                    paired,
                    visible,
                    configured.displayRole(),
                    configured.rtspPort(),
                    configured.sessionAvailable() && session == null,
                    configured.maximumThroughput());
        }
    }

    /** Takes topic and device; called with the lock held, so that events stay in order, and must only queue them. */
    private final BiConsumer<String, WfdDevice> events;

    // Guarded by this.
    /** In the order in which they came: of two devices with one address the first counts. */
    private final List<SimDevice> offered = new ArrayList<>();

    private final Map<MacAddress, Entry> entries = new LinkedHashMap<>();

    DeviceTable(BiConsumer<String, WfdDevice> events) {
        this.events = events;
    }

    /** A device is there. */
    synchronized List<Parting> add(SimDevice device) {
        offered.add(device);
        List<Parting> partings = update();
        warnIfHidden(device);
        return partings;
    }

    /** The settings of a device have changed. */
    synchronized List<Parting> change(SimDevice device) {
        if (!offered.contains(device)) return List.of();
        List<Parting> partings = update();
        warnIfHidden(device);
        return partings;
    }

    private void warnIfHidden(SimDevice device) {
        if (entries.values().stream().anyMatch(entry -> entry.offer.device() == device)) return;
        device.settings()
                .ifPresent(settings -> LOG.warn(
                        "Device {} \"{}\" is left out, since another has the same address; give one of them a new one",
                        settings.address(),
                        settings.device().name()));
    }

    /** How the device of a session is configured now; empty if it is not there any more. */
    synchronized Optional<DeviceSettings> settings(SimSession session) {
        return Optional.ofNullable(entries.get(session.device()))
                .filter(entry -> entry.session == session)
                .map(entry -> entry.offer.settings());
    }

    /** Who has a session to a device; empty if nobody has. */
    synchronized Optional<SimSession> session(SimDevice device) {
        return entries.values().stream()
                .filter(entry -> entry.offer.device() == device && entry.session != null)
                .map(entry -> entry.session)
                .findFirst();
    }

    /** What is wrong with the configurations of the devices. */
    synchronized List<String> faults() {
        return offered.stream().flatMap(device -> device.faults().stream()).toList();
    }

    /** A device is gone. */
    synchronized List<Parting> remove(SimDevice device) {
        offered.remove(device);
        return update();
    }

    /** All devices are gone. */
    synchronized List<Parting> clear() {
        offered.clear();
        return update();
    }

    private List<Parting> update() {
        Map<MacAddress, Offer> wanted = new LinkedHashMap<>();
        for (SimDevice device : offered) {
            // Once: they may change at any time.
            device.settings()
                    .ifPresent(settings -> wanted.putIfAbsent(settings.address(), new Offer(device, settings)));
        }
        List<Parting> partings = new ArrayList<>();
        entries.values().removeIf(entry -> {
            if (wanted.containsKey(entry.offer.settings().address())) return false;
            if (entry.session != null) partings.add(new Parting(entry.session, SessionEnd.DEVICE_DEPARTED));
            if (entry.pairing != null) partings.add(new Parting(entry.pairing, SessionEnd.DEVICE_DEPARTED));
            entry.session = null;
            entry.pairing = null;
            events.accept(DeviceEvents.DEVICE_DEPARTED, entry.now());
            return true;
        });
        wanted.forEach((address, offer) -> {
            Entry entry = entries.computeIfAbsent(address, key -> new Entry());
            apply(offer, entry, partings);
            tell(entry);
        });
        return partings;
    }

    private static void apply(Offer offer, Entry entry, List<Parting> partings) {
        DeviceSettings after = offer.settings();
        // What a search found holds until somebody configures something else.
        if (entry.offer == null || !entry.offer.settings().isSeenLike(after))
            entry.visible = after.device().visible() && after.inRange();
        // Likewise what was paired.
        if (entry.offer == null
                || entry.offer.settings().device().paired() != after.device().paired())
            entry.paired = after.device().paired();
        entry.offer = offer;
        if (entry.session == null) return;
        if (!entry.paired) partings.add(new Parting(entry.session, SessionEnd.DEVICE_DEPARTED));
        else if (!after.inRange()) partings.add(new Parting(entry.session, SessionEnd.LINK_LOST));
    }

    private void tell(Entry entry) {
        WfdDevice before = entry.told;
        WfdDevice now = entry.now();
        if (now.equals(before)) return;
        entry.told = now;
        events.accept(before == null ? DeviceEvents.DEVICE_ARRIVED : DeviceEvents.DEVICE_CHANGED, now);
    }

    synchronized List<WfdDevice> devices() {
        return entries.values().stream().map(Entry::now).toList();
    }

    /** A targeted discovery. */
    synchronized void search(MacAddress address) throws WfdException {
        Entry entry = known(address);
        entry.visible = entry.offer.settings().inRange();
        tell(entry);
    }

    private Entry known(MacAddress address) throws WfdException {
        Entry entry = entries.get(address);
        if (entry == null)
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no device " + address + " is known");
        return entry;
    }

    /** The settings of a device that can be opened, as far as one knows before one tries. */
    synchronized DeviceSettings openable(MacAddress address) throws WfdException {
        Entry entry = entries.get(address);
        if (entry == null || !entry.paired)
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no paired device " + address + " is known");
        if (entry.session != null)
            throw new WfdException(WfdError.ERROR_INVALID_STATE, 0, "device " + address + " has a session");
        return entry.offer.settings();
    }

    /** Gives the device to a session, until {@link #leave}. */
    synchronized void occupy(SimSession session) throws WfdException {
        openable(session.device());
        Entry entry = entries.get(session.device());
        entry.session = session;
        tell(entry);
    }

    synchronized void leave(SimSession session) {
        Entry entry = entries.get(session.device());
        if (entry == null || entry.session != session) return;
        entry.session = null;
        tell(entry);
    }

    /** How a device can be paired. */
    synchronized Set<PairingMethod> methods(MacAddress address) throws WfdException {
        return known(address).offer.settings().pairing().methods();
    }

    /** Gives the device to a pairing that is made of its settings, until {@link #leave(SimPairing, boolean)}. */
    synchronized SimPairing pair(MacAddress address, PairingMethod method, Function<DeviceSettings, SimPairing> maker)
            throws WfdException {
        Entry entry = known(address);
        DeviceSettings settings = entry.offer.settings();
        if (entry.paired || entry.pairing != null)
            throw new WfdException(
                    WfdError.ERROR_INVALID_STATE,
                    0,
                    "device " + address + " is " + (entry.paired ? "paired already" : "being paired"));
        if (!settings.pairing().methods().contains(method))
            throw new WfdException(
                    WfdError.ERROR_NOT_SUPPORTED,
                    0,
                    "device " + address + " cannot be paired by " + method + ", but by "
                            + settings.pairing().methods());
        entry.pairing = maker.apply(settings);
        return entry.pairing;
    }

    /** The end of a pairing. False if the device is not there any more. */
    synchronized boolean leave(SimPairing pairing, boolean paired) {
        Entry entry = entries.get(pairing.device());
        if (entry == null || entry.pairing != pairing) return false;
        entry.pairing = null;
        entry.paired |= paired;
        tell(entry);
        return true;
    }

    synchronized List<SimPairing> pairings() {
        return entries.values().stream()
                .map(entry -> entry.pairing)
                .filter(Objects::nonNull)
                .toList();
    }

    synchronized boolean isInRange(MacAddress address) {
        Entry entry = entries.get(address);
        return entry != null && entry.offer.settings().inRange();
    }
}
