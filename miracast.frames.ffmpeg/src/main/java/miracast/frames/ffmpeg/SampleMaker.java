// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_compare;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_delay;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import miracast.api.audio.AudioBlock;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Makes decoded sound of any rate, format and number of channels into samples of the contract. One thread. */
final class SampleMaker implements AutoCloseable {
    private final AVChannelLayout stereo = new AVChannelLayout();
    /** As frames tell it, which may be a number of channels without names. */
    private final AVChannelLayout told = new AVChannelLayout();

    private final AVChannelLayout from = new AVChannelLayout();
    private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
    private SwrContext context;
    private int format = -1;
    private int rate;

    SampleMaker() {
        av_channel_layout_default(stereo, 2);
    }

    /** How much sound it holds back, in ns: what it gives next is so much older than what it was given last. */
    long delayNs() {
        return context == null ? 0 : swr_get_delay(context, 1_000_000_000L);
    }

    /**
     * Begins with a frame; {@link #more} gives what finds no room.
     *
     * @return how many samples were written to the block
     * @throws FrameSourceException if FFmpeg cannot convert it
     */
    int make(AVFrame frame, SampleQueue.Block block) throws FrameSourceException {
        if (context == null
                || frame.format() != format
                || frame.sample_rate() != rate
                || av_channel_layout_compare(frame.ch_layout(), told) != 0) {
            open(frame);
        }
        return convert(block, frame.extended_data(), frame.nb_samples());
    }

    /** Goes on with what found no room; 0 if there is nothing more. */
    int more(AVFrame frame, SampleQueue.Block block) throws FrameSourceException {
        // Without the pointer it would be taken for the end of all sound, and what is held back be given out.
        return convert(block, frame.extended_data(), 0);
    }

    private void open(AVFrame frame) throws FrameSourceException {
        free();
        format = frame.format();
        rate = frame.sample_rate();
        av_channel_layout_uninit(from);
        NativeFFmpeg.check(av_channel_layout_copy(told, frame.ch_layout()), "av_channel_layout_copy");
        if (frame.ch_layout().order() == 0 && frame.ch_layout().nb_channels() > 0) {
            // As many as there are, in the usual order.
            av_channel_layout_default(from, frame.ch_layout().nb_channels());
        } else {
            NativeFFmpeg.check(av_channel_layout_copy(from, frame.ch_layout()), "av_channel_layout_copy");
        }
        context = new SwrContext(null);
        int result =
                swr_alloc_set_opts2(context, stereo, AV_SAMPLE_FMT_S16, AudioBlock.RATE, from, format, rate, 0, null);
        if (result >= 0) {
            result = swr_init(context);
        }
        if (result < 0) {
            free();
            throw new FrameSourceException(
                    "sound of " + rate + " Hz in " + frame.ch_layout().nb_channels() + " channels cannot be converted: "
                            + NativeFFmpeg.reason(result));
        }
    }

    private int convert(SampleQueue.Block block, PointerPointer<?> samples, int count) throws FrameSourceException {
        out.put(0, new BytePointer(block.memory()));
        int made = swr_convert(context, out, SampleQueue.BLOCK_SAMPLES, samples, count);
        if (made < 0) {
            throw new FrameSourceException("sound cannot be converted: " + NativeFFmpeg.reason(made));
        }
        return made;
    }

    /** Forgets what it holds back: the next frame does not follow the last one. */
    void forget() {
        free();
    }

    private void free() {
        if (context != null) {
            swr_free(context);
            context = null;
        }
        format = -1;
    }

    @Override
    public void close() {
        free();
        av_channel_layout_uninit(told);
        av_channel_layout_uninit(from);
        av_channel_layout_uninit(stereo);
        out.close();
    }
}
