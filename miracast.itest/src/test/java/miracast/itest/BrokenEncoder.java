// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.util.function.Consumer;
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

    /** More pictures than a host warms a session with, so that it has the stream by then. */
    private static final int GOOD_PICTURES = 5;

    private final Way way;
    private final EncoderCapabilities capabilities;
    private final Consumer<Way> failures;

    /** @param failures is told of each session that was not to be had, or that has failed under the stream */
    BrokenEncoder(Way way, EncoderCapabilities capabilities, Consumer<Way> failures) {
        this.way = way;
        this.capabilities = capabilities;
        this.failures = failures;
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
            failures.accept(way);
            throw new EncoderException("broken on purpose: has no session to give");
        }
        return new EncoderSession() {
            private int frames;

            @Override
            public void encode(VideoFrame frame, long frameNumber, boolean idr) throws EncoderException {
                frames++;
                if (frames > GOOD_PICTURES && way == Way.THROWS_UNDER_THE_STREAM) {
                    failures.accept(way);
                    throw new EncoderException("broken on purpose: failed at frame " + frameNumber);
                }
            }

            @Override
            public void setBitRate(long bitRate) {
                // It gives nothing anyway.
            }

            @Override
            public void close() {
                if (frames > GOOD_PICTURES && way == Way.GIVES_NOTHING) {
                    failures.accept(way);
                }
            }
        };
    }
}
