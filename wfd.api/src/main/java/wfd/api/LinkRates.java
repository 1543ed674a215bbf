// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/**
 * The rates of a link, all in bit/s, as the three figures of {@code MIRACAST_WFD_CONNECTION_STATS} in
 * {@code netdispumdddi.h}.
 *
 * @param current what can be sent now, and is recommended
 * @param localMaximum the most that this side's radio can do with this device
 * @param remoteMaximum the most that the device's radio can do
 */
public record LinkRates(long current, long localMaximum, long remoteMaximum) {
    /** Checks the values. */
    public LinkRates {
        requireRate("current", current);
        requireRate("localMaximum", localMaximum);
        requireRate("remoteMaximum", remoteMaximum);
    }

    private static void requireRate(String field, long rate) {
        if (rate <= 0) throw new IllegalArgumentException(field + " is " + rate + " bit/s, must be positive");
    }
}
