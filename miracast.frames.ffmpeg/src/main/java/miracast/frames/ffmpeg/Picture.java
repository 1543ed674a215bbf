// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.ByteBuffer;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** One picture in native memory, I420 or NV12, BT.709, limited range. One thread at a time. */
final class Picture implements AutoCloseable {
    private static final byte BLACK = 16;
    private static final byte GREY = (byte) 128;
    /** Octets that swscale may write beyond the end of a line. */
    private static final int WRITTEN_BEYOND = 64;

    private final PixelFormat format;
    private final int width;
    private final int height;
    private final AVFrame memory = av_frame_alloc();
    /** The part that a picture of another shape is fitted into; shares the memory. */
    private final AVFrame part = av_frame_alloc();

    private final ByteBuffer[] planes;
    private final int[] strides;
    private Fit fit;
    private long timeNs;

    Picture(PixelFormat format, int width, int height) {
        if (format == PixelFormat.BGRA) {
            throw new IllegalArgumentException("format BGRA is not I420 or NV12");
        }
        this.format = format;
        this.width = width;
        this.height = height;
        planes = new ByteBuffer[format.planes()];
        strides = new int[format.planes()];
        memory.format(format == PixelFormat.I420 ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_NV12)
                .width(width)
                .height(height);
        memory.colorspace(AVCOL_SPC_BT709).color_range(AVCOL_RANGE_MPEG);
        NativeFFmpeg.check(av_frame_get_buffer(memory, 0), "av_frame_get_buffer for " + width + "x" + height);
        for (int i = 0; i < planes.length; i++) {
            strides[i] = memory.linesize(i);
            long octets = (long) strides[i] * (i == 0 ? height : (height + 1) / 2);
            planes[i] = memory.data(i).capacity(octets).asByteBuffer();
        }
    }

    /** Where a picture of that place is to be written; blackens the rest if the place is a new one. */
    AVFrame part(Fit place) {
        if (!place.equals(fit)) {
            if (!place.fills(width, height)) {
                fill(0, BLACK);
                for (int i = 1; i < planes.length; i++) {
                    fill(i, GREY);
                }
            }
            av_frame_unref(part);
            NativeFFmpeg.check(av_frame_ref(part, memory), "av_frame_ref");
            part.width(place.width()).height(place.height());
            for (int i = 0; i < planes.length; i++) {
                long offset = (long) row(i, place.y()) * strides[i] + column(i, place.x());
                part.data(i, new BytePointer(memory.data(i)).position(offset));
            }
            fit = place;
        }
        return part;
    }

    /** Blackens again what vector instructions have written beyond the right edge of the part. */
    void mend() {
        for (int i = 0; i < planes.length; i++) {
            int from = column(i, fit.x() + fit.width());
            int to = Math.min(column(i, width), from + WRITTEN_BEYOND);
            int top = row(i, fit.y());
            int bottom = row(i, fit.y() + fit.height());
            byte level = i == 0 ? BLACK : GREY;
            for (int y = top; y < bottom; y++) {
                for (int x = from; x < to; x++) {
                    planes[i].put(y * strides[i] + x, level);
                }
            }
        }
    }

    /** Where a pixel lies in a line of the plane, in octets. */
    private int column(int plane, int x) {
        if (plane == 0) {
            return x;
        }
        return format == PixelFormat.NV12 ? x + 1 & ~1 : (x + 1) / 2;
    }

    private static int row(int plane, int y) {
        return plane == 0 ? y : (y + 1) / 2;
    }

    private void fill(int plane, byte level) {
        ByteBuffer samples = planes[plane];
        for (int i = 0; i < samples.capacity(); i++) {
            samples.put(i, level);
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ByteBuffer plane(int index) {
        return planes[index];
    }

    int stride(int index) {
        return strides[index];
    }

    /** When it is shown, or was made, in ns of the clock of whoever set it. */
    long timeNs() {
        return timeNs;
    }

    void timeNs(long time) {
        timeNs = time;
    }

    void show(VideoFrame frame, long timestampNs) {
        if (format == PixelFormat.I420) {
            frame.i420(width, height, planes[0], strides[0], planes[1], strides[1], planes[2], strides[2], timestampNs);
        } else {
            frame.nv12(width, height, planes[0], strides[0], planes[1], strides[1], timestampNs);
        }
    }

    /** Frees the memory, with which the planes of all frames that show it go. */
    @Override
    public void close() {
        av_frame_free(part);
        av_frame_free(memory);
    }
}
