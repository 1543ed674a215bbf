// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static miracast.encoder.ffmpeg.FfmpegError.check;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import miracast.api.VideoMode;
import miracast.api.encoder.EncoderException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;

/** A device's own frames, for encoders that take no others. One thread at a time. */
final class HardwareFrames implements AutoCloseable {
    /** One being filled, one being encoded, one as reference, one spare. */
    private static final int POOL = 4;

    private final String encoder;
    private final AVBufferRef device = new AVBufferRef(null);
    private final AVFrame frame = av_frame_alloc();
    private final int pixelFormat;
    private AVBufferRef frames;

    /**
     * Opens the device.
     *
     * @param pixelFormat of the device's frames (AV_PIX_FMT_VAAPI)
     * @param softwareFormat of what is uploaded (AV_PIX_FMT_NV12)
     */
    HardwareFrames(String encoder, int deviceType, int pixelFormat, int softwareFormat, VideoMode mode)
            throws EncoderException {
        this.encoder = encoder;
        this.pixelFormat = pixelFormat;
        try {
            int created = av_hwdevice_ctx_create(device, deviceType, (String) null, (AVDictionary) null, 0);
            check(encoder, "av_hwdevice_ctx_create", created);
            frames = av_hwframe_ctx_alloc(device);
            AVHWFramesContext context = new AVHWFramesContext(frames.data());
            context.format(pixelFormat);
            context.sw_format(softwareFormat);
            context.width(mode.width());
            context.height(mode.height());
            context.initial_pool_size(POOL);
            check(encoder, "av_hwframe_ctx_init", av_hwframe_ctx_init(frames));
        } catch (EncoderException e) {
            close();
            throw e;
        }
    }

    /** Makes an encoder, not opened yet, take these frames. */
    void attach(AVCodecContext context) {
        context.pix_fmt(pixelFormat);
        context.hw_frames_ctx(av_buffer_ref(frames));
    }

    /** Copies a picture to the device; what is returned is valid until {@link #release()}. */
    AVFrame upload(AVFrame picture) throws EncoderException {
        check(encoder, "av_hwframe_get_buffer", av_hwframe_get_buffer(frames, frame, 0));
        check(encoder, "av_hwframe_transfer_data", av_hwframe_transfer_data(frame, picture, 0));
        return frame;
    }

    void release() {
        av_frame_unref(frame);
    }

    @Override
    public void close() {
        av_frame_free(frame);
        if (frames != null) {
            av_buffer_unref(frames);
        }
        av_buffer_unref(device);
    }
}
