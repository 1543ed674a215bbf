// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import static miracast.encoder.ffmpeg.FfmpegError.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioBlock;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.AudioEncoderSession;
import miracast.api.encoder.ChunkSink;
import miracast.api.encoder.EncoderException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * One stream of AAC. Every call is synchronized, so that the component may close it beside its user: a close waits for the unit
 * that is being coded.
 */
final class AacSession implements AudioEncoderSession {
    private static final String NAME = AacEncoder.ENCODER_NAME;
    private static final int UNIT = AudioCoding.AAC_LC.unitSamples();
    private static final long LEAST_BIT_RATE = 32_000;
    private static final long MOST_BIT_RATE = 512_000;
    private static final float FULL_SCALE = 32_768;

    /** Octets of an ADTS header without a checksum (ISO/IEC 14496-3, 1.A.2.2). */
    private static final int ADTS = 7;
    /** Its length has 13 bits. */
    private static final int LONGEST_ADTS_FRAME = (1 << 13) - 1;

    private final ChunkSink sink;
    private final Consumer<AacSession> closed;
    private final AVCodecContext context;
    private final CodedPacket packet = new CodedPacket(NAME, LONGEST_ADTS_FRAME);
    private final AVFrame frame = av_frame_alloc();
    private final ByteBuffer left = plane();
    private final ByteBuffer right = plane();
    /** FFmpeg refers to the planes by these. */
    private final BytePointer leftPointer = new BytePointer(left);

    private final BytePointer rightPointer = new BytePointer(right);
    private boolean isOpen = true;

    /** @param closed told once, when the session is closed */
    AacSession(long bitRate, ChunkSink sink, Consumer<AacSession> closed) throws EncoderException {
        this.sink = sink;
        this.closed = closed;
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
        if (codec == null) {
            throw new EncoderException(NAME + ": FFmpeg was built without it");
        }
        context = avcodec_alloc_context3(codec);
        context.sample_rate(AudioBlock.RATE);
        context.time_base().num(1).den(AudioBlock.RATE);
        av_channel_layout_default(context.ch_layout(), 2);
        context.sample_fmt(AV_SAMPLE_FMT_FLTP);
        context.profile(avcodec.AV_PROFILE_AAC_LOW);
        context.bit_rate(Math.max(LEAST_BIT_RATE, Math.min(MOST_BIT_RATE, bitRate)));
        frame.format(AV_SAMPLE_FMT_FLTP).nb_samples(UNIT).sample_rate(AudioBlock.RATE);
        av_channel_layout_default(frame.ch_layout(), 2);
        frame.data(0, leftPointer);
        frame.data(1, rightPointer);
        frame.linesize(0, left.capacity());
        int result = open(codec);
        if (result < 0 || context.frame_size() != UNIT) {
            free();
            check(NAME, "avcodec_open2", result);
            throw new EncoderException(NAME + ": frames have " + context.frame_size() + " samples, not " + UNIT);
        }
    }

    private int open(AVCodec codec) {
        AVDictionary options = new AVDictionary(null);
        try {
            // The other coders search for what few hear, at several times the cost.
            av_dict_set(options, "aac_coder", "fast", 0);
            return avcodec_open2(context, codec, options);
        } finally {
            av_dict_free(options);
        }
    }

    private static ByteBuffer plane() {
        return ByteBuffer.allocateDirect(UNIT * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    @Override
    public synchronized void encode(AudioBlock samples, long unitNumber) throws EncoderException {
        if (!isOpen) {
            throw new EncoderException(NAME + ": the session is closed");
        }
        if (samples.samples() != UNIT) {
            throw new IllegalArgumentException(NAME + ": unit of " + samples.samples() + " samples, not " + UNIT);
        }
        for (int i = 0; i < UNIT; i++) {
            left.putFloat(i * Float.BYTES, samples.left(i) / FULL_SCALE);
            right.putFloat(i * Float.BYTES, samples.right(i) / FULL_SCALE);
        }
        frame.pts(unitNumber * UNIT);
        // The frame owns no memory, so FFmpeg copies what it keeps.
        check(NAME, "avcodec_send_frame", avcodec_send_frame(context, frame));
        for (int octets = packet.receive(context); octets > 0; octets = packet.receive(context)) {
            try {
                // Before the first samples it gives what fills its look-ahead: that has a time below 0.
                if (packet.pts() >= 0) {
                    write(octets, packet.pts() / UNIT);
                }
            } finally {
                packet.release();
            }
        }
    }

    private void write(int octets, long unit) throws EncoderException {
        int length = ADTS + octets;
        if (length > LONGEST_ADTS_FRAME) {
            throw new EncoderException(NAME + ": unit of " + octets + " octets is too long for ADTS");
        }
        int at = sink.claim(length);
        if (at == ChunkSink.NO_ROOM) {
            return;
        }
        ByteBuffer memory = sink.memory();
        // MPEG-4, no checksum; low complexity, 48 kHz, two channels; length; variable rate, one block.
        memory.put(at, (byte) 0xFF);
        memory.put(at + 1, (byte) 0xF1);
        memory.put(at + 2, (byte) 0x4C);
        memory.put(at + 3, (byte) (0x80 | length >> 11));
        memory.put(at + 4, (byte) (length >> 3));
        memory.put(at + 5, (byte) (length << 5 | 0x1F));
        memory.put(at + 6, (byte) 0xFC);
        memory.put(at + ADTS, packet.octets(), 0, octets);
        sink.commit(length, ChunkId.of(unit, 0), true, true);
    }

    @Override
    public void close() {
        if (closeOnce()) {
            closed.accept(this);
        }
    }

    private synchronized boolean closeOnce() {
        if (!isOpen) {
            return false;
        }
        isOpen = false;
        free();
        return true;
    }

    private void free() {
        packet.close();
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
