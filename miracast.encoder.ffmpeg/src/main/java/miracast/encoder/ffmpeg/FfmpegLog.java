// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avutil.Callback_Pointer_int_BytePointer_Pointer;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * FFmpeg's complaints while encoders are tried, as far as they come on the thread that made this: they say best what is missing.
 * FFmpeg has one log per process, so it is {@linkplain #take taken} for a short time only, and is silent afterwards.
 */
final class FfmpegLog implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final List<String> lines = new ArrayList<>();
    private final Lines callback = new Lines();
    private int levelBefore;

    /** FFmpeg refers to it weakly, and JavaCPP has ten of them for the whole process: it must be kept, and given back. */
    private final class Lines extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            if (Thread.currentThread() == owner) {
                lines.add(message.getString().strip().replaceFirst("^\\[\\S+ @ \\S+] ", ""));
            }
        }

        /** Without a function, since all ten are in use, FFmpeg's next line would end the process. */
        private boolean usable() {
            // Not closed: that would free what both point to.
            return new LongPointer(this).get(0) != 0;
        }
    }

    /** Takes FFmpeg's log. */
    void take() {
        levelBefore = avutil.av_log_get_level();
        if (callback.usable()) {
            avutil.av_log_set_level(avutil.AV_LOG_ERROR);
            avutil.setLogCallback(callback);
        }
    }

    /** What came since the last call, in one line. */
    String complaints() {
        String text = lines.stream().distinct().collect(Collectors.joining("; "));
        lines.clear();
        return text;
    }

    /** Gives FFmpeg its own log again, quiet unless somebody had set that; none at all where its own cannot be found. */
    void release() {
        avutil.av_log_set_level(levelBefore == avutil.AV_LOG_INFO ? avutil.AV_LOG_QUIET : levelBefore);
        Pointer own = Loader.addressof("av_log_default_callback");
        if (own == null) {
            avutil.av_log_set_callback((Callback_Pointer_int_BytePointer_Pointer) null);
            return;
        }
        // JavaCPP's pointer to a function points to a place where the function's address is.
        try (LongPointer place = new LongPointer(own.address(), 0)) {
            avutil.av_log_set_callback(new Callback_Pointer_int_BytePointer_Pointer(place));
        }
    }

    /** Gives JavaCPP its function back; some time after {@link #release()}, since another thread may just be in it. */
    @Override
    public void close() {
        callback.deallocate();
    }
}
