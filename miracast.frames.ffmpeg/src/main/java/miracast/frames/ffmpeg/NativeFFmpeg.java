// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's libraries, loaded: a private service of this bundle, so that what needs them stays unsatisfied where they are missing.
 * Thread-safe.
 */
final class NativeFFmpeg implements AutoCloseable {
    private final Interruptions interruptions = new Interruptions();
    private final Playbacks playbacks = new Playbacks();

    private NativeFFmpeg() {}

    /**
     * Loads the libraries.
     *
     * @param verbose whether FFmpeg writes what it does to standard error. Its log is one for the process and comes on any thread,
     *     so we keep it still otherwise; what ends a stream is told by exceptions
     * @throws LinkageError if there are none for this platform
     */
    static NativeFFmpeg load(boolean verbose) {
        Loader.load(avutil.class);
        Loader.load(avcodec.class);
        Loader.load(avformat.class);
        Loader.load(swscale.class);
        Loader.load(swresample.class);
        avutil.av_log_set_level(verbose ? avutil.AV_LOG_VERBOSE : avutil.AV_LOG_QUIET);
        avformat.avformat_network_init();
        return new NativeFFmpeg();
    }

    /** Why a library cannot be loaded: the first line of the first cause, which names the library that is missing. */
    static String reason(LinkageError failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElse(first.toString());
    }

    /** What FFmpeg calls itself, for example {@code FFmpeg 8.0.1}. */
    String version() {
        return "FFmpeg " + avutil.av_version_info().getString();
    }

    /** Whether this FFmpeg was built with a demuxer or capture device. */
    boolean has(String inputFormat) {
        return avformat.av_find_input_format(inputFormat) != null;
    }

    /** The demuxer or capture device of that name. */
    AVInputFormat inputFormat(String name) {
        AVInputFormat format = avformat.av_find_input_format(name);
        if (format == null) {
            throw new IllegalStateException("this FFmpeg has no input format " + name);
        }
        return format;
    }

    /** Where pictures and sound of a recording find each other. */
    Playbacks playbacks() {
        return playbacks;
    }

    /** Where blocking calls are ended. */
    Interruptions interruptions() {
        return interruptions;
    }

    /** What FFmpeg says of an error. */
    static String reason(int error) {
        byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
        if (avutil.av_strerror(error, text, text.length) < 0) {
            return "error " + error;
        }
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** A failure that no input can cause: no memory, or a parameter of ours that FFmpeg does not take. */
    static void check(int result, String call) {
        if (result < 0) {
            throw new IllegalStateException(call + ": " + reason(result));
        }
    }

    @Override
    public void close() {
        interruptions.close();
    }
}
