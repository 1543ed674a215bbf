// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import wfd.api.DeviceEvents;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;

/** The devices that the device nodes stand for. Tells about changes in the order in which they happen. Thread-safe. */
final class DeviceTable implements DeviceNodes.Follower {
    /** Takes topic and device; called with the lock held, so that events stay in order, and must only queue them. */
    private final BiConsumer<String, WfdDevice> events;
    /** Takes the address of a device that is gone; called without the lock. */
    private final Consumer<MacAddress> departures;

    // Guarded by this.
    private final Map<String, DeviceNode> nodes = new LinkedHashMap<>();
    private final Map<MacAddress, WfdDevice> told = new LinkedHashMap<>();
    private boolean cleared;

    DeviceTable(BiConsumer<String, WfdDevice> events, Consumer<MacAddress> departures) {
        this.events = events;
        this.departures = departures;
    }

    @Override
    public void changed(String id, Map<NodeProperty, byte[]> changes) {
        List<MacAddress> departed;
        synchronized (this) {
            if (cleared) return;
            nodes.put(id, nodes.getOrDefault(id, DeviceNode.EMPTY).with(changes));
            departed = update();
        }
        departed.forEach(departures);
    }

    @Override
    public void removed(String id) {
        List<MacAddress> departed;
        synchronized (this) {
            nodes.remove(id);
            departed = update();
        }
        departed.forEach(departures);
    }

    /** All are gone, and none comes any more. */
    void clear() {
        synchronized (this) {
            cleared = true;
            nodes.clear();
            update();
        }
    }

    private List<MacAddress> update() {
        Map<MacAddress, WfdDevice> now = new LinkedHashMap<>();
        // A device that was paired twice has two nodes; the first counts.
        for (DeviceNode node : nodes.values())
            node.device().ifPresent(device -> now.putIfAbsent(device.address(), device));
        List<MacAddress> departed = new ArrayList<>();
        told.values().removeIf(device -> {
            if (now.containsKey(device.address())) return false;
            departed.add(device.address());
            events.accept(DeviceEvents.DEVICE_DEPARTED, device);
            return true;
        });
        now.forEach((address, device) -> {
            WfdDevice before = told.put(address, device);
            if (before == null) events.accept(DeviceEvents.DEVICE_ARRIVED, device);
            else if (!before.equals(device)) events.accept(DeviceEvents.DEVICE_CHANGED, device);
        });
        return departed;
    }

    synchronized List<WfdDevice> devices() {
        return List.copyOf(told.values());
    }

    synchronized Optional<WfdDevice> device(MacAddress address) {
        return Optional.ofNullable(told.get(address));
    }

    /** The id of the device's node. */
    synchronized Optional<String> nodeId(MacAddress address) {
        return nodes.entrySet().stream()
                .filter(entry ->
                        entry.getValue().address().filter(address::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The address of the display's end of the link, if it is known. */
    synchronized Optional<MacAddress> interfaceAddress(MacAddress address) {
        return nodes.values().stream()
                .filter(node -> node.address().filter(address::equals).isPresent())
                .findFirst()
                .flatMap(DeviceNode::interfaceAddress);
    }
}
