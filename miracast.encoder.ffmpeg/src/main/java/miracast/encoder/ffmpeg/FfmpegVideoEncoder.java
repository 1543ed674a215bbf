// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.VideoFormat;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderCapabilities;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;

/** One of FFmpeg's encoders, with the options that worked here. */
final class FfmpegVideoEncoder implements VideoEncoder, AutoCloseable {
    private final FfmpegCodec codec;
    private final Map<String, String> options;
    private final FfmpegSettings settings;
    private final EncoderCapabilities capabilities;
    private final Set<FfmpegSession> sessions = ConcurrentHashMap.newKeySet();

    FfmpegVideoEncoder(FfmpegCodec codec, Map<String, String> options, FfmpegSettings settings) {
        this.codec = codec;
        this.options = options;
        this.settings = settings;
        capabilities = codec.capabilities();
    }

    @Override
    public String name() {
        return codec.encoderName();
    }

    @Override
    public EncoderCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EncoderSession open(VideoFormat format, ChunkSink sink) throws EncoderException {
        Optional<String> refusal = capabilities.refusal(format);
        if (refusal.isPresent()) {
            throw new EncoderException(name() + ": " + refusal.get());
        }
        if (format.mode().width() % 2 != 0 || format.mode().height() % 2 != 0) {
            throw new EncoderException(name() + ": mode " + format.mode() + " has an odd number of pixels or lines");
        }
        FfmpegSession session = new FfmpegSession(codec, options, format, settings, sink, sessions::remove);
        sessions.add(session);
        return session;
    }

    /** Closes what users left open. */
    @Override
    public void close() {
        sessions.forEach(FfmpegSession::close);
    }
}
