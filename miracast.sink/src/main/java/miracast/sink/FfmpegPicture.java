// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Makes an image of a decoded frame. */
final class FfmpegPicture {
    private static final int ONE = 1 << 16;

    private FfmpegPicture() {}

    /** Converts by BT.709 unless the stream says BT.601; the frame stays the caller's. */
    static BufferedImage image(AVFrame frame) {
        int width = frame.width();
        int height = frame.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        SwsContext scaler = swscale.sws_getContext(
                width,
                height,
                frame.format(),
                width,
                height,
                avutil.AV_PIX_FMT_BGR24,
                swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (scaler == null || scaler.isNull()) {
            throw new IllegalStateException("FFmpeg does not convert pixel format " + frame.format() + " to BGR");
        }
        int stride = width * 3;
        try (BytePointer pixels = new BytePointer((long) stride * height);
                PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(stride, 0, 0, 0)) {
            planes.put(0, pixels)
                    .put(1, (BytePointer) null)
                    .put(2, (BytePointer) null)
                    .put(3, (BytePointer) null);
            IntPointer matrix = swscale.sws_getCoefficients(
                    isBt601(frame.colorspace()) ? swscale.SWS_CS_ITU601 : swscale.SWS_CS_ITU709);
            int fullRange = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
            swscale.sws_setColorspaceDetails(scaler, matrix, fullRange, matrix, 1, 0, ONE, ONE);
            swscale.sws_scale(scaler, frame.data(), frame.linesize(), 0, height, planes, strides);
            pixels.get(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        } finally {
            swscale.sws_freeContext(scaler);
        }
        return image;
    }

    private static boolean isBt601(int colorspace) {
        return colorspace == avutil.AVCOL_SPC_BT470BG || colorspace == avutil.AVCOL_SPC_SMPTE170M;
    }
}
