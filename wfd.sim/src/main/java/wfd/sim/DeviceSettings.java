// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.sink.RtpFaults;
import wfd.api.DisplayRole;
import wfd.api.LinkRates;
import wfd.api.MacAddress;
import wfd.api.PairingMethod;
import wfd.api.PairingPin;
import wfd.api.WfdDevice;

/**
 * A device as configured, checked.
 *
 * @param device what it announces, when nothing has happened to it
 * @param inRange whether it answers a targeted discovery, and opens
 * @param pairing how it can be paired
 * @param faults what goes wrong when it is opened and after
 * @param television how its sink behaves
 * @param linkRate what the link carries, in bit/s; 0 if that is not known
 */
record DeviceSettings(
        WfdDevice device,
        boolean inRange,
        PairingSettings pairing,
        LinkFaults faults,
        TelevisionSettings television,
        long linkRate) {

    /**
     * What people at the device can do, and do.
     *
     * @param methods none or one
     * @param pin what it shows, if it shows one
     * @param delayMs how long they take
     */
    record PairingSettings(Set<PairingMethod> methods, PairingPin pin, int delayMs) {}

    /**
     * Faults of the link.
     *
     * @param openDelayMs how long opening takes
     * @param openError error that opening ends with; 0 for none
     * @param openReasonCode reason code of that error
     * @param dropAfterMs how long an open link lasts; 0 for as long as it is wanted
     */
    record LinkFaults(int openDelayMs, int openError, int openReasonCode, int dropAfterMs) {}

    /**
     * The sink behind the link.
     *
     * @param rtspPort where it looks for the source's RTSP server
     * @param capabilities RTSP parameters that replace its own, by name; empty ones are left out of its answer
     * @param rtpFaults what happens to its RTP packets
     * @param recording where it writes the transport stream; null for nowhere
     * @param decode whether it decodes pictures, or only checks the stream
     */
    record TelevisionSettings(
            int rtspPort, Map<String, String> capabilities, RtpFaults rtpFaults, Path recording, boolean decode) {}

    private static final int LONGEST_MS = 24 * 60 * 60 * 1000;
    /** The bound of {@link RtpFaults}. */
    private static final int MOST_JITTER_MS = 10_000;

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names field and value
     */
    static DeviceSettings of(SimDevice.Config config) {
        int rtspPort = Field.read("rtspPort", config::rtspPort, 1, 0xFFFF);
        WfdDevice device = new WfdDevice(
                address(config.address()),
                config.name(),
                Field.read("paired", config::paired),
                Field.read("visible", config::visible),
                displayRole(config.displayRole()),
                rtspPort,
                true,
                Field.read("maximumThroughput", config::maximumThroughput, 0, Long.MAX_VALUE));
        TelevisionSettings television = new TelevisionSettings(
                rtspPort,
                capabilities(config.capabilities()),
                rtpFaults(config),
                recording(config.recording()),
                Field.read("decode", config::decode));
        return new DeviceSettings(
                device,
                Field.read("inRange", config::inRange),
                new PairingSettings(
                        pairingMethods(config.pairing()),
                        PairingPin.parse(config.pin()),
                        Field.read("pairingDelayMs", config::pairingDelayMs, 0, LONGEST_MS)),
                linkFaults(config),
                television,
                Field.read("linkRate", config::linkRate, 0, Long.MAX_VALUE));
    }

    private static LinkFaults linkFaults(SimDevice.Config config) {
        LinkFaults faults = new LinkFaults(
                Field.read("openDelayMs", config::openDelayMs, 0, LONGEST_MS),
                Field.read("openError", config::openError),
                Field.read("openReasonCode", config::openReasonCode),
                Field.read("dropAfterMs", config::dropAfterMs, 0, LONGEST_MS));
        if (faults.openError() == 0 && faults.openReasonCode() != 0)
            throw new IllegalArgumentException(
                    "openReasonCode is " + faults.openReasonCode() + ", but there is no openError to go with it");
        return faults;
    }

    private static MacAddress address(String text) {
        if (text == null || text.isBlank()) throw new IllegalArgumentException("address is missing");
        MacAddress address = parsed(text.strip());
        if (address.isGroup() || address.bits() == 0)
            throw new IllegalArgumentException("address " + address + " is not the address of one device");
        return address;
    }

    private static MacAddress parsed(String text) {
        try {
            return MacAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("address: " + e.getMessage(), e);
        }
    }

    private static Set<PairingMethod> pairingMethods(String name) {
        return switch (name) {
            case "push-button" -> Set.of(PairingMethod.PUSH_BUTTON);
            case "shows-pin" -> Set.of(PairingMethod.ENTER_PIN);
            case "takes-pin" -> Set.of(PairingMethod.DISPLAY_PIN);
            case "none" -> Set.of();
            default ->
                throw new IllegalArgumentException(
                        "pairing is " + name + ", must be push-button, shows-pin, takes-pin or none");
        };
    }

    private static DisplayRole displayRole(String name) {
        try {
            return DisplayRole.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            String roles = Arrays.stream(DisplayRole.values())
                    .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("displayRole is " + name + ", must be one of " + roles, e);
        }
    }

    private static RtpFaults rtpFaults(SimDevice.Config config) {
        return new RtpFaults(
                share("rtpLoss", config::rtpLoss),
                share("rtpReordering", config::rtpReordering),
                Field.read("rtpJitterMs", config::rtpJitterMs, 0, MOST_JITTER_MS),
                Field.read("rtpSeed", config::rtpSeed));
    }

    private static double share(String name, Supplier<Double> field) {
        double value = Field.read(name, field);
        if (!(value >= 0 && value <= 1)) throw new IllegalArgumentException(name + " is " + value + ", must be 0 to 1");
        return value;
    }

    private static Path recording(String path) {
        if (path.isBlank()) return null;
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("recording is no path: " + path, e);
        }
    }

    /** Each element is a line, or several of them: plain configuration files know no lists. */
    private static Map<String, String> capabilities(String[] elements) {
        List<String> lines = Stream.of(elements)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        Map<String, String> capabilities = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (!PARAMETER.matcher(name).matches())
                throw new IllegalArgumentException("capabilities has a line that is not \"name: value\": " + line);
            if (capabilities.put(name, line.substring(colon + 1).strip()) != null)
                throw new IllegalArgumentException("capabilities has " + name + " twice");
        }
        return Map.copyOf(capabilities);
    }

    /** Whether the other settings say the same about seeing the device. */
    boolean isSeenLike(DeviceSettings other) {
        return device.visible() == other.device.visible() && inRange == other.inRange;
    }

    /** What a link says it carries: the radios of both sides can do what the device announces, at least. */
    Optional<LinkRates> rates() {
        if (linkRate == 0) return Optional.empty();
        long maximum = Math.max(linkRate, device.maximumThroughput());
        return Optional.of(new LinkRates(linkRate, maximum, maximum));
    }

    MacAddress address() {
        return device.address();
    }
}
