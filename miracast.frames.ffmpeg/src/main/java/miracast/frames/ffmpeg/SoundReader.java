// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import miracast.api.audio.AudioBlock;
import miracast.api.cast.Cast;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Reads the sound of a recording ahead of the cast, round after round as its {@link Playback} tells; or takes what a device
 * captures. One thread.
 */
final class SoundReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);
    /** A frame whose time differs by less follows the one before: containers round times, to a millisecond at worst. */
    private static final long FOLLOWS_NS = 5_000_000;
    /** Steps longer than this are jumps of the recording's clock where its format allows such. */
    private static final long LONGEST_STEP_NS = 10_000_000_000L;

    /** Sound that is behind its pictures by more, since it was opened later, goes to them instead of reading up to them. */
    private static final long BEHIND_NS = 1_000_000_000;

    private static final long NOTHING_YET_PAUSE_MS = 2;

    /** How sound is read. */
    enum Manner {
        /** As the pictures of the same recording are. */
        FOLLOWS,
        /** Alone, in a loop. */
        LOOPS,
        /** Alone, once. */
        ONCE,
        /** From a device, which says when. */
        CAPTURES
    }

    private final NativeFFmpeg ffmpeg;
    private final InputSpec spec;
    private final String castId;
    private final Manner manner;
    private final long fromNs;
    private final Playback playback;
    private final SampleQueue queue;
    private final Interruption interruption;
    private final SampleMaker maker = new SampleMaker();
    private final AVFrame frame = av_frame_alloc();
    private DecodedInput input;
    private boolean fresh = true;
    private long nextNs = Timeline.NONE;

    /**
     * @param fromNs place of the recording where playing begins, or {@link Timeline#NONE}
     * @param input opened by the specification; belongs to the reader from now on, as does the interruption
     */
    SoundReader(
            NativeFFmpeg ffmpeg,
            InputSpec spec,
            String castId,
            Manner manner,
            long fromNs,
            Playback playback,
            SampleQueue queue,
            DecodedInput input,
            Interruption interruption) {
        this.ffmpeg = ffmpeg;
        this.spec = spec;
        this.castId = castId;
        this.manner = manner;
        this.fromNs = fromNs;
        this.playback = playback;
        this.queue = queue;
        this.input = input;
        this.interruption = interruption;
    }

    @Override
    public void run() {
        MDC.put(Cast.LOG_KEY, castId);
        String failure = null;
        try {
            if (manner == Manner.CAPTURES) {
                capture();
            } else {
                play();
            }
            failure = interruption.isAborted() ? spec.what() + ": the source has gone" : null;
        } catch (FrameSourceException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            failure = spec.what() + ": was interrupted";
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: {}: reading sound failed", castId, spec.what(), e);
            failure = spec.what() + ": " + e;
        } finally {
            input.close();
            maker.close();
            av_frame_free(frame);
            interruption.close();
            queue.end(failure);
        }
    }

    // ---- recordings

    private void play() throws FrameSourceException, InterruptedException {
        if (manner != Manner.FOLLOWS) {
            long start = fromNs != Timeline.NONE ? fromNs : Math.max(0, input.startNs());
            playback.round(playback.beginning(), 0, start);
        }
        Playback.Round round = playback.awaitAfter(0);
        boolean jumped = false;
        while (round != null && !interruption.isAborted()) {
            if (manner == Manner.FOLLOWS) {
                Playback.Round shown = playback.shownFrom(round);
                jumped &= shown == round;
                round = shown;
            }
            if (!jumped) {
                wind(round);
            }
            jumped = play(round);
            if (manner == Manner.LOOPS && !jumped) {
                if (nextNs == Timeline.NONE && !interruption.isAborted()) {
                    throw new FrameSourceException(spec.what() + ": no sound could be decoded");
                }
                playback.round(round.beginning(), round.lineNs() + nextNs - round.inputNs(), round.inputNs());
            } else if (manner == Manner.ONCE && !jumped) {
                return;
            }
            round = playback.awaitAfter(round.number());
        }
    }

    /** Goes to where a round begins, or to where its pictures are. */
    private void wind(Playback.Round round) throws FrameSourceException {
        long shownNs = playback.shownNs();
        long behindNs = manner == Manner.FOLLOWS && shownNs != Playback.NOT_YET ? shownNs - round.lineNs() : 0;
        long toNs = round.inputNs() + (behindNs > BEHIND_NS ? behindNs : 0);
        boolean atBeginning = fresh && toNs <= Math.max(0, input.startNs());
        if (!atBeginning && !input.seek(toNs)) {
            input.close();
            input = new DecodedInput(ffmpeg, spec, interruption, AVMEDIA_TYPE_AUDIO);
        }
        fresh = false;
        maker.forget();
        nextNs = Timeline.NONE;
    }

    /** Reads a round to its end; true if that is a jump of the recording's clock, behind which reading goes on. */
    private boolean play(Playback.Round round) throws FrameSourceException, InterruptedException {
        while (!interruption.isAborted()) {
            int result = input.receive(frame);
            if (result == DecodedInput.END) {
                return false;
            }
            if (result < 0) {
                LOG.info("cast {}: {}: sound ends early: {}", castId, spec.what(), DecodedInput.reason(spec, result));
                return false;
            }
            try {
                long toldNs = input.timeNs(frame);
                boolean jump = input.mayJump()
                        && toldNs != Timeline.NONE
                        && nextNs != Timeline.NONE
                        && (toldNs < nextNs - LONGEST_STEP_NS || toldNs > nextNs + LONGEST_STEP_NS);
                if (jump) {
                    nextNs = Timeline.NONE;
                    return true;
                }
                if (!hear(round, toldNs)) {
                    return false;
                }
            } finally {
                av_frame_unref(frame);
            }
        }
        return false;
    }

    /** Hands the frame over; false if the round is over, or no more is wanted. */
    private boolean hear(Playback.Round round, long toldNs) throws FrameSourceException, InterruptedException {
        long delayNs = maker.delayNs();
        if (nextNs == Timeline.NONE) {
            nextNs = toldNs == Timeline.NONE ? round.inputNs() : toldNs;
        } else if (toldNs != Timeline.NONE && Math.abs(toldNs - delayNs - nextNs) > FOLLOWS_NS) {
            nextNs = toldNs - delayNs;
        }
        boolean begun = false;
        while (true) {
            SampleQueue.Block block = queue.claim();
            if (block == null) {
                return false;
            }
            int samples;
            try {
                samples = begun ? maker.more(frame, block) : maker.make(frame, block);
            } catch (FrameSourceException | RuntimeException | Error e) {
                queue.giveBack(block);
                throw e;
            }
            begun = true;
            if (!place(round, block, samples)) {
                return false;
            }
            if (samples < SampleQueue.BLOCK_SAMPLES) {
                return true;
            }
        }
    }

    /** Puts samples where they belong in the round, without what lies before it; false if they lie behind it. */
    private boolean place(Playback.Round round, SampleQueue.Block block, int samples) {
        int before = (int) Math.max(0, Math.min(samples, AudioBlock.samples(round.inputNs() - nextNs)));
        long lineNs = round.lineNs() + nextNs + AudioBlock.durationNs(before) - round.inputNs();
        nextNs += AudioBlock.durationNs(samples);
        Playback.Round following = manner == Manner.FOLLOWS ? playback.after(round.number()) : null;
        boolean isOver =
                following != null && (following.beginning() != round.beginning() || lineNs >= following.lineNs())
                        || playback.beginning() != round.beginning();
        if (isOver || samples == before) {
            queue.giveBack(block);
            return !isOver;
        }
        block.describe(before, samples - before, lineNs, round.beginning());
        queue.publish(block);
        return true;
    }

    // ---- devices

    private void capture() throws FrameSourceException, InterruptedException {
        playback.round(playback.beginning(), 0, 0);
        Playback.Round always = playback.awaitAfter(0);
        CaptureTime time = new CaptureTime();
        while (!interruption.isAborted()) {
            int result = input.receive(frame);
            if (result == AVERROR_EAGAIN()) {
                if (!queue.pause(NOTHING_YET_PAUSE_MS)) {
                    return;
                }
                continue;
            }
            if (result < 0) {
                throw new FrameSourceException(spec.what() + ": " + DecodedInput.reason(spec, result));
            }
            // What comes now was heard until now, unless this thread was late.
            long lengthNs = frame.nb_samples() * 1_000_000_000L / Math.max(1, frame.sample_rate());
            nextNs = Timeline.NONE;
            boolean wanted = hear(always, time.heardNs(input.timeNs(frame), lengthNs, System.nanoTime()));
            av_frame_unref(frame);
            if (!wanted) {
                return;
            }
        }
    }
}
