// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import miracast.api.frames.FrameMarker;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A real H.264 stream with markers, made with FFmpeg's libopenh264: green, with a band of noise. */
final class SampleVideo {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    /** What {@link FrameMarker#frame} counts from. */
    static final int FIRST_FRAME = 1000;

    /** Pure green in BT.709, limited range. */
    private static final int GREEN_LUMA = 173;

    private SampleVideo() {}

    /**
     * Encodes pictures; every tenth is an IDR picture.
     *
     * @param clockMs the marker's clock of the n-th picture, n from 0
     */
    static List<byte[]> encode(int pictures, IntUnaryOperator clockMs) {
        List<byte[]> units = new ArrayList<>();
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libopenh264");
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            context.width(WIDTH).height(HEIGHT).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
            context.time_base(avutil.av_make_q(1, 30));
            context.framerate(avutil.av_make_q(30, 1));
            context.bit_rate(2_000_000)
                    .gop_size(10)
                    .max_b_frames(0)
                    .thread_count(1)
                    .slices(1);
            AVDictionary options = new AVDictionary();
            avutil.av_dict_set(options, "profile", "constrained_baseline", 0);
            avutil.av_dict_set(options, "allow_skip_frames", "0", 0);
            check(avcodec.avcodec_open2(context, codec, options));
            avutil.av_dict_free(options);
            frame.width(WIDTH).height(HEIGHT).format(avutil.AV_PIX_FMT_YUV420P);
            check(avutil.av_frame_get_buffer(frame, 0));
            for (int i = 0; i < pictures; i++) {
                check(avutil.av_frame_make_writable(frame));
                paint(frame, i, clockMs.applyAsInt(i));
                frame.pts(i);
                check(avcodec.avcodec_send_frame(context, frame));
                while (avcodec.avcodec_receive_packet(context, packet) >= 0) {
                    units.add(withDelimiter(packet));
                    avcodec.av_packet_unref(packet);
                }
            }
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
        if (units.size() != pictures) {
            throw new IllegalStateException(units.size() + " of " + pictures + " pictures");
        }
        return units;
    }

    private static void check(int error) {
        if (error < 0) {
            throw new IllegalStateException("FFmpeg error " + error);
        }
    }

    private static void paint(AVFrame frame, int number, int clockMs) {
        int stride = frame.linesize(0);
        ByteBuffer luma = plane(frame, 0, stride * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                // Noise that moves takes bits, so that a picture has several packets.
                boolean noisy = y > 200 && y < 300;
                int level = noisy ? 100 + (x * 7 + y * 13 + number * 31) * 2654435 % 120 : GREEN_LUMA;
                luma.put(y * stride + x, (byte) level);
            }
        }
        new FrameMarker().draw(luma, stride, FIRST_FRAME + number, clockMs);
        fill(plane(frame, 1, frame.linesize(1) * HEIGHT / 2), 42);
        fill(plane(frame, 2, frame.linesize(2) * HEIGHT / 2), 26);
    }

    private static ByteBuffer plane(AVFrame frame, int index, int octets) {
        return new BytePointer(frame.data(index)).capacity(octets).asByteBuffer();
    }

    private static void fill(ByteBuffer plane, int value) {
        for (int i = 0; i < plane.capacity(); i++) {
            plane.put(i, (byte) value);
        }
    }

    private static byte[] withDelimiter(AVPacket packet) {
        byte[] coded = new byte[packet.size()];
        packet.data().get(coded);
        byte[] unit = Arrays.copyOf(Pictures.DELIMITER, Pictures.DELIMITER.length + coded.length);
        System.arraycopy(coded, 0, unit, Pictures.DELIMITER.length, coded.length);
        return unit;
    }
}
