// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.encoder.EncoderSession;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/**
 * Finds out whether an encoder works on this machine: opens it and encodes some grey pictures. A part of a second; a driver that hangs
 * hangs the thread that this runs on.
 */
final class EncoderTrial {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    /** An encoder that gives nothing out after so many pictures holds back more than a cast can bear. */
    private static final int PICTURES = 5;

    private static final VideoFormat FORMAT = new VideoFormat(
            VideoMode.progressive(WIDTH, HEIGHT, 30), H264Profile.CONSTRAINED_BASELINE, H264Level.LEVEL_3_1, 4_000_000);

    private final FfmpegSettings settings;
    private final Supplier<String> complaints;

    /**
     * How a trial ended.
     *
     * @param options what worked; null if nothing did
     * @param detail why not; empty if it did
     */
    record Outcome(Map<String, String> options, String detail) {
        boolean works() {
            return options != null;
        }
    }

    /** Remembers whether a picture came, in how many chunks. */
    private static final class FirstPicture implements ChunkSink {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
        private boolean came;
        private boolean idr;

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public int claim(int octets) {
            return octets <= memory.capacity() ? 0 : NO_ROOM;
        }

        @Override
        public void commit(int octets, long chunkId, boolean ofIdr, boolean endOfAccessUnit) {
            idr |= !came && ofIdr;
            came = true;
        }
    }

    /** @param complaints gives what FFmpeg has complained about since it was asked last */
    EncoderTrial(FfmpegSettings settings, Supplier<String> complaints) {
        this.settings = settings;
        this.complaints = complaints;
    }

    /** Tries one option set after the other. */
    Outcome run(FfmpegCodec codec) {
        String reason = "";
        for (Map<String, String> options : codec.variants()) {
            try {
                encode(codec, options);
                return new Outcome(options, "");
            } catch (EncoderException e) {
                String complaint = complaints.get();
                String text = complaint.isEmpty() ? e.getMessage() : e.getMessage() + ": " + complaint;
                reason = reason.isEmpty() ? text : reason;
            }
        }
        return new Outcome(null, reason);
    }

    private void encode(FfmpegCodec codec, Map<String, String> options) throws EncoderException {
        FirstPicture sink = new FirstPicture();
        try (EncoderSession session = new FfmpegSession(codec, options, FORMAT, settings, sink, closed -> {})) {
            ByteBuffer grey = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
            VideoFrame frame = new VideoFrame();
            if (codec.pixels() == PixelFormat.NV12) {
                frame.nv12(WIDTH, HEIGHT, grey, WIDTH, grey, WIDTH, 0);
            } else {
                frame.i420(WIDTH, HEIGHT, grey, WIDTH, grey, WIDTH / 2, grey, WIDTH / 2, 0);
            }
            for (int i = 0; i < PICTURES && !sink.came; i++) {
                session.encode(frame, i, false);
            }
        }
        if (!sink.came) {
            throw new EncoderException(codec.encoderName() + ": it holds back more than " + PICTURES + " pictures");
        }
        if (!sink.idr) {
            throw new EncoderException(codec.encoderName() + ": its first picture is no IDR picture");
        }
    }
}
