// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;

/** Sound that a {@link SoundReader} reads: shows the block that is due, and waits for nothing. */
final class SoundStream implements AudioStream {
    private final SampleQueue queue;
    private final Playback playback;
    private final SoundReader.Manner manner;
    private final long latencyNs;
    private final Runnable closing;
    private boolean closed;

    /** @param closing ends the reader */
    SoundStream(SampleQueue queue, Playback playback, SoundReader.Manner manner, long latencyNs, Runnable closing) {
        this.queue = queue;
        this.playback = playback;
        this.manner = manner;
        this.latencyNs = latencyNs;
        this.closing = closing;
    }

    @Override
    public boolean next(AudioBlock block, long untilNs) throws AudioSourceException {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        if (playback.shiftNs() == Playback.NOT_YET && manner != SoundReader.Manner.FOLLOWS) {
            // The line of time is that of the system for a device; else it begins now.
            playback.shown(playback.beginning(), 0, manner == SoundReader.Manner.CAPTURES ? 0 : untilNs);
        }
        // In this order: what is shown belongs to this beginning, or to a later one of which nothing is taken then.
        int beginning = playback.beginning();
        long shiftNs = playback.shiftNs();
        SampleQueue.Block next =
                queue.take(beginning, shiftNs == Playback.NOT_YET ? Long.MIN_VALUE : untilNs - shiftNs);
        if (next != null) {
            next.show(block, next.lineNs() + shiftNs);
            return true;
        }
        String failure = queue.failure();
        if (failure != null) {
            throw new AudioSourceException(failure);
        }
        return false;
    }

    /** How many blocks wait. */
    int waiting() {
        return queue.size();
    }

    @Override
    public long latencyNs() {
        return latencyNs;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.run();
        }
    }
}
