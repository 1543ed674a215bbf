// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/** A container or device, opened, with the decoder of its video, or of its sound. One thread at a time. */
final class DecodedInput implements AutoCloseable {
    /** {@link #receive}: the input is at its end, and the decoder has given its last picture. */
    static final int END = AVERROR_EOF;

    /** Demuxers that take any text for a picture of it. */
    private static final Set<String> TEXT = Set.of("tty", "bin", "xbin", "adf", "idf");
    /** More threads add memory and delay, and hardly speed. */
    private static final int MOST_THREADS = 4;
    /** How many errors a decoder may report for the pictures that it still holds when the input has ended. */
    private static final int MOST_DAMAGED_AT_END = 64;

    /** Takes packets of another stream; they are the input's again after the return. */
    interface PacketTaker {
        void take(AVPacket packet) throws FrameSourceException, InterruptedException;
    }

    private final InputSpec spec;
    private final String kind;
    private final Interruption interruption;
    private final AVFormatContext container;
    private final AVPacket packet = av_packet_alloc();
    private AVCodecContext decoder;
    private int stream = -1;
    private int soundStream = -1;
    private PacketTaker soundTaker;
    private int timeBaseNum;
    private int timeBaseDen;
    private long startPts;
    private long intervalNs;
    private int quarterTurns;
    private boolean drained;
    private int damagedAtEnd;

    /**
     * Opens an input. Blocks until it is open, its time is over, or the interruption comes.
     *
     * @throws FrameSourceException if it has no video that can be decoded
     */
    DecodedInput(NativeFFmpeg ffmpeg, InputSpec spec, Interruption interruption) throws FrameSourceException {
        this(ffmpeg, spec, interruption, AVMEDIA_TYPE_VIDEO);
    }

