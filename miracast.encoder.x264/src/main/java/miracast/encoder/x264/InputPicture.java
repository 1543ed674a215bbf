// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import miracast.api.VideoMode;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** One x264_picture_t that is laid over frame after frame. One thread at a time; allocates nothing for planes seen before. */
final class InputPicture implements AutoCloseable {
    /** Sources take turns between a few buffers; their addresses are kept, since asking for one makes an object. */
    private static final int KNOWN_PLANES = 24;

    private final NativeX264.Layout layout;
    private final int width;
    private final int height;
    private final Memory memory;
    private final ByteBuffer[] knownPlanes = new ByteBuffer[KNOWN_PLANES];
    private final long[] knownAddresses = new long[KNOWN_PLANES];
    private int oldest;

    InputPicture(NativeX264.Layout layout, VideoMode mode) {
        this.layout = layout;
        width = mode.width();
        height = mode.height();
        memory = new Memory(layout.pictureSize());
        X264.x264_picture_init(address());
    }

    /**
     * Shows x264 a frame.
     *
     * @throws IllegalArgumentException if the frame is none of this size and of I420 or NV12, or reaches beyond its planes
     */
    void show(VideoFrame frame, long number, boolean idr) {
        if (frame.width() != width || frame.height() != height) {
            throw new IllegalArgumentException(
                    "frame of " + frame.width() + "x" + frame.height() + " for a session of " + width + "x" + height);
        }
        boolean nv12 = frame.format() == PixelFormat.NV12;
        if (!nv12 && frame.format() != PixelFormat.I420) {
            throw new IllegalArgumentException("frame of format " + frame.format() + " instead of I420 or NV12");
        }
        memory.setInt(X264.PICTURE_I_TYPE, idr ? X264.X264_TYPE_IDR : X264.X264_TYPE_AUTO);
        memory.setLong(X264.PICTURE_I_PTS, number);
        memory.setInt(X264.PICTURE_IMG_I_CSP, nv12 ? layout.nv12() : layout.i420());
        memory.setInt(X264.PICTURE_IMG_I_PLANE, frame.format().planes());
        show(frame, 0, width, height);
        if (nv12) {
            show(frame, 1, width, height / 2);
        } else {
            show(frame, 1, width / 2, height / 2);
            show(frame, 2, width / 2, height / 2);
        }
    }

    private void show(VideoFrame frame, int plane, int octets, int lines) {
        ByteBuffer samples = frame.plane(plane);
        int stride = frame.stride(plane);
        if (stride < octets || (long) stride * (lines - 1) + octets > samples.capacity()) {
            throw new IllegalArgumentException("plane " + plane + " of " + samples.capacity()
                    + " octets is too small for " + lines + " lines of " + octets + " octets with stride " + stride);
        }
        memory.setInt(X264.PICTURE_IMG_I_STRIDE + 4L * plane, stride);
        memory.setLong(X264.PICTURE_IMG_PLANE + 8L * plane, addressOf(samples));
    }

    private long addressOf(ByteBuffer samples) {
        for (int i = 0; i < KNOWN_PLANES; i++) {
            if (knownPlanes[i] == samples) {
                return knownAddresses[i];
            }
        }
        if (!samples.isDirect()) {
            throw new IllegalArgumentException("the planes of a frame must be direct buffers");
        }
        knownPlanes[oldest] = samples;
        knownAddresses[oldest] = Pointer.nativeValue(Native.getDirectBufferPointer(samples));
        long address = knownAddresses[oldest];
        oldest = (oldest + 1) % KNOWN_PLANES;
        return address;
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    @Override
    public void close() {
        memory.close();
    }
}
