// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import org.bytedeco.ffmpeg.avutil.Callback_Pointer_int_BytePointer_Pointer;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes FFmpeg's log lines, which would go to the standard error stream, to our own log. FFmpeg has one log per process: whoever
 * sets it last has it. What it says about damaged streams is for developers; complaints say what an operator needs.
 */
final class FfmpegLog extends LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger("miracast.sink.ffmpeg");

    /**
     * Takes the log until it is {@link #release}d. The caller keeps it reachable: FFmpeg refers to it weakly. JavaCPP has ten
     * callbacks for a process; if all are taken, the log is left as it is.
     */
    static FfmpegLog open() {
        FfmpegLog log = new FfmpegLog();
        if (!log.isNull()) {
            avutil.setLogCallback(log);
        }
        return log;
    }

    @Override
    public void call(int level, BytePointer message) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", message.getString().stripTrailing());
        }
    }

    /**
     * Leaves FFmpeg without a log, and gives the callback back. {@code setLogCallback(null)} would make its next line end the
     * process, and there is no way to learn whose callback it has now.
     */
    void release() {
        avutil.av_log_set_callback((Callback_Pointer_int_BytePointer_Pointer) null);
        deallocate();
    }
}
