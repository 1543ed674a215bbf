// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.*;

import miracast.api.frames.FrameConverter;
import miracast.api.frames.PixelFormat;
import miracast.api.frames.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One conversion by swscale. */
final class SwscaleConversion implements FrameConverter.Conversion {
    private final Picture picture;
    private final PictureMaker maker = new PictureMaker(0);
    private final NativePlanes planes = new NativePlanes();
    private final AVFrame input = av_frame_alloc();
    private boolean closed;

    SwscaleConversion(PixelFormat format, int width, int height) {
        picture = new Picture(format, width, height);
    }

    @Override
    public void convert(VideoFrame from, VideoFrame to) {
        if (closed) {
            throw new IllegalStateException("the conversion is closed");
        }
        boolean colours = from.format() == PixelFormat.BGRA;
        input.format(avFormat(from.format())).width(from.width()).height(from.height());
        input.colorspace(colours ? AVCOL_SPC_RGB : AVCOL_SPC_BT709);
        input.color_range(colours ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        for (int i = 0; i < from.format().planes(); i++) {
            input.data(i, planes.address(from, i));
            input.linesize(i, from.stride(i));
        }
        maker.make(input, picture);
        picture.show(to, from.timestampNs());
    }

    private static int avFormat(PixelFormat format) {
        if (format == PixelFormat.I420) {
            return AV_PIX_FMT_YUV420P;
        }
        return format == PixelFormat.NV12 ? AV_PIX_FMT_NV12 : AV_PIX_FMT_BGR0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            maker.close();
            av_frame_free(input);
            planes.close();
            picture.close();
        }
    }
}
