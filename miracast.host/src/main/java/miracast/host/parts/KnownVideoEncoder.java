// SPDX-License-Identifier: Apache-2.0
package miracast.host.parts;

import java.util.Objects;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;

/** An encoder that was asked what it can do, which is constant as long as its service lives. */
public record KnownVideoEncoder(VideoEncoder service, String name, EncoderCapabilities capabilities)
        implements VideoEncoder {

    /** @throws NullPointerException if it gives no answer: says to what */
    public KnownVideoEncoder(VideoEncoder service) {
        this(
                service,
                Objects.requireNonNull(service.name(), "name()"),
                Objects.requireNonNull(service.capabilities(), "capabilities()"));
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        return service.open(format, sink);
    }
}
