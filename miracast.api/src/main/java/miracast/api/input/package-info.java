// SPDX-License-Identifier: Apache-2.0
/**
 * Input that comes back from a display: a person touches the screen, or uses a mouse or a keyboard that hangs on it (the user input
 * back channel, UIBC, of Wi-Fi Display).
 *
 * <p>Off unless somebody asks: a display is invited to send input only in a session that begins while a service
 * {@link miracast.api.input.InputConsumer} is there. What comes is a stranger's wish, bounded in size and rate by the driver, but
 * not in meaning: a consumer that lets it act on the machine gives the room that the display stands in a keyboard.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package miracast.api.input;
