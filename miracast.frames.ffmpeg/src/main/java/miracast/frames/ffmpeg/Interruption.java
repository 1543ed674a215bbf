// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;

/**
 * Ends the blocking calls of one stream: when their time is over, when the stream is closed, or when their thread is interrupted.
 * Any thread.
 */
final class Interruption implements AutoCloseable {
    private final Interruptions owner;
    private final AVIOInterruptCB.Callback_Pointer callback;
    private final BytePointer token;
    private final long address;
    private volatile boolean aborted;
    private volatile long deadlineNs = Long.MAX_VALUE;

    Interruption(Interruptions owner, AVIOInterruptCB.Callback_Pointer callback, BytePointer token) {
        this.owner = owner;
        this.callback = callback;
        this.token = token;
        address = token.address();
    }

    /** Whether FFmpeg has something to call; without it, blocking calls end by themselves only. */
    boolean isArmed() {
        return new LongPointer(callback).get() != 0;
    }

    /** From now on calls on that context can be interrupted. */
    void guard(AVFormatContext context) {
        context.interrupt_callback().callback(callback).opaque(token);
    }

    /** Gives the calls that follow this long, in ns. */
    void allow(long timeoutNs) {
        deadlineNs = System.nanoTime() + timeoutNs;
    }

    /** Ends the present call and all further ones. */
    void abort() {
        aborted = true;
    }

    boolean isAborted() {
        return aborted;
    }

    boolean isFor(long tokenAddress) {
        return address == tokenAddress;
    }

    boolean isDue() {
        long deadline = deadlineNs;
        return aborted
                || deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0
                || Thread.currentThread().isInterrupted();
    }

    /** Only when no call can use it any more. Closing twice does nothing. */
    @Override
    public void close() {
        if (!token.isNull()) {
            owner.remove(this);
            token.close();
        }
    }
}
