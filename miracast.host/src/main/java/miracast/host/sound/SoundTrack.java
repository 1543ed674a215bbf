// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import miracast.api.audio.AudioBlock;
import miracast.api.audio.AudioSourceException;
import miracast.api.audio.AudioStream;

/**
 * Makes the samples of a stream, whose clock is not ours, into samples of our own clock without a gap. Small differences are made
 * up by stretching, which nobody hears; greater ones by leaving out or by silence. So sound is never more than {@link #SKIP_NS}
 * off, and latency never grows. The sound thread's; allocates nothing.
 */
final class SoundTrack {
    /** Greater differences are a jump, not a drift: a tenth of what certification lets sound be behind, and more than any jitter. */
    static final long SKIP_NS = 15_000_000;
    /** Differences below this are noise of the times, and samples go through untouched: five samples. */
    private static final long STILL_NS = 100_000;
    /** A difference is made up in about this time. */
    private static final double MAKE_UP_NS = 1e9;
    /** The most that sound is stretched: clocks differ by less than 0.02 %, and nobody hears 0.4 %. */
    private static final double MOST_STRETCH = 0.004;
    /** How much of a block's deviation from where the one before ended is believed: one part in this many. */
    private static final int INERTIA = 16;
    /** Samples over which sound comes up after silence; and by how much it fades with each sample before. */
    private static final int RAMP = 64;

    private static final double FADE = 0.93;
    private static final double SAMPLE_NS = 1e9 / AudioBlock.RATE;

    private final Presence presence;
    private final LongSupplier clock;
    private final AudioBlock block = new AudioBlock();
    private AudioStream stream;
    private long lateNs;

    private boolean hasBlock;
    /** Whole samples of the block that are used up, and the part of the next one. */
    private int position;

    private double fraction;
    /** When the sample at the position is heard, by our belief. */
    private double inputNs;

    private boolean continues;
    private boolean synchronised;
    private long skips;

    private double beforeLeft;
    private double beforeRight;
    private int level;
    private double left;
    private double right;

    /**
     * @param presence of the thread in the stream
     * @param clock ns of {@link System#nanoTime()}
     */
    SoundTrack(Presence presence, LongSupplier clock) {
        this.presence = presence;
        this.clock = clock;
    }

    /** Takes another stream, or none; returns the one before, which is not touched any more. */
    AudioStream exchange(AudioStream next) {
        AudioStream old = stream;
        stream = next;
        hasBlock = false;
        continues = false;
        synchronised = false;
        return old;
    }

    /** By how much everything is heard later than the stream says. */
    void late(long newLateNs) {
        lateNs = newLateNs;
    }

    /** How often the stream was out of step since the beginning: it stalled, or its times jumped. */
    long skips() {
        return skips;
    }

    /**
     * Writes samples.
     *
     * @param to where to, in its own byte order
     * @param fromNs when the first one is heard
     * @return how many of them are silence that stood in
     * @throws AudioSourceException if the stream failed; the samples are written all the same
     */
    int fill(ByteBuffer to, int offset, int samples, long fromNs) throws AudioSourceException {
        int filled = 0;
        AudioSourceException failure = null;
        double ratio = ratio(fromNs);
        for (int i = 0; i < samples; i++) {
            boolean there = false;
            try {
                there = failure == null && stream != null && isThere(fromNs + (long) (i * SAMPLE_NS), fromNs, samples);
            } catch (AudioSourceException e) {
                failure = e;
            }
            if (there) {
                take(ratio);
            } else {
                filled++;
                fade();
            }
            to.putShort(offset + i * AudioBlock.SAMPLE_OCTETS, (short) left);
            to.putShort(offset + i * AudioBlock.SAMPLE_OCTETS + 2, (short) right);
        }
        if (failure != null) {
            throw failure;
        }
        return filled;
    }

    /** How fast samples are used up: more than 1 if the input is behind. */
    private double ratio(long fromNs) {
        if (!synchronised) {
            return 1;
        }
        double aheadNs = inputNs - fromNs;
        if (Math.abs(aheadNs) < STILL_NS) {
            fraction = 0;
            return 1;
        }
        return 1 - Math.max(-MOST_STRETCH, Math.min(MOST_STRETCH, aheadNs / MAKE_UP_NS));
    }

    /** Whether a sample is to be heard now; skips those that are past. */
    private boolean isThere(long nowNs, long fromNs, int samples) throws AudioSourceException {
        while (true) {
            // A source that is a little ahead of us must not seem to have nothing.
            if (!hasBlock && !nextBlock(fromNs + AudioBlock.durationNs(samples) + SKIP_NS)) {
                leaveStep();
                return false;
            }
            double aheadNs = inputNs - nowNs;
            // Once out of step, or at the beginning, it is brought right into step, not just near.
            double tolerance = synchronised ? SKIP_NS : 0.6 * SAMPLE_NS;
            if (aheadNs > tolerance) {
                leaveStep();
                return false;
            }
            if (aheadNs >= -tolerance) {
                synchronised = true;
                return true;
            }
            leaveStep();
            skip(Math.round(-aheadNs / SAMPLE_NS));
        }
    }

    private void leaveStep() {
        if (synchronised) {
            synchronised = false;
            skips++;
        }
    }

    private boolean nextBlock(long untilNs) throws AudioSourceException {
        if (!askStream(untilNs - lateNs)) {
            return false;
        }
        double told = block.timestampNs() + lateNs;
        double off = told - inputNs;
        inputNs = continues && Math.abs(off) < SKIP_NS ? inputNs + off / INERTIA : told;
        continues = true;
        hasBlock = true;
        position = 0;
        return true;
    }

    private boolean askStream(long untilNs) throws AudioSourceException {
        presence.enterSource(clock.getAsLong());
        try {
            return stream.next(block, untilNs);
        } finally {
            presence.leave();
        }
    }

    private void skip(long count) {
        advance((int) Math.min(block.samples() - position, count));
    }

    private void advance(int count) {
        position += count;
        inputNs += count * SAMPLE_NS;
        if (position >= block.samples()) {
            hasBlock = false;
        }
    }

    /** Takes the sample before the position, or what lies between both by the fraction, so that no block but this is needed. */
    private void take(double ratio) {
        double gain = level < RAMP ? (double) ++level / RAMP : 1;
        left = gain * (beforeLeft + fraction * (block.left(position) - beforeLeft));
        right = gain * (beforeRight + fraction * (block.right(position) - beforeRight));
        fraction += ratio;
        // Nearly always once; twice now and then while the input is behind.
        while (fraction >= 1 && hasBlock) {
            fraction -= 1;
            beforeLeft = block.left(position);
            beforeRight = block.right(position);
            advance(1);
        }
    }

    private void fade() {
        level = 0;
        left *= FADE;
        right *= FADE;
    }
}
