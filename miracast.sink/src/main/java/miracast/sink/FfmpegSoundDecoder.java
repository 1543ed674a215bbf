// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/** FFmpeg's AAC decoder. Decoding allocates nothing on the heap. */
final class FfmpegSoundDecoder implements SoundDecoder {
    /** Octets of an ADTS frame: its length has 13 bits. */
    private static final int LONGEST_FRAME = 1 << 13;
    /** Samples of an ADTS frame: four blocks of at most 2048. */
    private static final int MOST_SAMPLES = 4 * 2048;

    private final AVCodecContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    /** An AVFrame begins with the addresses of its planes. */
    private final LongPointer planes = new LongPointer(frame);

    private final Plane source = new Plane();
    private final ByteBuffer input = ByteBuffer.allocateDirect(LONGEST_FRAME + AccessUnit.PADDING);
    private final BytePointer inputPointer = new BytePointer(input);
    private final ByteBuffer left =
            ByteBuffer.allocateDirect(MOST_SAMPLES * Float.BYTES).order(ByteOrder.nativeOrder());
    private final BytePointer leftPointer = new BytePointer(left);
    private boolean closed;

    /** A pointer that is moved instead of made anew. */
    private static final class Plane extends BytePointer {
        private Plane at(long newAddress) {
            address = newAddress;
            return this;
        }
    }

    /** @throws IOException if FFmpeg refuses */
    FfmpegSoundDecoder() throws IOException {
        AVCodec codec = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_AAC);
        if (codec == null || codec.isNull()) {
            throw new IOException("this FFmpeg has no AAC decoder");
        }
        context = avcodec.avcodec_alloc_context3(codec);
        int error = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
        if (error < 0) {
            close();
            throw new IOException("FFmpeg does not open its AAC decoder: error " + error);
        }
    }

    @Override
    public int decode(ByteBuffer buffer, int index, int length) {
        if (length > LONGEST_FRAME) {
            return REFUSED;
        }
        input.put(0, buffer, index, length);
        for (int at = length; at < length + AccessUnit.PADDING; at++) {
            input.put(at, (byte) 0);
        }
        packet.data(inputPointer);
        packet.size(length);
        if (avcodec.avcodec_send_packet(context, packet) < 0) {
            return REFUSED;
        }
        int samples = 0;
        while (avcodec.avcodec_receive_frame(context, frame) >= 0) {
            int count = Math.min(frame.nb_samples(), MOST_SAMPLES - samples);
            if (frame.format() == avutil.AV_SAMPLE_FMT_FLTP && count > 0) {
                Pointer.memcpy(
                        leftPointer.position((long) samples * Float.BYTES),
                        source.at(planes.get(0)),
                        (long) count * Float.BYTES);
                samples += count;
            }
            avutil.av_frame_unref(frame);
        }
        return samples;
    }

    @Override
    public float left(int sample) {
        return left.getFloat(sample * Float.BYTES);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avutil.av_frame_free(frame);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(context);
        }
    }
}
