// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import miracast.api.cast.Cast;
import miracast.api.frames.FrameSourceException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Reads a file or stream ahead of the cast: decodes, places in time, makes pictures, begins again, connects again. One thread. */
final class MediaReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReader.class);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 15_000;
    /** When decoding is too slow, of so many pictures that come too late at least one is shown. */
    private static final int LATE_IN_A_ROW = 8;

    /**
     * How to play.
     *
     * @param castId for log lines
     * @param endless whether the input has no end, so that coming to one means that it was lost
     * @param network whether the input may be lost and found again
     * @param live whether the input can be read only once, so that its sound is read along
     * @param loop whether the end is followed by the beginning
     * @param fromNs place of the input where playing begins, or {@link Timeline#NONE}
     */
    record Manner(String castId, boolean endless, boolean network, boolean live, boolean loop, long fromNs) {}

    private final NativeFFmpeg ffmpeg;
    private final InputSpec spec;
    private final Manner manner;
    private final PictureQueue queue;
    private final Playback playback;
    private final int beginning;
    private final Timeline timeline;
    private final Interruption interruption;
    private final long lateNs;
    private final PictureMaker maker;
    private final AVFrame frame = av_frame_alloc();
    private DecodedInput input;
    private LiveSound sound;
    private int lateInARow;
    private long firstNs = Timeline.NONE;
    private boolean wound;
    private boolean windingMisses;
    private int segments;

    /**
     * @param input opened by the specification; belongs to the reader from now on, as does the interruption
     * @param playback told of rounds
     * @param beginning of the playback that this is
     */
    MediaReader(
            NativeFFmpeg ffmpeg,
            InputSpec spec,
            Manner manner,
            DecodedInput input,
            PictureQueue queue,
            Playback playback,
            int beginning,
            Interruption interruption) {
        this.ffmpeg = ffmpeg;
        this.spec = spec;
        this.manner = manner;
        this.input = input;
        this.queue = queue;
        this.playback = playback;
        this.beginning = beginning;
        this.interruption = interruption;
        timeline = new Timeline(input.intervalNs(), input.mayJump(), manner.fromNs());
        lateNs = 2 * Math.max(input.intervalNs(), 10_000_000);
        maker = new PictureMaker(input.quarterTurns());
    }

    @Override
    public void run() {
        MDC.put(Cast.LOG_KEY, manner.castId());
        String failure = null;
        try {
            if (manner.fromNs() != Timeline.NONE) {
                input.seek(manner.fromNs());
            }
            readSound();
            play();
            failure = interruption.isAborted() ? spec.what() + ": the source has gone" : null;
        } catch (FrameSourceException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            failure = spec.what() + ": was interrupted";
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: {}: reading failed", manner.castId(), spec.what(), e);
            failure = spec.what() + ": " + e;
        } finally {
            closeInput();
            maker.close();
            av_frame_free(frame);
            interruption.close();
            queue.end(failure);
        }
    }

    private void play() throws FrameSourceException, InterruptedException {
        boolean more = true;
        while (more && !interruption.isAborted()) {
            int result = input.receive(frame);
            if (result >= 0) {
                more = show();
                av_frame_unref(frame);
            } else if (!interruption.isAborted()) {
                more = result == DecodedInput.END ? end() : lose(DecodedInput.reason(spec, result));
            }
        }
    }

    /** False once no more pictures are wanted. */
    private boolean show() throws FrameSourceException, InterruptedException {
        long inputNs = input.timeNs(frame);
        if (firstNs == Timeline.NONE) {
            firstNs = inputNs;
        }
        if (wound && inputNs != Timeline.NONE) {
            wound = false;
            if (inputNs > firstNs + input.intervalNs() / 2) {
                // Seeking skips the beginning of this container, so from now on it is opened again instead.
                windingMisses = true;
                reopen();
                return true;
            }
        }
        long place = timeline.place(inputNs, input.durationNs(frame));
        if (place != Timeline.LEFT_OUT && timeline.segments() != segments) {
            segments = timeline.segments();
            playback.round(beginning, place, timeline.lastInputNs());
        }
        if (place == Timeline.LEFT_OUT || isTooLate(place)) {
            return true;
        }
        Picture picture = queue.claim();
        if (picture == null) {
            return false;
        }
        boolean made = false;
        try {
            maker.make(frame, picture);
            picture.timeNs(place);
            made = true;
        } finally {
            if (made) {
                queue.publish(picture);
            } else {
                queue.giveBack(picture);
            }
        }
        return true;
    }

    private boolean isTooLate(long place) {
        if (place > queue.seenNs() - lateNs || ++lateInARow == LATE_IN_A_ROW) {
            lateInARow = 0;
            return false;
        }
        return true;
    }

    private boolean end() throws FrameSourceException, InterruptedException {
        if (manner.endless()) {
            return lose("the stream has ended");
        }
        long pictures = timeline.wrap();
        if (pictures == 0) {
            throw new FrameSourceException(spec.what() + ": no picture could be decoded");
        }
        if (!manner.loop() || pictures == 1) {
            return false;
        }
        if (windingMisses || !input.seek(manner.fromNs() != Timeline.NONE ? manner.fromNs() : beginning())) {
            reopen();
        } else {
            wound = true;
        }
        return true;
    }

    private long beginning() {
        long start = input.startNs();
        return start != Timeline.NONE ? start : firstNs != Timeline.NONE ? firstNs : 0;
    }

    private void reopen() throws FrameSourceException {
        closeInput();
        input = new DecodedInput(ffmpeg, spec, interruption);
        if (manner.fromNs() != Timeline.NONE) {
            input.seek(manner.fromNs());
        }
        readSound();
    }

    /** Has the sound of a live input read with its pictures. Without it they are shown all the same. */
    private void readSound() {
        if (!manner.live()) {
            return;
        }
        AVStream stream = input.soundBeside();
        if (stream == null) {
            playback.soundless(beginning, spec.what() + ": has no sound");
            return;
        }
        try {
            sound = new LiveSound(spec.what(), stream, playback, beginning);
            input.hear(stream, this::hear);
        } catch (FrameSourceException e) {
            playback.soundless(beginning, e.getMessage());
        }
    }

    private void hear(AVPacket packet) throws InterruptedException {
        if (sound == null) {
            return;
        }
        try {
            sound.packet(packet);
        } catch (FrameSourceException e) {
            playback.soundless(beginning, spec.what() + ": " + e.getMessage());
            closeSound();
        }
    }

    private void closeSound() {
        if (sound != null) {
            sound.close();
            sound = null;
        }
    }

    private boolean lose(String reason) throws FrameSourceException, InterruptedException {
        if (!manner.network()) {
            LOG.info("cast {}: {}: ends early: {}", manner.castId(), spec.what(), reason);
            return end();
        }
        LOG.info("cast {}: {}: lost: {}; trying again until it comes back", manner.castId(), spec.what(), reason);
        closeInput();
        long pauseMs = FIRST_PAUSE_MS;
        while (queue.pause(pauseMs)) {
            try {
                input = new DecodedInput(ffmpeg, spec, interruption);
                break;
            } catch (FrameSourceException e) {
                pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
                LOG.debug("cast {}: {}; next try in {} ms", manner.castId(), e.getMessage(), pauseMs);
            }
        }
        if (input == null) {
            return false;
        }
        readSound();
        long lastNs = timeline.lastInputNs();
        if (input.isSeekable() && lastNs != Timeline.NONE && input.seek(lastNs)) {
            timeline.resume();
        } else {
            timeline.restart();
        }
        LOG.info("cast {}: {}: is back", manner.castId(), spec.what());
        return true;
    }

    private void closeInput() {
        closeSound();
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
