// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.nio.ByteBuffer;
import java.util.Arrays;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;

/** A picture of our own: black, or the copy of one whose owner goes away. One thread at a time. */
final class KeptPicture {
    private static final byte BLACK = 16;
    private static final byte GREY = (byte) 128;

    private final ByteBuffer[] planes = new ByteBuffer[3];
    private final VideoFrame frame = new VideoFrame();

    /** A black picture in I420 or NV12. */
    static KeptPicture black(PixelFormat format, int width, int height) {
        KeptPicture picture = new KeptPicture();
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        ByteBuffer luma = picture.plane(0, width * height, BLACK);
        if (format == PixelFormat.NV12) {
            ByteBuffer chroma = picture.plane(1, 2 * chromaWidth * chromaHeight, GREY);
            picture.frame.nv12(width, height, luma, width, chroma, 2 * chromaWidth, 0);
        } else {
            ByteBuffer u = picture.plane(1, chromaWidth * chromaHeight, GREY);
            ByteBuffer v = picture.plane(2, chromaWidth * chromaHeight, GREY);
            picture.frame.i420(width, height, luma, width, u, chromaWidth, v, chromaWidth, 0);
        }
        return picture;
    }

    /** Shows the picture; valid until the next {@link #copy}. */
    VideoFrame frame() {
        return frame;
    }

    /** Gives the memory up. */
    void clear() {
        Arrays.fill(planes, null);
        frame.wrap(new VideoFrame());
    }

    /** Copies another picture, in its format and size. */
    void copy(VideoFrame other) {
        frame.wrap(other);
        int chromaHeight = (other.height() + 1) / 2;
        ByteBuffer first = plane(0, other, other.height());
        switch (other.format()) {
            case BGRA -> frame.bgra(other.width(), other.height(), first, other.stride(0), other.timestampNs());
            case NV12 ->
                frame.nv12(
                        other.width(),
                        other.height(),
                        first,
                        other.stride(0),
                        plane(1, other, chromaHeight),
                        other.stride(1),
                        other.timestampNs());
            case I420 ->
                frame.i420(
                        other.width(),
                        other.height(),
                        first,
                        other.stride(0),
                        plane(1, other, chromaHeight),
                        other.stride(1),
                        plane(2, other, chromaHeight),
                        other.stride(2),
                        other.timestampNs());
        }
    }

    /** The last line of a plane may end where its pixels end: no more is read than there is. */
    private ByteBuffer plane(int index, VideoFrame other, int lines) {
        ByteBuffer from = other.plane(index).duplicate().clear();
        int octets = other.stride(index) * lines;
        ByteBuffer to = room(index, octets);
        to.put(0, from, 0, Math.min(octets, from.capacity()));
        return to;
    }

    private ByteBuffer plane(int index, int octets, byte value) {
        ByteBuffer plane = room(index, octets);
        byte[] piece = new byte[Math.min(octets, 4096)];
        Arrays.fill(piece, value);
        for (int at = 0; at < octets; at += piece.length) {
            plane.put(at, piece, 0, Math.min(piece.length, octets - at));
        }
        return plane;
    }

    private ByteBuffer room(int index, int octets) {
        if (planes[index] == null || planes[index].capacity() < octets) {
            planes[index] = ByteBuffer.allocateDirect(octets);
        }
        return planes[index];
    }
}
