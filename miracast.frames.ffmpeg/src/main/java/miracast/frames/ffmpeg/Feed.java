// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread behind an open stream, and what it takes to end it. Any thread. */
final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** FFmpeg looks for an interruption ten times a second; only the search for a host's name cannot be interrupted. */
    private static final long LONGEST_WAIT_MS = 1000;

    private final String castId;
    private final String what;
    private final PictureQueue queue;
    private final Interruption interruption;
    private final Thread thread;
    private final Set<Feed> open;

    /**
     * Starts the thread.
     *
     * @param reader makes the pictures; frees all but the queue when it ends
     * @param castId whose stream it is
     * @param what what it does, in the thread's name
     * @param open where the feed is kept until it is closed
     */
    Feed(PictureQueue queue, Interruption interruption, Runnable reader, String castId, String what, Set<Feed> open) {
        this.castId = castId;
        this.what = what;
        this.queue = queue;
        this.interruption = interruption;
        this.open = open;
        thread = new Thread(reader, "cast-" + castId + "-" + what);
        thread.setDaemon(true);
        open.add(this);
        thread.start();
    }

    /** Ends the thread, for a source that goes. The stream tells its caller that no more will come. */
    void halt() {
        queue.halt();
        interruption.abort();
        join();
    }

    /** Ends the thread and frees the pictures; if the thread is stuck, it does the latter itself when it ends. Twice does nothing. */
    @Override
    public void close() {
        open.remove(this);
        queue.close();
        interruption.abort();
        join();
    }

    private void join() {
        LockSupport.unpark(thread);
        try {
            thread.join(LONGEST_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.info("cast {}: {} is stuck in FFmpeg; its thread is left to end by itself", castId, what);
        }
    }
}
