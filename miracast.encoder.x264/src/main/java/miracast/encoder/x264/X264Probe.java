// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import static miracast.encoder.x264.NativeX264.require;

import java.nio.ByteBuffer;
import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import miracast.api.frames.VideoFrame;

/** Encodes two small grey pictures with a freshly loaded library, in one slice and in several. Takes some milliseconds. */
final class X264Probe {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 128;
    private static final X264Settings SETTINGS = new X264Settings("superfast", 2, 2, 10, 2);

    private X264Probe() {}

    /** Remembers how much came. */
    private static final class Octets implements ChunkSink {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(64 * 1024);
        private int chunks;
        private boolean ended;

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public int claim(int octets) {
            return octets <= memory.capacity() ? 0 : NO_ROOM;
        }

        @Override
        public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
            chunks++;
            ended = endOfAccessUnit && idr;
        }
    }

    /** @throws IllegalStateException if the library does not do what is asked; the message says what */
    static void encodeOnePicture(NativeX264 library) {
        for (int slices : new int[] {1, 2}) {
            VideoFormat format = new VideoFormat(
                    VideoMode.progressive(WIDTH, HEIGHT, 30),
                    H264Profile.CONSTRAINED_BASELINE,
                    H264Level.LEVEL_3_1,
                    slices,
                    0,
                    1_000_000);
            Octets sink = new Octets();
            SlicePlan plan = SlicePlan.of(format, 2, 2);
            try (X264Session session = new X264Session(library, format, plan, SETTINGS, sink, closed -> {})) {
                require(session.codes(library.layout()), "x264_param_t has another layout");
                ByteBuffer grey = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
                VideoFrame frame =
                        new VideoFrame().i420(WIDTH, HEIGHT, grey, WIDTH, grey, WIDTH / 2, grey, WIDTH / 2, 0);
                session.encode(frame, 0, true);
            } catch (EncoderException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            require(sink.ended, "it made no IDR picture");
            require(sink.chunks == slices, "it made " + sink.chunks + " slices in place of " + slices);
        }
    }
}
