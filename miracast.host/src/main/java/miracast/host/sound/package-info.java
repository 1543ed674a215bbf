// SPDX-License-Identifier: Apache-2.0
/**
 * The sound of a cast: source, track, encoder, ring. {@link miracast.host.sound.Sound} is what others see of it; its thread makes
 * one unit after the other on the grid of our clock ({@link miracast.host.sound.SoundLoop}).
 */
package miracast.host.sound;