    /**
     * As above, for video or for sound.
     *
     * @param kind AVMEDIA_TYPE_VIDEO or AVMEDIA_TYPE_AUDIO
     */
    DecodedInput(NativeFFmpeg ffmpeg, InputSpec spec, Interruption interruption, int kind) throws FrameSourceException {
        this.kind = av_get_media_type_string(kind).getString();
        this.spec = spec;
        this.interruption = interruption;
        container = avformat_alloc_context();
        try {
            openContainer(ffmpeg);
            openDecoder(find(kind));
        } catch (FrameSourceException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void openContainer(NativeFFmpeg ffmpeg) throws FrameSourceException {
        interruption.guard(container);
        interruption.allow(spec.timeoutNs());
        if (spec.prompt()) {
            container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_NOBUFFER);
        }
        AVDictionary options = new AVDictionary(null);
        try {
            spec.own().forEach((name, value) -> av_dict_set(options, name, value, 0));
            spec.wished().forEach((name, value) -> av_dict_set(options, name, value, 0));
            int result = avformat_open_input(
                    container, spec.url(), spec.format().isEmpty() ? null : ffmpeg.inputFormat(spec.format()), options);
            if (result < 0) {
                throw failure(result);
            }
            refuseUnknown(options);
        } finally {
            av_dict_free(options);
        }
        if (TEXT.contains(container.iformat().name().getString())) {
            throw new FrameSourceException(spec.what() + ": is text, not video");
        }
        int result = avformat_find_stream_info(container, (PointerPointer<?>) null);
        if (result < 0) {
            throw failure(result);
        }
    }

    /** What is left in the dictionary was known to neither demuxer nor protocol. */
    private void refuseUnknown(AVDictionary left) throws FrameSourceException {
        List<String> unknown = new ArrayList<>();
        AVDictionaryEntry entry = av_dict_iterate(left, null);
        while (entry != null) {
            String name = entry.key().getString();
            if (spec.wished().containsKey(name)) {
                unknown.add("ffmpeg." + name);
            }
            entry = av_dict_iterate(left, entry);
        }
        if (!unknown.isEmpty()) {
            throw new FrameSourceException(spec.what() + ": options unknown to FFmpeg's "
                    + container.iformat().name().getString() + ": " + unknown);
        }
    }

    private AVStream find(int type) throws FrameSourceException {
        stream = av_find_best_stream(container, type, -1, -1, (PointerPointer<?>) null, 0);
        AVStream found = stream < 0 ? null : container.streams(stream);
        // A cover that is attached to music is a stream, too.
        if (found == null || (found.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new FrameSourceException(spec.what() + ": has no " + kind + " stream (" + container.nb_streams()
                    + " of other kinds, container " + container.iformat().name().getString() + ")");
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != stream) {
                container.streams(i).discard(AVDISCARD_ALL);
            }
        }
        return found;
    }

    private void openDecoder(AVStream found) throws FrameSourceException {
        AVCodecParameters parameters = found.codecpar();
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        if (codec == null) {
            throw new FrameSourceException(spec.what() + ": FFmpeg cannot decode " + kind + " codec "
                    + avcodec_get_name(parameters.codec_id()).getString());
        }
        decoder = avcodec_alloc_context3(codec);
        NativeFFmpeg.check(avcodec_parameters_to_context(decoder, parameters), "avcodec_parameters_to_context");
        decoder.pkt_timebase(found.time_base());
        // Threads by frame are quicker, but each holds a frame back.
        decoder.thread_type(
                spec.prompt()
                        ? AVCodecContext.FF_THREAD_SLICE
                        : AVCodecContext.FF_THREAD_SLICE | AVCodecContext.FF_THREAD_FRAME);
        decoder.thread_count(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        int result = avcodec_open2(decoder, codec, (PointerPointer<?>) null);
        if (result < 0) {
            throw new FrameSourceException(
                    spec.what() + ": decoder of " + codec.name().getString() + ": " + NativeFFmpeg.reason(result));
        }
        timeBaseNum = found.time_base().num();
        timeBaseDen = found.time_base().den();
        startPts = found.start_time();
        AVRational rate = av_guess_frame_rate(container, found, null);
        intervalNs = rate.num() > 0 && rate.den() > 0 ? av_rescale(1_000_000_000, rate.den(), rate.num()) : 0;
        quarterTurns = Rotation.quarterTurns(parameters);
    }

    /** The sound that belongs to the pictures, which is not read yet; null if there is none. */
    AVStream soundBeside() {
        int found = av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, stream, (PointerPointer<?>) null, 0);
        return found < 0 ? null : container.streams(found);
    }

    /** Packets of that stream are read from now on, within {@link #receive}. */
    void hear(AVStream sound, PacketTaker taker) {
        sound.discard(AVDISCARD_DEFAULT);
        soundStream = sound.index();
        soundTaker = taker;
    }

    /** Time between two pictures as the container or the decoder announces it, in ns; 0 if it does not. */
    long intervalNs() {
        return intervalNs;
    }

    /** Whether it goes on for ever, as far as one can tell: it can neither be wound back nor has it a length. */
    boolean isEndless() {
        return !isSeekable() && (container.pb() == null || avio_size(container.pb()) <= 0);
    }

    /** Whether one can go to another place in it. */
    boolean isSeekable() {
        // Without a byte stream of its own the demuxer knows, and tells by knowing the length.
        return container.pb() != null
                ? container.pb().seekable() != 0
                : container.duration() != AV_NOPTS_VALUE && container.duration() > 0;
    }

    /** Whether times may jump in the middle, as in transport streams. */
    boolean mayJump() {
        return (container.iformat().flags() & AVFMT_TS_DISCONT) != 0;
    }

    /** How often the picture is to be turned clockwise by 90 degrees, 0 to 3. */
    int quarterTurns() {
        return quarterTurns;
    }

    /** Container and codec, for a log line. */
    String description() {
        return container.iformat().name().getString() + ", "
                + avcodec_get_name(decoder.codec_id()).getString() + " " + decoder.width() + "x" + decoder.height();
    }

    /**
     * Gives the next picture. Blocks for a packet no longer than the specification allows. What is damaged is left out.
     *
     * @return 0 or more if there is one, {@link #END}, or FFmpeg's number of what went wrong
     */
    int receive(AVFrame frame) throws FrameSourceException, InterruptedException {
        while (true) {
            int result = avcodec_receive_frame(decoder, frame);
            if (result >= 0 || result == END) {
                return result;
            }
            if (drained && ++damagedAtEnd < MOST_DAMAGED_AT_END) {
                continue; // damaged pictures among the last ones
            }
            if (drained) {
                return END;
            }
            interruption.allow(spec.timeoutNs());
            result = av_read_frame(container, packet);
            if (result == END) {
                drained = true;
                damagedAtEnd = 0;
                avcodec_send_packet(decoder, null);
            } else if (result < 0) {
                return result;
            } else {
                try {
                    if (packet.stream_index() == stream) {
                        avcodec_send_packet(decoder, packet); // refuses damaged packets; the next one may be whole
                    } else if (packet.stream_index() == soundStream) {
                        soundTaker.take(packet);
                    }
                } finally {
                    av_packet_unref(packet);
                }
            }
        }
    }

    /** When a picture is shown, in ns of the input's own time; {@link Timeline#NONE} if it does not say. */
    long timeNs(AVFrame frame) {
        long pts = frame.best_effort_timestamp();
        return pts == AV_NOPTS_VALUE ? Timeline.NONE : toNs(pts);
    }

    /** How long a picture is shown, in ns; 0 if it does not say. */
    long durationNs(AVFrame frame) {
        long duration = frame.duration();
        return duration <= 0 ? 0 : toNs(duration);
    }

    /** When the first picture is shown, in ns of the input's own time; {@link Timeline#NONE} if it does not say. */
    long startNs() {
        return startPts == AV_NOPTS_VALUE ? Timeline.NONE : toNs(startPts);
    }

    /** Goes to the last place at or before a time from which can be decoded; false if the input cannot. */
    boolean seek(long timeNs) {
        interruption.allow(spec.timeoutNs());
        long pts = av_rescale(timeNs, timeBaseDen, 1_000_000_000L * timeBaseNum);
        if (av_seek_frame(container, stream, pts, AVSEEK_FLAG_BACKWARD) < 0) {
            return false;
        }
        avcodec_flush_buffers(decoder);
        drained = false;
        return true;
    }

    private long toNs(long pts) {
        return av_rescale(pts, 1_000_000_000L * timeBaseNum, timeBaseDen);
    }

    private FrameSourceException failure(int error) {
        return new FrameSourceException(spec.what() + ": " + reason(spec, error));
    }

    /** Why an input does not go on, as a sentence. */
    static String reason(InputSpec spec, int error) {
        return error == AVERROR_EXIT
                ? "no answer within " + spec.timeoutNs() / 1_000_000_000.0 + " s"
                : NativeFFmpeg.reason(error);
    }

    /** Frees everything. Closing twice does nothing. */
    @Override
    public void close() {
        if (decoder != null) {
            avcodec_free_context(decoder);
            decoder = null;
        }
        avformat_close_input(container);
        av_packet_free(packet);
    }
}
