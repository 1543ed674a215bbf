// SPDX-License-Identifier: Apache-2.0
/**
 * The display of a session: from a source's picture to the chunk that a driver pulls. One encode thread owns everything here but
 * the reader's end of the {@link miracast.host.display.ChunkRing}, and the two seats, which open and close encoders and sources
 * on threads of their own and hand them over at a frame boundary.
 */
package miracast.host.display;
