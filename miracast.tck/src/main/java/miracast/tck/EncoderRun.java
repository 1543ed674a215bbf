// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import java.util.SortedMap;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.encoder.VideoEncoder;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** One session under test, with its pictures and what came of them. One thread at a time. */
final class EncoderRun implements AutoCloseable {
    /** An encoder that holds back more pictures than this is of no use for casting. */
    private static final int LONGEST_DELAY = 16;

    final RecordedStream stream = new RecordedStream();
    final TestPictures pictures;
    final EncoderSession session;
    private int encoded;

    EncoderRun(VideoEncoder encoder, VideoFormat format) throws EncoderException {
        this(encoder, format, encoder.capabilities().pixelFormats().iterator().next());
    }

    EncoderRun(VideoEncoder encoder, VideoFormat format, PixelFormat pixels) throws EncoderException {
        pictures = new TestPictures(pixels, format.mode().width(), format.mode().height());
        session = encoder.open(format, stream);
    }

    /** 640x480p30, Constrained Baseline 3.1, one slice, 2 Mbit/s. */
    static VideoFormat small() {
        return format(VideoMode.progressive(640, 480, 30), 2_000_000);
    }

    /** Constrained Baseline at the lowest level that holds the mode. */
    static VideoFormat format(VideoMode mode, long bitRate) {
        return new VideoFormat(
                mode,
                H264Profile.CONSTRAINED_BASELINE,
                H264Level.lowestFor(mode).orElseThrow(),
                bitRate);
    }

    /** Encodes the next so many pictures of the moving pattern, an IDR picture only where the encoder makes one itself. */
    EncoderRun moving(int count) throws EncoderException {
        for (int i = 0; i < count; i++) {
            encode(pictures.moving(encoded), false);
        }
        return this;
    }

    /** Encodes the next picture of the moving pattern as IDR picture. */
    EncoderRun movingIdr() throws EncoderException {
        encode(pictures.moving(encoded), true);
        return this;
    }

    void encode(VideoFrame frame, boolean idr) throws EncoderException {
        session.encode(frame, encoded++, idr);
        pictures.spoil();
    }

    /** How many pictures went in, which is the number of the next one. */
    int encoded() {
        return encoded;
    }

    /** Pushes pictures until all so far are out, and returns their access units by frame number. */
    SortedMap<Long, byte[]> accessUnits() throws EncoderException {
        int wanted = encoded;
        for (int i = 0; i < LONGEST_DELAY && !stream.complete(wanted - 1); i++) {
            moving(1);
        }
        return stream.accessUnits().headMap((long) wanted);
    }

    @Override
    public void close() {
        session.close();
    }
}
