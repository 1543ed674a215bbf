// SPDX-License-Identifier: Apache-2.0
package miracast.api.encoder;

import miracast.api.VideoFormat;
import org.osgi.annotation.versioning.ProviderType;

/** Makes encoder sessions. Any thread. */
@ProviderType
public interface VideoEncoder {
    /** Service property with the name by which users ask for an encoder. */
    String NAME = "miracast.encoder.name";
    /** Service property that tells whether something other than the CPU encodes. */
    String HARDWARE = "miracast.encoder.hardware";

    /** The value of {@link #NAME}. */
    String name();

    /** What this encoder can do. Constant for the life of the service: the host asks once, and uses no encoder before it answers. */
    EncoderCapabilities capabilities();

    /**
     * Opens a session, ready for its first frame. May take some 100 ms, so the host does it beside a running session.
     *
     * @param format within {@link #capabilities()}
     * @param sink where chunks go, used until {@link EncoderSession#close()} has returned and not after
     * @throws EncoderException if the encoder has no session to give, or the format is beyond it
     */
    EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException;
}
