// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.VideoFrame;

/** An encoder that promises what others can do, and then fails in one of the ways there are. */
final class BrokenEncoder implements VideoEncoder {
    enum Way {
        DOES_NOT_OPEN,
        THROWS_UNDER_THE_STREAM,
        GIVES_NOTHING
    }

    private final Way way;
    private final EncoderCapabilities capabilities;

    BrokenEncoder(Way way, EncoderCapabilities capabilities) {
        this.way = way;
        this.capabilities = capabilities;
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public EncoderCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        if (way == Way.DOES_NOT_OPEN) {
            throw new EncoderException("broken on purpose: has no session to give");
        }
        return new EncoderSession() {
            private int frames;

            @Override
            public void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException {
                // The first one is for warming up.
                if (frames++ > 0 && way == Way.THROWS_UNDER_THE_STREAM) {
                    throw new EncoderException("broken on purpose: failed at frame " + frameNumber);
                }
            }

            @Override
            public void setBitRate(long bitRate) {
                // It gives nothing anyway.
            }

            @Override
            public void close() {
                // There is nothing to free.
            }
        };
    }
}
