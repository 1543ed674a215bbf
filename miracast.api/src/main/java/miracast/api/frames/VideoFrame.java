// SPDX-License-Identifier: Apache-2.0
package miracast.api.frames;

import java.nio.ByteBuffer;

/**
 * Flyweight over one picture: it shows planes that somebody else owns. Reused for every frame of a stream; one thread at a time;
 * allocates nothing. How long the planes stay valid is said by whoever wraps it.
 */
public final class VideoFrame {
    private PixelFormat format = PixelFormat.I420;
    private int width;
    private int height;
    private final ByteBuffer[] planes = new ByteBuffer[3];
    private final int[] strides = new int[3];
    private long timestampNs;

    /**
     * Shows a picture of three planes.
     *
     * @param width pixels
     * @param height lines
     * @param timestampNs when it was made, in ns of {@link System#nanoTime()}
     */
    public VideoFrame i420(
            int width,
            int height,
            ByteBuffer y,
            int yStride,
            ByteBuffer u,
            int uStride,
            ByteBuffer v,
            int vStride,
            long timestampNs) {
        describe(PixelFormat.I420, width, height, timestampNs);
        plane(0, y, yStride);
        plane(1, u, uStride);
        plane(2, v, vStride);
        return this;
    }

    /** Shows a picture of two planes, see {@link #i420}. */
    public VideoFrame nv12(
            int width, int height, ByteBuffer y, int yStride, ByteBuffer uv, int uvStride, long timestampNs) {
        describe(PixelFormat.NV12, width, height, timestampNs);
        plane(0, y, yStride);
        plane(1, uv, uvStride);
        plane(2, null, 0);
        return this;
    }

    /** Shows a picture of one plane, see {@link #i420}. */
    public VideoFrame bgra(int width, int height, ByteBuffer pixels, int stride, long timestampNs) {
        describe(PixelFormat.BGRA, width, height, timestampNs);
        plane(0, pixels, stride);
        plane(1, null, 0);
        plane(2, null, 0);
        return this;
    }

    /** Shows what another flyweight shows. */
    public VideoFrame wrap(VideoFrame other) {
        describe(other.format, other.width, other.height, other.timestampNs);
        for (int i = 0; i < planes.length; i++) {
            plane(i, other.planes[i], other.strides[i]);
        }
        return this;
    }

    private void describe(PixelFormat newFormat, int newWidth, int newHeight, long newTimestampNs) {
        format = newFormat;
        width = newWidth;
        height = newHeight;
        timestampNs = newTimestampNs;
    }

    private void plane(int index, ByteBuffer samples, int stride) {
        planes[index] = samples;
        strides[index] = stride;
    }

    /** How the planes are laid out. */
    public PixelFormat format() {
        return format;
    }

    /** Pixels in a line. */
    public int width() {
        return width;
    }

    /** Lines. */
    public int height() {
        return height;
    }

    /** A plane's direct buffer: data from index 0, lines {@link #stride} octets apart; null beyond the format's planes. */
    public ByteBuffer plane(int index) {
        return planes[index];
    }

    /** Octets from one line of the plane to the next. */
    public int stride(int index) {
        return strides[index];
    }

    /** When the picture was made, in ns of {@link System#nanoTime()}. */
    public long timestampNs() {
        return timestampNs;
    }
}
