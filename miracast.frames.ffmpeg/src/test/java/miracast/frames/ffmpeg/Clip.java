// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import miracast.api.frames.FrameMarker;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/** Small films for tests. Each picture is grey, with a {@link FrameMarker} that has its number, counted from 0. */
record Clip(int width, int height, int rate, int pictures, String codec, int pixelFormat, int grey, int quarterTurns) {

    static Clip of(int width, int height, int rate, int pictures) {
        return new Clip(width, height, rate, pictures, "mpeg4", AV_PIX_FMT_YUV420P, 128, 0);
    }

    Clip codec(String other, int otherPixelFormat) {
        return new Clip(width, height, rate, pictures, other, otherPixelFormat, grey, quarterTurns);
    }

    Clip grey(int level) {
        return new Clip(width, height, rate, pictures, codec, pixelFormat, level, quarterTurns);
    }

    /** To be turned clockwise that often by 90 degrees when it is shown. */
    Clip turned(int turns) {
        return new Clip(width, height, rate, pictures, codec, pixelFormat, grey, turns);
    }

    /** Writes the film; the container is told by the file's ending. */
    Path write(Path file) {
        AVFormatContext container = new AVFormatContext(null);
        check(avformat_alloc_output_context2(container, null, null, file.toString()));
        AVCodec encoder = avcodec_find_encoder_by_name(codec);
        AVCodecContext context = avcodec_alloc_context3(encoder);
        AVRational timeBase = new AVRational().num(1).den(rate);
        context.width(width).height(height).pix_fmt(pixelFormat).time_base(timeBase);
        context.framerate(new AVRational().num(rate).den(1)).gop_size(12).thread_count(1);
        context.bit_rate(20_000_000).flags(context.flags() | AV_CODEC_FLAG_QSCALE);
        context.global_quality(2 * FF_QP2LAMBDA);
        if (codec.equals("mpeg4")) {
            context.max_b_frames(2); // so that the order of decoding is not that of showing
        }
        if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        check(avcodec_open2(context, encoder, (PointerPointer<?>) null));
        AVStream stream = avformat_new_stream(container, null);
        check(avcodec_parameters_from_context(stream.codecpar(), context));
        stream.time_base(timeBase).avg_frame_rate(context.framerate());
        if (quarterTurns != 0) {
            turn(stream);
        }
        AVIOContext io = new AVIOContext(null);
        check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
        container.pb(io);
        check(avformat_write_header(container, (AVDictionary) null));

        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        for (int i = 0; i < pictures; i++) {
            frame.format(pixelFormat).width(width).height(height);
            check(av_frame_get_buffer(frame, 0));
            draw(frame, i);
            frame.pts(i).quality(2 * FF_QP2LAMBDA);
            check(avcodec_send_frame(context, frame));
            av_frame_unref(frame);
            drain(context, packet, container, stream);
        }
        check(avcodec_send_frame(context, null));
        drain(context, packet, container, stream);
        check(av_write_trailer(container));
        avio_closep(io);
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(context);
        avformat_free_context(container);
        return file;
    }

    private void turn(AVStream stream) {
        AVPacketSideData data = new AVPacketSideData(null);
        int[] count = {0};
        av_packet_side_data_new(data, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
        int[] matrix = new int[9];
        av_display_rotation_set(matrix, 90.0 * quarterTurns);
        data.data()
                .capacity(36)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asIntBuffer()
                .put(matrix);
        stream.codecpar().coded_side_data(data).nb_coded_side_data(count[0]);
    }

    private void drain(AVCodecContext context, AVPacket packet, AVFormatContext container, AVStream stream) {
        while (avcodec_receive_packet(context, packet) >= 0) {
            if (packet.duration() == 0) {
                packet.duration(1);
            }
            av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
            packet.stream_index(0);
            check(av_interleaved_write_frame(container, packet));
        }
    }

    /** Luma may have 8 or 10 bits, or be one of the colours of RGB: then the marker is drawn in all of them. */
    private void draw(AVFrame frame, int number) {
        boolean ten = pixelFormat == AV_PIX_FMT_YUV420P10LE;
        boolean packed = pixelFormat == AV_PIX_FMT_BGR0 || pixelFormat == AV_PIX_FMT_RGBA;
        int octets = packed ? 4 : ten ? 2 : 1;
        ByteBuffer luma = ByteBuffer.allocateDirect(width * height);
        for (int i = 0; i < luma.capacity(); i++) {
            luma.put(i, (byte) grey);
        }
        if (width >= FrameMarker.WIDTH) {
            new FrameMarker().draw(luma, width, number, 0);
        }
        for (int plane = 0; plane < (packed ? 1 : 3); plane++) {
            int shift = plane > 0 && pixelFormat != AV_PIX_FMT_YUV444P ? 1 : 0;
            ByteBuffer samples = frame.data(plane)
                    .capacity((long) frame.linesize(plane) * (height >> shift))
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
            int stride = frame.linesize(plane);
            for (int y = 0; y < height >> shift; y++) {
                for (int x = 0; x < width >> shift; x++) {
                    int level = plane == 0 ? luma.get(y * width + x) & 0xFF : 128;
                    int at = y * stride + x * octets;
                    if (ten) {
                        samples.putShort(at, (short) (level << 2));
                    } else {
                        for (int i = 0; i < octets; i++) {
                            samples.put(at + i, (byte) level);
                        }
                    }
                }
            }
        }
    }

    private static void check(int result) {
        NativeFFmpeg.check(result, "writing a clip");
    }

    /** Half a second of silence and no picture. */
    static Path music(Path file) throws java.io.IOException {
        int octets = 48_000;
        ByteBuffer wave = ByteBuffer.allocate(44 + octets).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes())
                .putInt(36 + octets)
                .put("WAVEfmt ".getBytes())
                .putInt(16);
        wave.putShort((short) 1)
                .putShort((short) 1)
                .putInt(48_000)
                .putInt(96_000)
                .putShort((short) 2)
                .putShort((short) 16);
        wave.put("data".getBytes()).putInt(octets);
        return Files.write(file, wave.array());
    }
}
