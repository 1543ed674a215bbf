// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Objects;

/**
 * What is known about a Wi-Fi Direct device at one moment. It stands for a device node of the pairing experience of
 * Windows together with the device information subelement of its Wi-Fi Display information element.
 *
 * @param address the device address, by which sessions are opened
 * @param name what the device calls itself, not necessarily unique, perhaps empty; never longer than
 *     {@value #MAXIMUM_NAME_LENGTH} characters and without control characters, which the provider replaces, since the
 *     name comes from the air and ends up in terminals and logs
 * @param paired whether sessions can be opened without the user's help
 * @param visible whether the last discovery saw it ({@code DEVPKEY_WiFiDirect_IsVisible}); see
 *     {@link WifiDirect#updateVisibility}
 * @param displayRole what it is as a Wi-Fi Display device
 * @param rtspPort the RTSP port that it announces, 0 if none. A display announces 7236 or 0 as a rule, and connects
 *     <em>to</em> the source's port all the same
 * @param sessionAvailable whether it says that it would take a session now
 * @param maximumThroughput the highest throughput that it announces, in bit/s; 0 if none
 */
public record WfdDevice(
        MacAddress address,
        String name,
        boolean paired,
        boolean visible,
        DisplayRole displayRole,
        int rtspPort,
        boolean sessionAvailable,
        long maximumThroughput) {

    /** Far more than the 32 octets that a device name has in the air: systems keep names of their own, too. */
    public static final int MAXIMUM_NAME_LENGTH = 255;

    /** Checks the values. */
    public WfdDevice {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(displayRole, "displayRole");
        if (name.length() > MAXIMUM_NAME_LENGTH)
            throw new IllegalArgumentException(
                    "name has " + name.length() + " characters, at most " + MAXIMUM_NAME_LENGTH + " are allowed");
        if (name.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("name of " + address + " has control characters");
        if (rtspPort < 0 || rtspPort > 0xFFFF)
            throw new IllegalArgumentException("rtspPort is " + rtspPort + ", must be 0 to 65535");
        if (maximumThroughput < 0)
            throw new IllegalArgumentException(
                    "maximumThroughput is " + maximumThroughput + " bit/s, must not be negative");
    }
}
