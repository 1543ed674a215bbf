// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import miracast.api.AudioCoding;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes encoder sessions for sound. LPCM needs none; a cast whose encoder goes falls back to it. The best ranked service of a
 * coding is used. Any thread.
 */
@ProviderType
public interface AudioEncoder {
    /** Service property with the name by which lists show the encoder. */
    String NAME = "miracast.audioencoder.name";

    /** The value of {@link #NAME}. */
    String name();

    /** What it makes; not {@link AudioCoding#LPCM}. Constant for the life of the service: the host asks once. */
    AudioCoding coding();

    /**
     * How many samples must be handed in after those of a unit until the unit comes out: its delay, beside the unit itself.
     * Constant for the life of the service.
     */
    int delaySamples();

    /**
     * Opens a session, ready for its first samples.
     *
     * @param bitRate bit/s; one out of its range is brought into it
     * @param sink where coded units go, used until {@link AudioEncoderSession#close()} has returned and not after
     * @throws EncoderException if the encoder has no session to give
     */
    AudioEncoderSession open(long bitRate, ChunkSink sink) throws EncoderException;
}
