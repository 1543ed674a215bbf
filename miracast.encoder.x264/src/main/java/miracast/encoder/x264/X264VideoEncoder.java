// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;

/** Encodes with libx264, without delay: a frame's slices are committed before {@code encode} returns. */
final class X264VideoEncoder implements VideoEncoder {
    static final String ENCODER_NAME = "x264";

    private static final EncoderCapabilities CAPABILITIES = EncoderCapabilities.builder()
            .profiles(Map.of(
                    H264Profile.CONSTRAINED_BASELINE,
                    H264Level.LEVEL_5_2,
                    H264Profile.CONSTRAINED_HIGH,
                    H264Level.LEVEL_5_2))
            .maxSize(4096, 2304)
            .slices(true)
            .pixelFormats(EnumSet.of(PixelFormat.I420, PixelFormat.NV12))
            .build();

    private final NativeX264 library;
    private final X264Settings settings;
    private final Set<X264Session> sessions = ConcurrentHashMap.newKeySet();

    X264VideoEncoder(NativeX264 library, X264Settings settings) {
        this.library = library;
        this.settings = settings;
    }

    /** Closes what users left open. */
    void close() {
        sessions.forEach(X264Session::close);
    }

    @Override
    public String name() {
        return ENCODER_NAME;
    }

    @Override
    public EncoderCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        Optional<String> refusal = CAPABILITIES.refusal(format);
        if (refusal.isPresent()) {
            throw new EncoderException("x264: " + refusal.get());
        }
        if (format.mode().width() % 2 != 0 || format.mode().height() % 2 != 0) {
            throw new EncoderException("x264: mode " + format.mode() + " has an odd number of pixels or lines");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        SlicePlan plan = SlicePlan.of(format, settings.threadsOn(processors), settings.slicesOn(processors));
        X264Session session = new X264Session(library, format, plan, settings, sink, sessions::remove);
        sessions.add(session);
        return session;
    }
}
