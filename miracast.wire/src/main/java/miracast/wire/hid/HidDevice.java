// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;

/** A device with the layout of its reports, and what of it is held down. One thread. */
final class HidDevice {
    /**
     * A keyboard's boot layout (HID 1.11, B.1): modifiers, nothing, six keys. As a descriptor, but for its lamps; there any key may
     * come.
     */
    private static final byte[] BOOT_KEYBOARD = HexFormat.of()
            .parseHex("05010906a101" + "050719e029e71500250175019508" + "8102" + "950175088101"
                    + "150026ff00190029ff95068100" + "c0");
    /** A mouse's (B.2): three buttons, across, down; and often a wheel. */
    private static final byte[] BOOT_MOUSE = HexFormat.of()
            .parseHex("05010902a101" + "0509190129031500250175019503" + "8102" + "950175058101" + "0501093009310938"
                    + "1581257f750895038106" + "c0");
    /** Octets without which a boot report tells nothing. */
    private static final int BOOT_OCTETS = 3;

    /** Null for a boot layout. */
    private final byte[] descriptor;

    private final boolean ids;
    private final int leastOctets;
    private final Map<Integer, List<ReportPart>> reports = new HashMap<>();

    private HidDevice(byte[] descriptor, ReportDescriptor layout, int leastOctets, Pointers pointers) {
        this.descriptor = descriptor;
        this.leastOctets = leastOctets;
        ids = layout.ids();
        layout.reports().forEach((id, fields) -> {
            List<ReportPart> parts = new ArrayList<>();
            KeyPart.of(fields).ifPresent(parts::add);
            MousePart.of(fields, pointers).ifPresent(parts::add);
            TouchPart.of(fields, pointers).ifPresent(parts::add);
            if (!parts.isEmpty()) {
                reports.put(id, parts);
            }
        });
    }

    /** A device that sent a descriptor. */
    static HidDevice describedBy(byte[] descriptor, Pointers pointers) throws MalformedDescriptorException {
        return new HidDevice(descriptor, ReportDescriptor.parse(descriptor), 1, pointers);
    }

    /** A device that sent what is no descriptor: nothing is known of its reports. */
    static HidDevice unknown(byte[] descriptor, Pointers pointers) {
        return new HidDevice(descriptor, new ReportDescriptor(false, Map.of()), 1, pointers);
    }

    /** A device that sent no descriptor. */
    static HidDevice boot(InputEvent.Device device, Pointers pointers) {
        try {
            ReportDescriptor layout = switch (device) {
                case KEYBOARD -> ReportDescriptor.parse(BOOT_KEYBOARD);
                case MOUSE -> ReportDescriptor.parse(BOOT_MOUSE);
                default -> new ReportDescriptor(false, Map.of());
            };
            return new HidDevice(null, layout, BOOT_OCTETS, pointers);
        } catch (MalformedDescriptorException e) {
            throw new IllegalStateException("a boot layout of our own: " + e.getMessage(), e);
        }
    }

    boolean isDescribedBy(byte[] octets) {
        return Arrays.equals(descriptor, octets);
    }

    /** What a report tells; empty if its layout is not known. */
    Optional<List<InputEvent>> read(byte[] report, VideoMode mode) {
        if (report.length < leastOctets) {
            return Optional.empty();
        }
        List<ReportPart> parts = reports.get(ids ? report[0] & 0xFF : 0);
        if (parts == null) {
            return Optional.empty();
        }
        List<InputEvent> events = new ArrayList<>();
        parts.forEach(part -> part.read(report, mode, events));
        return Optional.of(events);
    }

    /** Adds what lets go of all that is held down; it is forgotten with that. */
    void release(List<InputEvent> events) {
        reports.values().forEach(parts -> parts.forEach(part -> part.release(events)));
    }
}
