// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import miracast.api.audio.AudioBlock;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The sound of an input that sends at its own pace and can be read only once: decoded where its pictures are read, placed on their
 * line of time, and given to whoever {@linkplain Playback#listen listens}; if that is slow, the oldest is left out, and no picture
 * waits. The thread that reads the pictures.
 */
final class LiveSound implements AutoCloseable {
    /** A frame whose time differs by less follows the one before: containers round times, to a millisecond at worst. */
    private static final long FOLLOWS_NS = 5_000_000;

    private final Playback playback;
    private final int beginning;
    private final int timeBaseNum;
    private final int timeBaseDen;
    private final AVFrame frame = av_frame_alloc();
    private final SampleMaker maker = new SampleMaker();
    private final AVCodecContext decoder;
    private SampleQueue listener;
    private long nextNs = Timeline.NONE;

    /**
     * @param what as errors name the input
     * @throws FrameSourceException if FFmpeg cannot decode it
     */
    LiveSound(String what, AVStream stream, Playback playback, int beginning) throws FrameSourceException {
        this.playback = playback;
        this.beginning = beginning;
        timeBaseNum = stream.time_base().num();
        timeBaseDen = stream.time_base().den();
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        decoder = codec == null ? null : avcodec_alloc_context3(codec);
        try {
            if (decoder == null) {
                throw new FrameSourceException(what + ": FFmpeg cannot decode sound of codec "
                        + avcodec_get_name(stream.codecpar().codec_id()).getString());
            }
            NativeFFmpeg.check(
                    avcodec_parameters_to_context(decoder, stream.codecpar()), "avcodec_parameters_to_context");
            decoder.pkt_timebase(stream.time_base());
            int result = avcodec_open2(decoder, codec, (PointerPointer<?>) null);
            if (result < 0) {
                throw new FrameSourceException(
                        what + ": decoder of " + codec.name().getString() + ": " + NativeFFmpeg.reason(result));
            }
        } catch (FrameSourceException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** A packet of it was read. */
    void packet(AVPacket packet) throws FrameSourceException, InterruptedException {
        SampleQueue present = playback.listener();
        if (present != listener) {
            listener = present;
            nextNs = Timeline.NONE;
            maker.forget();
        }
        avcodec_send_packet(decoder, packet); // refuses damaged packets; the next one may be whole
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            try {
                Playback.Round round = playback.latest();
                if (listener != null && round != null && frame.best_effort_timestamp() != AV_NOPTS_VALUE) {
                    hear(round);
                }
            } finally {
                av_frame_unref(frame);
            }
        }
    }

    private void hear(Playback.Round round) throws FrameSourceException, InterruptedException {
        long toldNs = av_rescale(frame.best_effort_timestamp(), 1_000_000_000L * timeBaseNum, timeBaseDen);
        long beginsNs = round.lineNs() + toldNs - round.inputNs() - maker.delayNs();
        if (nextNs == Timeline.NONE || Math.abs(beginsNs - nextNs) > FOLLOWS_NS) {
            nextNs = beginsNs;
        }
        boolean more = false;
        int samples;
        do {
            SampleQueue.Block block = listener.claim();
            if (block == null) {
                return;
            }
            try {
                samples = more ? maker.more(frame, block) : maker.make(frame, block);
            } catch (FrameSourceException | RuntimeException | Error e) {
                listener.giveBack(block);
                throw e;
            }
            more = true;
            if (samples == 0) {
                listener.giveBack(block);
            } else {
                block.describe(0, samples, nextNs, beginning);
                nextNs += AudioBlock.durationNs(samples);
                listener.publish(block);
            }
        } while (samples == SampleQueue.BLOCK_SAMPLES);
    }

    @Override
    public void close() {
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        maker.close();
        av_frame_free(frame);
    }
}
