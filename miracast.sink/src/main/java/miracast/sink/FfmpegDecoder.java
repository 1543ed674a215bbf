// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import miracast.api.frames.FrameMarker;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** FFmpeg's H.264 decoder. Decoding allocates nothing on the heap. */
final class FfmpegDecoder implements PictureDecoder {
    /** Of the largest display mode (4096x2160), rounded up to macroblocks. A stream cannot make us allocate for more. */
    private static final long MAX_PIXELS = 4096L * 2176;

    /** More buffers than access units wait; then those before, which have grown out, are forgotten. */
    private static final int MOST_BUFFERS = 64;

    private final Object lock = new Object();
    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;
    /** AVFrame begins with the addresses of its planes (frame.h). */
    private final LongPointer framePlanes;

    private final Octets plane = new Octets();
    private final Map<ByteBuffer, BytePointer> known = new IdentityHashMap<>();
    /** The last picture; touched under the lock, as is what follows. */
    private final AVFrame last;

    private boolean hasLast;
    private boolean closed;
    private BufferedImage kept;

    private ByteBuffer luma = ByteBuffer.allocateDirect(0);
    private BytePointer lumaPointer = new BytePointer(luma);

    /** A pointer that is moved instead of made anew: {@link AVFrame#data(int)} would make an object for each picture. */
    private static final class Octets extends BytePointer {
        private Octets at(long newAddress) {
            address = newAddress;
            return this;
        }
    }

    /**
     * @param threads that decode one picture; more than one helps only if pictures have several slices
     * @throws IOException if FFmpeg refuses
     */
    FfmpegDecoder(int threads) throws IOException {
        AVCodec codec = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_H264);
        if (codec == null || codec.isNull()) {
            throw new IOException("this FFmpeg has no H.264 decoder");
        }
        context = avcodec.avcodec_alloc_context3(codec);
        packet = avcodec.av_packet_alloc();
        frame = avutil.av_frame_alloc();
        framePlanes = new LongPointer(frame);
        last = avutil.av_frame_alloc();
        context.thread_count(threads);
        // Threads over frames would hold pictures back.
        context.thread_type(AVCodecContext.FF_THREAD_SLICE);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY | avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT);
        context.max_pixels(MAX_PIXELS);
        int error = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
        if (error < 0) {
            free();
            throw new IOException("FFmpeg does not open its H.264 decoder: error " + error);
        }
    }

    @Override
    public boolean decode(AccessUnit unit, Output output) {
        packet.data(address(unit.data()));
        packet.size(unit.length());
        packet.pts(unit.number());
        packet.dts(unit.number());
        packet.flags(unit.damaged() ? avcodec.AV_PKT_FLAG_CORRUPT : 0);
        int error = avcodec.avcodec_send_packet(context, packet);
        receive(output);
        return error >= 0;
    }

    private BytePointer address(ByteBuffer buffer) {
        BytePointer address = known.get(buffer);
        if (address == null) {
            if (known.size() == MOST_BUFFERS) {
                known.clear();
            }
            address = new BytePointer(buffer.duplicate().clear());
            known.put(buffer, address);
        }
        return address;
    }

    @Override
    public void drain(Output output) {
        avcodec.avcodec_send_packet(context, (AVPacket) null);
        receive(output);
    }

    private void receive(Output output) {
        while (avcodec.avcodec_receive_frame(context, frame) >= 0) {
            boolean damaged = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0;
            boolean marked = copyLuma();
            output.picture(
                    frame.pts(),
                    damaged,
                    luma,
                    marked ? frame.linesize(0) : 0,
                    marked ? frame.width() : 0,
                    marked ? frame.height() : 0);
            synchronized (lock) {
                avutil.av_frame_unref(last);
                avutil.av_frame_move_ref(last, frame);
                hasLast = true;
            }
        }
    }

    /** Copies the lines in which a marker may be; false if there can be none. */
    private boolean copyLuma() {
        int stride = frame.linesize(0);
        boolean eightBits = frame.format() == avutil.AV_PIX_FMT_YUV420P || frame.format() == avutil.AV_PIX_FMT_YUVJ420P;
        if (!eightBits
                || stride < FrameMarker.WIDTH
                || frame.width() < FrameMarker.WIDTH
                || frame.height() < FrameMarker.HEIGHT) {
            return false;
        }
        int octets = stride * FrameMarker.HEIGHT;
        if (luma.capacity() < octets) {
            luma = ByteBuffer.allocateDirect(octets);
            lumaPointer = new BytePointer(luma);
        }
        Pointer.memcpy(lumaPointer, plane.at(framePlanes.get(0)), octets);
        return true;
    }

    @Override
    public Optional<BufferedImage> lastPicture() {
        AVFrame picture;
        synchronized (lock) {
            if (closed || !hasLast) {
                return Optional.ofNullable(kept);
            }
            picture = avutil.av_frame_clone(last);
        }
        try {
            return Optional.of(FfmpegPicture.image(picture));
        } finally {
            avutil.av_frame_free(picture);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (hasLast) {
                kept = FfmpegPicture.image(last);
            }
            free();
        }
    }

    private void free() {
        avutil.av_frame_free(last);
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
