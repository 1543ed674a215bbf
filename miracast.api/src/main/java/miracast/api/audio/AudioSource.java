// SPDX-License-Identifier: Apache-2.0
package miracast.api.audio;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where sound comes from. A cast names a source as {@code NAME} or {@code NAME:LOCATION}, or names a file or stream, which the
 * source {@code media} opens; if it names none, it hears the source that accompanies its pictures, opened with the location of
 * these. Any thread.
 */
@ConsumerType
public interface AudioSource {
    /** Service property with the name by which users ask for a source. */
    String NAME = "miracast.audio.name";
    /**
     * Service property with the names of the {@linkplain miracast.api.frames.FrameSource frame sources} whose own sound this is,
     * as a String or an array of them: the track of a file, what a desktop plays.
     */
    String ACCOMPANIES = "miracast.audio.accompanies";

    /**
     * Opens a stream. May take as long as the source needs; the host calls it on a thread where that harms nobody, and the cast
     * is silent until then.
     *
     * @throws AudioSourceException if there is nothing to be heard: names the location and the reason
     */
    AudioStream open(AudioRequest request) throws AudioSourceException;
}
