// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's H.264 decoder, one thread, which gives up at the first thing that is not as it should be. One thread at a time. */
public final class StrictDecoder implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();

    /**
     * One decoded picture.
     *
     * @param width pixels of a line
     * @param height lines
     * @param luma the luma plane, line after line without gaps
     */
    public record Picture(int width, int height, byte[] luma) {}

    public StrictDecoder() {
        av_log_set_level(AV_LOG_QUIET);
        context = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264));
        context.thread_count(1);
        context.err_recognition(AV_EF_EXPLODE | AV_EF_BITSTREAM | AV_EF_BUFFER);
        check("avcodec_open2", avcodec_open2(context, context.codec(), (AVDictionary) null));
    }

    /**
     * Decodes one access unit.
     *
     * @return the pictures that came out: exactly one if nothing is reordered or held back
     * @throws IllegalStateException if anything in it is damaged or missing
     */
    public List<Picture> decode(byte[] accessUnit) {
        check("av_new_packet", av_new_packet(packet, accessUnit.length));
        packet.data().put(accessUnit, 0, accessUnit.length);
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        check("avcodec_send_packet", sent);
        List<Picture> pictures = new ArrayList<>();
        while (avcodec_receive_frame(context, frame) == 0) {
            if (frame.decode_error_flags() != 0) {
                throw new IllegalStateException("decode_error_flags " + frame.decode_error_flags());
            }
            pictures.add(picture());
        }
        return pictures;
    }

    private Picture picture() {
        if (frame.format() != AV_PIX_FMT_YUV420P) {
            throw new IllegalStateException("pixel format " + frame.format());
        }
        int width = frame.width();
        int height = frame.height();
        byte[] luma = new byte[width * height];
        BytePointer plane = frame.data(0);
        int stride = frame.linesize(0);
        for (int y = 0; y < height; y++) {
            plane.position((long) y * stride).get(luma, y * width, width);
        }
        return new Picture(width, height, luma);
    }

    private static void check(String call, int result) {
        if (result < 0) {
            throw new IllegalStateException(call + " gave " + result);
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
