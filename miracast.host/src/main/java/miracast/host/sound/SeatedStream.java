// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import miracast.api.audio.AudioSource;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;
import miracast.host.parts.Offer;

/**
 * An open stream of a source. Made and closed by calls of the seat; in between it belongs to the sound thread.
 *
 * @param offer whose stream it is
 * @param wish what it was opened for
 * @param stream the stream itself
 * @param latencyNs what the stream said of its latency, which is constant
 */
record SeatedStream(Offer<AudioSource> offer, AudioWish wish, AudioStream stream, long latencyNs) {

    /** Opens one, and asks it all that the sound thread is to know. */
    static SeatedStream open(Offer<AudioSource> offer, AudioWish wish, String castId) throws AudioSourceException {
        AudioStream stream = offer.service().open(wish.request(castId));
        try {
            return new SeatedStream(offer, wish, stream, stream.latencyNs());
        } catch (RuntimeException | Error e) {
            if (stream != null) {
                stream.close();
            }
            throw e;
        }
    }
}
