// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import miracast.api.VideoMode;
import miracast.api.frames.FrameSource;
import miracast.api.frames.FrameStream;
import miracast.host.parts.Offer;

/**
 * An open stream of a source. Made and closed on the seat's worker; in between it belongs to the encode thread.
 *
 * @param offer whose stream it is
 * @param wish what it was opened for
 * @param mode the mode it was opened for
 * @param stream the stream itself
 */
record SeatedSource(Offer<FrameSource> offer, SourceWish wish, VideoMode mode, FrameStream stream) {}
