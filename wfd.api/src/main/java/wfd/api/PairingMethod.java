// SPDX-License-Identifier: Apache-2.0
package wfd.api;

/**
 * What people do so that two devices trust each other, seen from this machine. Each stands for a bit of the attribute
 * <em>Config Methods</em> by which the other device announces, in the terms of Wi-Fi Simple Configuration, what it has.
 */
public enum PairingMethod {
    /** Somebody presses a button of the device, or agrees at its screen (Config Methods 0x0080, PushButton). */
    PUSH_BUTTON,

    /** The device shows a PIN, which is typed at this machine (Config Methods 0x0008, Display). */
    ENTER_PIN,

    /** This machine shows a PIN, which is typed at the device (Config Methods 0x0100, Keypad). */
    DISPLAY_PIN
}
