// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import miracast.api.audio.AudioBlock;
import org.osgi.annotation.versioning.ProviderType;

/** One stream of one audio encoder. One thread at a time. In steady state a call allocates nothing on the heap. */
@ProviderType
public interface AudioEncoderSession extends AutoCloseable {

    /**
     * Encodes one unit's samples, and commits what is ready: each coded unit as one chunk whose id has, as frame number, the
     * number that its samples were handed in with, marked as IDR and as end of its access unit. Units that an encoder makes before
     * the first samples are left out. All happens on the calling thread, before the return.
     *
     * @param samples as many as {@link miracast.api.AudioCoding#unitSamples()} of the coding; not touched after the return
     * @param unitNumber 0 for the first, 1 more with each call
     * @throws EncoderException if the encoder failed; the session is then only good for closing
     */
    void encode(AudioBlock samples, long unitNumber) throws EncoderException;

    /** Frees everything. When it has returned, nothing is committed any more. Closing twice does nothing. */
    @Override
    void close();
}
