// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import java.util.Optional;
import wfd.api.DisplayRole;

/**
 * Reads the device information out of information elements that came over the air: hostile, so everything is bounded and
 * what doesn't fit is as if it weren't there.
 */
final class InformationElements {
    /** IEEE 802.11: vendor specific. */
    private static final int VENDOR_SPECIFIC = 221;
    /** 50-6F-9A of the Wi-Fi Alliance, and 0A for Wi-Fi Display. */
    private static final int WIFI_DISPLAY = 0x506F9A0A;

    private static final long BITS_PER_MBIT = 1_000_000;

    /**
     * Subelement 0 of the Wi-Fi Display element.
     *
     * @param rtspPort 0 if none
     * @param maximumThroughput in bit/s
     */
    record DeviceInformation(DisplayRole role, boolean sessionAvailable, int rtspPort, long maximumThroughput) {}

    private InformationElements() {}

    /** The device information, if there is one: each element is id, length, and so many octets. */
    static Optional<DeviceInformation> deviceInformation(byte[] elements) {
        for (int at = 0; at + 2 <= elements.length; ) {
            int length = elements[at + 1] & 0xFF;
            int end = at + 2 + length;
            if (end > elements.length) break;
            boolean wifiDisplay = (elements[at] & 0xFF) == VENDOR_SPECIFIC
                    && length >= 4
                    && (number(elements, at + 2, 2) << 16 | number(elements, at + 4, 2)) == WIFI_DISPLAY;
            if (wifiDisplay) {
                Optional<DeviceInformation> found = subelements(elements, at + 6, end);
                if (found.isPresent()) return found;
            }
            at = end;
        }
        return Optional.empty();
    }

    /** Each is an id, two octets of length, and so many octets. Id 0: bitmap, port, throughput in Mbit/s, two octets each. */
    private static Optional<DeviceInformation> subelements(byte[] elements, int begin, int end) {
        for (int at = begin; at + 3 <= end; ) {
            int length = number(elements, at + 1, 2);
            int next = at + 3 + length;
            if (next > end) break;
            if (elements[at] == 0 && length >= 6)
                return Optional.of(
                        read(number(elements, at + 3, 2), number(elements, at + 5, 2), number(elements, at + 7, 2)));
            at = next;
        }
        return Optional.empty();
    }

    private static DeviceInformation read(int bitmap, int port, int mbits) {
        DisplayRole role = switch (bitmap & 3) {
            case 0 -> DisplayRole.SOURCE;
            case 1 -> DisplayRole.PRIMARY_SINK;
            case 2 -> DisplayRole.SECONDARY_SINK;
            default -> DisplayRole.DUAL;
        };
        return new DeviceInformation(role, (bitmap >> 4 & 3) == 1, port, mbits * BITS_PER_MBIT);
    }

    private static int number(byte[] octets, int at, int length) {
        int number = 0;
        for (int i = 0; i < length; i++) number = number << 8 | octets[at + i] & 0xFF;
        return number;
    }
}
