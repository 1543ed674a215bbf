// SPDX-License-Identifier: Apache-2.0
package wfd.api;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A PIN of Wi-Fi Simple Configuration: four digits, or eight of which the last is a checksum. A mistyped PIN of eight digits is
 * noticed here as a rule, before a device learns of it and perhaps shuts itself off.
 *
 * @param digits the digits and nothing else
 */
public record PairingPin(String digits) {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{4}|[0-9]{8}");
    private static final int SEVEN_DIGITS = 10_000_000;

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException if there are not four or eight of them, or the checksum is wrong. The PIN is not in the
     *     message, which may end up in a log
     */
    public PairingPin {
        if (!SHAPE.matcher(digits).matches())
            throw new IllegalArgumentException("pin has " + digits.length() + " characters, must be 4 or 8 digits");
        if (digits.length() == 8 && !digits.equals(eight(Integer.parseInt(digits.substring(0, 7)))))
            throw new IllegalArgumentException("pin has a digit that is wrong: its last one does not fit the others");
    }

    /**
     * Reads a PIN as people type it.
     *
     * @param text the digits; spaces and hyphens between them do not count, since many devices show them in groups
     * @return the PIN
     * @throws IllegalArgumentException as the constructor
     */
    public static PairingPin parse(String text) {
        return new PairingPin(text.replace(" ", "").replace("-", ""));
    }

    /**
     * Makes a PIN of eight digits.
     *
     * @param first the first seven digits, 0 to 9999999; for one to show, out of a {@link java.security.SecureRandom}
     * @return them and their checksum
     */
    public static PairingPin withChecksum(int first) {
        if (first < 0 || first >= SEVEN_DIGITS)
            throw new IllegalArgumentException("first is " + first + ", must be 0 to " + (SEVEN_DIGITS - 1));
        return new PairingPin(eight(first));
    }

    /** Digits at odd places, the first one among them, count three times; the checksum makes the sum end in 0. */
    private static String eight(int first) {
        int sum = 0;
        for (int left = first, weight = 3; left > 0; left /= 10, weight = 4 - weight) sum += left % 10 * weight;
        return String.format(Locale.ROOT, "%07d%d", first, (10 - sum % 10) % 10);
    }

    /** Nothing of the PIN, since texts end up in logs. */
    @Override
    public String toString() {
        return "PIN of " + digits.length() + " digits";
    }
}
