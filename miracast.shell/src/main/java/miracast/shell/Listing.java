// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.encoder.VideoEncoder;
import wfd.api.WfdDevice;
import wfd.api.WfdProviderStatus;
import wfd.api.WifiDirect;

/** What there is, and why what is missing is missing. */
final class Listing {
    private final Parts parts;

    Listing(Parts parts) {
        this.parts = parts;
    }

    /**
     * An encoder or a source.
     *
     * @param name by which users ask for it
     * @param available whether it is there
     * @param detail what it is, or why it is missing and what to do
     */
    record Part(String name, boolean available, String detail) {}

    /** A Wi-Fi device. */
    record Device(
            String address,
            String name,
            String provider,
            String role,
            boolean paired,
            boolean visible,
            boolean sessionAvailable,
            int rtspPort,
            long maximumThroughput) {
        private static Device of(WfdDevice device, String provider) {
            return new Device(
                    device.address().toString(),
                    device.name(),
                    provider,
                    device.displayRole().name(),
                    device.paired(),
                    device.visible(),
                    device.sessionAvailable(),
                    device.rtspPort(),
                    device.maximumThroughput());
        }
    }

    /**
     * A way to reach Wi-Fi devices.
     *
     * @param name of the provider
     * @param available whether it works here
     * @param detail why it does not
     */
    record Provider(String name, boolean available, String detail) {}

    /** All encoders, those that are missing after those that are not. */
    List<Part> encoders() {
        Map<String, Part> found = inventory(Inventory.Kind.ENCODER);
        for (VideoEncoder encoder : parts.encoders) {
            found.putIfAbsent(encoder.name(), new Part(encoder.name(), true, ""));
        }
        return availableFirst(found);
    }

    /** All frame sources, those that are missing after those that are not. */
    List<Part> sources() {
        Map<String, Part> found = inventory(Inventory.Kind.FRAME_SOURCE);
        for (String name : parts.sourceNames()) {
            found.putIfAbsent(name, new Part(name, true, ""));
        }
        return availableFirst(found);
    }

    /** All sources of sound, those that are missing after those that are not. */
    List<Part> audioSources() {
        Map<String, Part> found = inventory(Inventory.Kind.AUDIO_SOURCE);
        for (String name : parts.audioSourceNames()) {
            found.putIfAbsent(name, new Part(name, true, ""));
        }
        return availableFirst(found);
    }

    /** All audio encoders, those that are missing after those that are not. */
    List<Part> audioEncoders() {
        return availableFirst(inventory(Inventory.Kind.AUDIO_ENCODER));
    }

    /** The devices of all providers. */
    List<Device> devices() {
        return parts.wifiDirects.stream()
                .flatMap(provider -> provider.getValue().devices().stream()
                        .map(device -> Device.of(device, Parts.providerName(provider))))
                .toList();
    }

    /** The Wi-Fi Direct providers. */
    List<Provider> providers() {
        Map<String, Provider> found = new LinkedHashMap<>();
        for (WfdProviderStatus status : parts.wifiDirectStatus) {
            found.put(status.name(), new Provider(status.name(), status.available(), status.reason()));
        }
        for (Map.Entry<Map<String, Object>, WifiDirect> provider : parts.wifiDirects) {
            String name = Parts.providerName(provider);
            found.putIfAbsent(name, new Provider(name, true, ""));
        }
        return List.copyOf(found.values());
    }

    private Map<String, Part> inventory(Inventory.Kind kind) {
        Map<String, Part> found = new LinkedHashMap<>();
        for (Inventory inventory : parts.inventories) {
            for (Inventory.Part part : inventory.parts()) {
                if (part.kind() == kind) {
                    found.put(part.name(), new Part(part.name(), part.available(), part.detail()));
                }
            }
        }
        return found;
    }

    private static List<Part> availableFirst(Map<String, Part> found) {
        return found.values().stream()
                .sorted((one, other) -> Boolean.compare(other.available(), one.available()))
                .toList();
    }

    /**
     * Encoders or sources as people read them.
     *
     * @param kind heads the column of names
     */
    static Table table(String none, String kind, List<Part> list) {
        Table table = new Table(none, kind, "THERE", "WHAT IT IS, OR WHY IT IS MISSING");
        list.forEach(part -> table.row(List.of(part.name(), yesNo(part.available()), part.detail())));
        return table;
    }

    /** Devices as people read them. */
    static Table deviceTable(List<Device> devices) {
        Table table =
                new Table("No Wi-Fi device is known.", "ADDRESS", "NAME", "PROVIDER", "ROLE", "PAIRED", "VISIBLE");
        devices.forEach(device -> table.row(List.of(
                device.address(),
                device.name(),
                device.provider(),
                device.role(),
                yesNo(device.paired()),
                yesNo(device.visible()))));
        return table;
    }

    /** Providers as people read them. */
    static Table providerTable(List<Provider> providers) {
        Table table = new Table("No Wi-Fi Direct provider is installed.", "PROVIDER", "WORKS", "WHY NOT");
        providers.forEach(
                provider -> table.row(List.of(provider.name(), yesNo(provider.available()), provider.detail())));
        return table;
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
