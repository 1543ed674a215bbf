// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.regex.Pattern;

/**
 * A Wi-Fi device address ({@code DOT11_MAC_ADDRESS}).
 *
 * @param bits the address in the low 48 bits, first octet on top, which makes a cheap map key
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
    private static final Pattern NOTATION =
            Pattern.compile("\\p{XDigit}{2}(?::\\p{XDigit}{2}){5}|\\p{XDigit}{2}(?:-\\p{XDigit}{2}){5}");

    /** Octets of an address. */
    public static final int LENGTH = 6;

    /** Checks the value. */
    public MacAddress {
        if (bits >>> 48 != 0)
            throw new IllegalArgumentException("address has more than 48 bits: 0x" + Long.toHexString(bits));
    }

    /**
     * Makes an address of its octets.
     *
     * @param octets six of them, as they go over the air; copied
     * @return the address
     */
    public static MacAddress of(byte[] octets) {
        if (octets.length != LENGTH)
            throw new IllegalArgumentException("address has " + octets.length + " octets, must be " + LENGTH);
        long bits = 0;
        for (byte octet : octets) bits = bits << 8 | octet & 0xFF;
        return new MacAddress(bits);
    }

    /**
     * Reads an address.
     *
     * @param text six times two hexadecimal digits, divided by colons or by hyphens
     * @return the address
     */
    public static MacAddress parse(String text) {
        if (!NOTATION.matcher(text).matches())
            throw new IllegalArgumentException("not an address like 02:00:00:00:00:01: " + text);
        return new MacAddress(Long.parseLong(text.replace(":", "").replace("-", ""), 16));
    }

    /**
     * The address as it goes over the air.
     *
     * @return six octets, which belong to the caller
     */
    public byte[] octets() {
        byte[] octets = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) octets[i] = (byte) (bits >>> 8 * (LENGTH - 1 - i));
        return octets;
    }

    /**
     * Whether it stands for many devices: the lowest bit of the first octet. No device has such an address.
     *
     * @return true for group addresses, the broadcast address among them
     */
    public boolean isGroup() {
        return (bits >>> 40 & 1) != 0;
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    /** The address in lower case, divided by colons. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(3 * LENGTH - 1);
        for (int shift = 40; shift >= 0; shift -= 8) {
            if (shift != 40) text.append(':');
            text.append(Character.forDigit((int) (bits >>> shift + 4) & 0xF, 16));
            text.append(Character.forDigit((int) (bits >>> shift) & 0xF, 16));
        }
        return text.toString();
    }
}
