// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import miracast.api.VideoMode;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** One AVFrame that is laid over frame after frame. One thread at a time; allocates nothing for planes seen before. */
final class InputFrame implements AutoCloseable {
    /** Sources take turns between a few buffers; a pointer to each is kept, since making one allocates. */
    private static final int KNOWN_PLANES = 24;

    private final int width;
    private final int height;
    private final PixelFormat pixels;
    private final AVFrame frame = av_frame_alloc();
    private final ByteBuffer[] knownPlanes = new ByteBuffer[KNOWN_PLANES];
    private final BytePointer[] knownPointers = new BytePointer[KNOWN_PLANES];
    private int oldest;

    /**
     * Makes the frame.
     *
     * @param borrowed whether the encoder reads the planes while it is given the frame, and not later. FFmpeg copies a frame that
     *     has no buffer, so such a frame gets one: it counts references only and holds nothing
     */
    InputFrame(VideoMode mode, PixelFormat pixels, boolean borrowed) {
        width = mode.width();
        height = mode.height();
        this.pixels = pixels;
        frame.width(width);
        frame.height(height);
        frame.format(avFormat(pixels));
        if (borrowed) {
            frame.buf(0, av_buffer_alloc(1));
        }
    }

    static int avFormat(PixelFormat pixels) {
        return pixels == PixelFormat.NV12 ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P;
    }

    /**
     * Shows FFmpeg a frame.
     *
     * @throws IllegalArgumentException if the frame is none of this size and format, or reaches beyond its planes
     */
    AVFrame show(VideoFrame picture) {
        if (picture.width() != width || picture.height() != height) {
            throw new IllegalArgumentException("frame of " + picture.width() + "x" + picture.height()
                    + " for a session of " + width + "x" + height);
        }
        if (picture.format() != pixels) {
            throw new IllegalArgumentException("frame of format " + picture.format() + " instead of " + pixels);
        }
        show(picture, 0, width, height);
        if (pixels == PixelFormat.NV12) {
            show(picture, 1, width, height / 2);
        } else {
            show(picture, 1, width / 2, height / 2);
            show(picture, 2, width / 2, height / 2);
        }
        return frame;
    }

    private void show(VideoFrame picture, int plane, int octets, int lines) {
        ByteBuffer samples = picture.plane(plane);
        int stride = picture.stride(plane);
        if (stride < octets || (long) stride * (lines - 1) + octets > samples.capacity()) {
            throw new IllegalArgumentException("plane " + plane + " of " + samples.capacity()
                    + " octets is too small for " + lines + " lines of " + octets + " octets with stride " + stride);
        }
        frame.data(plane, pointerTo(samples));
        frame.linesize(plane, stride);
    }

    private BytePointer pointerTo(ByteBuffer samples) {
        for (int i = 0; i < KNOWN_PLANES; i++) {
            if (knownPlanes[i] == samples) {
                return knownPointers[i];
            }
        }
        if (!samples.isDirect()) {
            throw new IllegalArgumentException("the planes of a frame must be direct buffers");
        }
        ByteBuffer whole = samples.duplicate();
        whole.clear();
        BytePointer pointer = new BytePointer(whole);
        knownPlanes[oldest] = samples;
        knownPointers[oldest] = pointer;
        oldest = (oldest + 1) % KNOWN_PLANES;
        return pointer;
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
