// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import miracast.wire.ts.AdtsHeader;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Sound that FFmpeg has coded as AAC. */
final class SampleSound {
    private static final int SAMPLES = AdtsHeader.BLOCK_SAMPLES;

    private SampleSound() {}

    /** ADTS frames; the n-th one begins with sample n x 1024. */
    static List<byte[]> encode(int frames, IntToDoubleFunction level) {
        List<byte[]> coded = new ArrayList<>();
        AVCodecContext context = avcodec.avcodec_alloc_context3(avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_AAC));
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            context.sample_rate(48_000).sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).bit_rate(192_000);
            context.time_base(avutil.av_make_q(1, 48_000));
            avutil.av_channel_layout_default(context.ch_layout(), 2);
            check(avcodec.avcodec_open2(context, context.codec(), (AVDictionary) null));
            frame.nb_samples(SAMPLES).format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(48_000);
            avutil.av_channel_layout_default(frame.ch_layout(), 2);
            check(avutil.av_frame_get_buffer(frame, 0));
            // Some more, since the encoder looks ahead.
            for (int i = 0; i < frames + 3; i++) {
                check(avutil.av_frame_make_writable(frame));
                for (int plane = 0; plane < 2; plane++) {
                    var samples = new BytePointer(frame.data(plane))
                            .capacity(SAMPLES * Float.BYTES)
                            .asByteBuffer()
                            .order(ByteOrder.nativeOrder());
                    for (int s = 0; s < SAMPLES; s++) {
                        samples.putFloat(s * Float.BYTES, (float) level.applyAsDouble(i * SAMPLES + s));
                    }
                }
                frame.pts((long) i * SAMPLES);
                check(avcodec.avcodec_send_frame(context, frame));
                while (avcodec.avcodec_receive_packet(context, packet) >= 0) {
                    if (packet.pts() >= 0 && coded.size() < frames) {
                        coded.add(adts(packet));
                    }
                    avcodec.av_packet_unref(packet);
                }
            }
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
        return coded;
    }

    private static byte[] adts(AVPacket packet) {
        var adts = java.nio.ByteBuffer.allocate(AdtsHeader.LENGTH + packet.size());
        new AdtsHeader().wrap(adts, 0).header(packet.size());
        byte[] octets = new byte[packet.size()];
        packet.data().get(octets);
        adts.put(AdtsHeader.LENGTH, octets);
        return adts.array();
    }

    private static void check(int error) {
        if (error < 0) {
            throw new IllegalStateException("FFmpeg error " + error);
        }
    }
}
