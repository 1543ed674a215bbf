// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread behind an open stream of sound, and what it takes to end it. Any thread. */
final class SoundFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundFeed.class);
    /** FFmpeg looks for an interruption ten times a second. */
    private static final long LONGEST_WAIT_MS = 1000;

    private final String castId;
    private final String what;
    private final SampleQueue queue;
    private final Playback playback;
    private final Interruption interruption;
    private final Thread thread;
    private final Set<SoundFeed> open;

    /**
     * Starts the thread.
     *
     * @param reader frees all but the queue when it ends
     * @param castId whose stream it is
     * @param what what it does, in the thread's name
     * @param open where the feed is kept until it is closed
     */
    SoundFeed(
            SampleQueue queue,
            Playback playback,
            Interruption interruption,
            SoundReader reader,
            String castId,
            String what,
            Set<SoundFeed> open) {
        this.castId = castId;
        this.what = what;
        this.queue = queue;
        this.playback = playback;
        this.interruption = interruption;
        this.open = open;
        thread = new Thread(reader, "cast-" + castId + "-" + what);
        thread.setDaemon(true);
        open.add(this);
        thread.start();
    }

    /** Ends the thread. Twice does nothing. */
    @Override
    public void close() {
        open.remove(this);
        interruption.abort();
        queue.close();
        playback.close();
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
