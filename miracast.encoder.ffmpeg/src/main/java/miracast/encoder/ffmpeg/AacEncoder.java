// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import miracast.api.AudioCoding;
import miracast.api.encoder.AudioEncoder;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;

/** FFmpeg's own encoder of AAC, which is part of every FFmpeg. */
final class AacEncoder implements AudioEncoder, AutoCloseable {
    static final String ENCODER_NAME = "aac";

    private final Set<AacSession> sessions = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return ENCODER_NAME;
    }

    @Override
    public AudioCoding coding() {
        return AudioCoding.AAC_LC;
    }

    /** It looks a frame ahead, and gives a frame when it has got the next one. */
    @Override
    public int delaySamples() {
        return 2 * AudioCoding.AAC_LC.unitSamples();
    }

    @Override
    public AudioEncoderSession open(long bitRate, ChunkSink sink) throws EncoderException {
        AacSession session = new AacSession(bitRate, sink, sessions::remove);
        sessions.add(session);
        return session;
    }

    /** Closes what users left open. */
    @Override
    public void close() {
        sessions.forEach(AacSession::close);
    }
}
