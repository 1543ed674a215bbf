// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;

/**
 * The devices at one display: makes events of their reports, by the descriptors that they sent, or in boot layout (HID 1.11, B) if
 * they sent none. There is a device of each kind on each path, since reports tell no more of where they are from. One thread.
 */
public final class HidDevices {
    private record Source(InputEvent.Path path, InputEvent.Device device) {}

    private final Map<Source, HidDevice> devices = new LinkedHashMap<>();
    private final Pointers pointers = new Pointers();
    private final Consumer<String> trouble;

    /** @param trouble told which device sent a descriptor that cannot be read, and why: item, offset and value */
    public HidDevices(Consumer<String> trouble) {
        this.trouble = trouble;
    }

    /**
     * What a report, or another event, tells.
     *
     * @param event what the display sent
     * @param mode whose pixels a mouse moves over
     * @return what a report changes, perhaps nothing; the event itself if it is no report, or one that is not understood, or a
     *     descriptor, before which comes what lets go of the keys and contacts that the device held down so far
     */
    public List<InputEvent> read(InputEvent event, VideoMode mode) {
        if (!(event instanceof InputEvent.HidReport report)) {
            return List.of(event);
        }
        Source source = new Source(report.path(), report.device());
        HidDevice device = devices.computeIfAbsent(source, key -> HidDevice.boot(report.device(), pointers));
        if (!report.descriptor()) {
            return device.read(report.octets(), mode).orElse(List.of(report));
        }
        List<InputEvent> events = new ArrayList<>();
        if (!device.isDescribedBy(report.octets())) {
            device.release(events);
            devices.put(source, described(source, report.octets()));
        }
        events.add(report);
        return events;
    }

    private HidDevice described(Source source, byte[] descriptor) {
        try {
            return HidDevice.describedBy(descriptor, pointers);
        } catch (MalformedDescriptorException e) {
            trouble.accept(source.device() + " on " + source.path() + ": " + e.getMessage());
            return HidDevice.unknown(descriptor, pointers);
        }
    }

    /** What lets go of all that is held down; it is forgotten with that, but the descriptors are not. */
    public List<InputEvent> releases() {
        List<InputEvent> events = new ArrayList<>();
        devices.values().forEach(device -> device.release(events));
        return events;
    }
}
