// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static miracast.encoder.ffmpeg.FfmpegError.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.ByteBuffer;
import java.util.Map;
import miracast.api.H264Profile;
import miracast.api.VideoFormat;
import miracast.api.encoder.EncoderException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/** One opened encoder of FFmpeg. One thread at a time; sending and receiving allocate nothing on the heap. */
final class OpenCodec implements AutoCloseable {
    private static final int FIRST_CAPACITY = 256 * 1024;

    private final FfmpegCodec codec;
    private final AVCodecContext context;
    private final CodedPacket packet;
    private final double bufferSeconds;

    /**
     * Opens the encoder.
     *
     * @param options one of {@link FfmpegCodec#variants()}
     * @param slices slices in a picture
     * @param threads threads that code them
     * @param hardware where its frames lie; null if it takes frames in memory
     */
    OpenCodec(
            FfmpegCodec codec,
            Map<String, String> options,
            VideoFormat format,
            int slices,
            int threads,
            FfmpegSettings settings,
            HardwareFrames hardware)
            throws EncoderException {
        this.codec = codec;
        int rate = format.mode().rate();
        bufferSeconds = settings.vbvFrames() / rate;
        AVCodec found = avcodec_find_encoder_by_name(codec.codecName());
        if (found == null) {
            throw new EncoderException(codec.encoderName() + ": FFmpeg was built without " + codec.codecName());
        }
        packet = new CodedPacket(codec.encoderName(), FIRST_CAPACITY);
        context = avcodec_alloc_context3(found);
        context.width(format.mode().width());
        context.height(format.mode().height());
        context.time_base(new AVRational().num(1).den(rate));
        context.framerate(new AVRational().num(rate).den(1));
        context.pix_fmt(InputFrame.avFormat(codec.pixels()));
        context.color_range(AVCOL_RANGE_MPEG);
        context.color_primaries(AVCOL_PRI_BT709);
        context.color_trc(AVCOL_TRC_BT709);
        context.colorspace(AVCOL_SPC_BT709);
        context.profile(
                format.profile() == H264Profile.CONSTRAINED_HIGH
                        ? avcodec.AV_PROFILE_H264_HIGH
                        : avcodec.AV_PROFILE_H264_CONSTRAINED_BASELINE);
        context.gop_size((int) Math.min(Integer.MAX_VALUE, (long) settings.keyIntervalSeconds() * rate));
        context.max_b_frames(0);
        context.refs(1);
        context.slices(slices);
        context.thread_count(threads);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY | AV_CODEC_FLAG_CLOSED_GOP);
        codec.boundQuantisers(context);
        setBitRate(format.bitRate());
        if (hardware != null) {
            hardware.attach(context);
        }
        try {
            open(found, options, codec.profileOption(format.profile()));
        } catch (EncoderException e) {
            close();
            throw e;
        }
    }

    private void open(AVCodec found, Map<String, String> options, String profile) throws EncoderException {
        AVDictionary dictionary = new AVDictionary(null);
        try {
            if (!profile.isEmpty()) {
                av_dict_set(dictionary, "profile", profile, 0);
            }
            for (Map.Entry<String, String> option : options.entrySet()) {
                av_dict_set(dictionary, option.getKey(), option.getValue(), 0);
            }
            check(codec.encoderName(), "avcodec_open2", avcodec_open2(context, found, dictionary));
        } finally {
            av_dict_free(dictionary);
        }
    }

    /** Hands over the parameter sets that some encoders give once, when they are opened. */
    void parameterSets(AccessUnitWriter writer) {
        int size = context.extradata_size();
        if (size > 0) {
            ByteBuffer copy = ByteBuffer.allocateDirect(size);
            BytePointer.memcpy(new BytePointer(copy), context.extradata(), size);
            writer.remember(copy, size);
        }
    }

    /** Constant bit rate; an encoder that can change it while it runs looks here at the next frame. */
    void setBitRate(long bitRate) {
        context.bit_rate(bitRate);
        context.rc_max_rate(bitRate);
        context.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, Math.round(bitRate * bufferSeconds)));
    }

    /** Gives it a frame. */
    void send(AVFrame frame, long pts, boolean idr) throws EncoderException {
        frame.pts(pts);
        frame.pict_type(idr ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        check(codec.encoderName(), "avcodec_send_frame", avcodec_send_frame(context, frame));
    }

    /** Tells it that no further frame comes, so that it gives out what it holds. */
    void end() throws EncoderException {
        check(codec.encoderName(), "avcodec_send_frame at the end", avcodec_send_frame(context, null));
    }

    /** Takes the next access unit, into {@link #received()}; returns its octets, 0 if there is none. */
    int receive() throws EncoderException {
        return packet.receive(context);
    }

    /** The access unit that was received last, from index 0 on. */
    ByteBuffer received() {
        return packet.octets();
    }

    /** Time stamp of the frame that it was made from. */
    long receivedPts() {
        return packet.pts();
    }

    /** Gives the received packet back. */
    void release() {
        packet.release();
    }

    @Override
    public void close() {
        packet.close();
        avcodec_free_context(context);
    }
}
