// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets blocking calls of FFmpeg be ended. JavaCPP has room for few native callbacks, so all streams share one; it finds the stream
 * that it is called for by the address of a token. Thread-safe.
 */
final class Interruptions implements AutoCloseable {
    private static final Interruption[] NONE = {};

    private final AVIOInterruptCB.Callback_Pointer callback = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer token) {
            return interrupted(token) ? 1 : 0;
        }
    };
    /** Replaced as a whole; an array, since iterating over it makes no garbage. */
    private volatile Interruption[] active = NONE;

    private boolean closed;

    /** Something that can be interrupted from now on, until it is closed. */
    synchronized Interruption open() {
        Interruption added = new Interruption(this, callback, new BytePointer(1));
        Interruption[] more = Arrays.copyOf(active, active.length + 1);
        more[active.length] = added;
        active = more;
        return added;
    }

    synchronized void remove(Interruption gone) {
        active = Arrays.stream(active).filter(each -> each != gone).toArray(Interruption[]::new);
        if (closed && active.length == 0) {
            callback.close();
        }
    }

    /** Called by FFmpeg, mostly on the thread whose call it is; nothing may be thrown. An unknown token is a stream that is gone. */
    private boolean interrupted(Pointer token) {
        long address = token == null ? 0 : token.address();
        for (Interruption each : active) {
            if (each.isFor(address)) {
                return each.isDue();
            }
        }
        return true;
    }

    /** Interrupts all. The native callback is freed when the last call that may use it is over. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Interruption each : active) {
            each.abort();
        }
        if (active.length == 0) {
            callback.close();
        }
    }
}
