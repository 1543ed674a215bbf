// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import miracast.api.frames.FrameSourceException;
import miracast.api.frames.FrameStream;
import miracast.api.frames.VideoFrame;

/** A file or stream, played in real time: shows the picture that is due, and waits for nothing. */
final class MediaStream implements FrameStream {
    /** When pictures come so much later than they are due, playing was held up and goes on from there; else it catches up. */
    private static final long HELD_UP_NS = 500_000_000;

    private final PictureQueue queue;
    private final Feed feed;
    private final Playback playback;
    private final int beginning;
    private final Runnable closing;
    private final MediaClock clock;
    private final long dueNs;
    private final long furtherNs;
    private boolean closed;

    /**
     * @param playback told when the recording is shown
     * @param beginning of the playback that this is
     * @param closing run when the stream is closed
     * @param intervalNs time between two ticks of the cast
     * @param inputIntervalNs time between two pictures of the input, 0 if unknown
     */
    MediaStream(
            PictureQueue queue,
            Feed feed,
            Playback playback,
            int beginning,
            Runnable closing,
            long intervalNs,
            long inputIntervalNs) {
        this.queue = queue;
        this.feed = feed;
        this.playback = playback;
        this.beginning = beginning;
        this.closing = closing;
        clock = new MediaClock(intervalNs);
        // Half an interval either way: the nearest picture. Leaving one out takes more than showing the next one, so
        // that
        // two rates that are nearly the same do not flicker between both when they are half an interval apart.
        dueNs = (inputIntervalNs > 0 ? Math.min(inputIntervalNs, intervalNs) : intervalNs) / 2;
        furtherNs = dueNs / 2;
    }

    @Override
    public boolean next(VideoFrame frame, long timeNs) throws FrameSourceException {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        long mediaNs = clock.tick(timeNs);
        long headNs = queue.headNs();
        boolean heldUp = headNs != PictureQueue.EMPTY && mediaNs - headNs > HELD_UP_NS;
        // A live stream whose clock is faster than ours: we are behind, and its pictures would never be due.
        boolean outrun = queue.tookBack() && headNs != PictureQueue.EMPTY && headNs > mediaNs;
        if (heldUp || outrun) {
            clock.moveTo(headNs);
            mediaNs = headNs;
        }
        playback.shown(beginning, mediaNs, clock.timeOf(mediaNs));
        Picture picture = queue.take(mediaNs, mediaNs + dueNs, mediaNs + furtherNs);
        if (picture != null) {
            picture.show(frame, clock.timeOf(picture.timeNs()));
            return true;
        }
        String failure = headNs == PictureQueue.EMPTY ? queue.failure() : null;
        if (failure != null) {
            throw new FrameSourceException(failure);
        }
        return false;
    }

    /** How many pictures wait. */
    int waiting() {
        return queue.size();
    }

    /** Whether no further picture will be made. */
    boolean ended() {
        return queue.ended();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            feed.close();
            closing.run();
        }
    }
}
