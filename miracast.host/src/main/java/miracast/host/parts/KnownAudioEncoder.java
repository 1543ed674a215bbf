// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.Objects;
import miracast.api.AudioCoding;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;

/** An audio encoder that was asked what it makes, which is constant as long as its service lives. */
public record KnownAudioEncoder(AudioEncoder service, String name, AudioCoding coding, int delaySamples)
        implements AudioEncoder {

    /** @throws NullPointerException if it gives no answer: says to what */
    public KnownAudioEncoder(AudioEncoder service) {
        this(
                service,
                Objects.requireNonNull(service.name(), "name()"),
                Objects.requireNonNull(service.coding(), "coding()"),
                service.delaySamples());
    }

    @Override
    public AudioEncoderSession open(long bitRate, ChunkSink sink) throws EncoderException {
        return service.open(bitRate, sink);
    }
}
