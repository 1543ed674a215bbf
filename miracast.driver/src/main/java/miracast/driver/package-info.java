// SPDX-License-Identifier: Apache-2.0
/**
 * The Wi-Fi Display source as a {@link miracast.api.driver.MiracastDriver}: component, configuration, and the life cycle of
 * contexts. Knows no encoder and no device.
 *
 * <p>{@code session} leads the dialogue, {@code rtsp} carries it, {@code stream} sends the picture. A driver object belongs to
 * one cast; what all share is the event loop ({@link miracast.driver.RtspLoop}), a private service of this bundle.
 */
package miracast.driver;
