// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

/**
 * Puts the pictures of an input, which may be played over and over, jump, or not know their times, on one line of time that begins
 * with 0 and rises. All times in ns. One thread.
 */
final class Timeline {
    /** A picture does not know its time. */
    static final long NONE = Long.MIN_VALUE;
    /** {@link #place}: the picture is before the place where playing begins, or was there already. */
    static final long LEFT_OUT = -1;

    private static final long UNKNOWN_INTERVAL_NS = 40_000_000;
    /** Steps longer than this are taken for jumps of the clock where the format allows such. */
    private static final long LONGEST_STEP_NS = 10_000_000_000L;

    private final long intervalNs;
    private final boolean mayJump;
    /** Times of the input before this are left out. */
    private final long fromNs;
    /** After the input was lost: times up to this are left out. */
    private long resumeAfter = NONE;

    private long passStart;
    private long passOrigin = NONE;
    private long passPictures;
    private int segments;
    private long lastInput = NONE;
    private long last = LEFT_OUT;
    private long lastDuration;

    /**
     * @param intervalNs time between two pictures as announced, 0 if it is not
     * @param mayJump whether the input's clock may jump forwards
     * @param fromNs time of the input with which to begin, or {@link #NONE}
     */
    Timeline(long intervalNs, boolean mayJump, long fromNs) {
        this.intervalNs = intervalNs;
        this.mayJump = mayJump;
        this.fromNs = fromNs;
    }

    /**
     * Places a picture.
     *
     * @param inputNs its time by the input, or {@link #NONE}
     * @param durationNs how long it is shown, 0 if unknown
     * @return its time on the line, or {@link #LEFT_OUT}
     */
    long place(long inputNs, long durationNs) {
        if (inputNs != NONE && fromNs != NONE && inputNs < fromNs - step() / 2) {
            return LEFT_OUT;
        }
        if (resumeAfter != NONE && inputNs != NONE && inputNs <= resumeAfter) {
            return LEFT_OUT;
        }
        resumeAfter = NONE;
        long input = inputNs != NONE ? inputNs : lastInput == NONE ? 0 : lastInput + lastDuration;
        if (passOrigin == NONE) {
            passOrigin = input;
            segments++;
        }
        long place = passStart + input - passOrigin;
        boolean jumped = mayJump && place - last > LONGEST_STEP_NS;
        if (passPictures > 0 && (place <= last || jumped)) {
            place = last + lastDuration;
            passOrigin = input - (place - passStart);
            segments += jumped || place - last > step() ? 1 : 0;
        }
        lastInput = input;
        last = place;
        lastDuration = durationNs > 0 ? durationNs : step();
        passPictures++;
        return place;
    }

    /**
     * The input is at its end and begins again: its first picture follows the last one as if they were neighbours.
     *
     * @return how many pictures there were since it began
     */
    long wrap() {
        long pictures = passPictures;
        if (pictures == 0) {
            return 0;
        }
        long length = last - passStart + lastDuration;
        // Times that were rounded by the container must not add up to a frame too much or too few over a thousand
        // rounds.
        long even = pictures * intervalNs;
        if (intervalNs > 0 && Math.abs(length - even) < intervalNs / 2) {
            length = even;
        }
        passStart += length;
        begin();
        return pictures;
    }

    /** The input was lost and begins anew, with times that have nothing to do with those before. */
    void restart() {
        if (last != LEFT_OUT) {
            passStart = last + lastDuration;
        }
        begin();
    }

    /** The input was lost and goes on where it was: what had been placed comes again and is left out. */
    void resume() {
        resumeAfter = lastInput;
    }

    /** How often the distance between the input's time and the line changed: with each round, and with each jump. */
    int segments() {
        return segments;
    }

    /** Where in the input's own time the last picture was, or {@link #NONE}. */
    long lastInputNs() {
        return lastInput;
    }

    private void begin() {
        passOrigin = NONE;
        passPictures = 0;
        lastInput = NONE;
    }

    private long step() {
        return intervalNs > 0 ? intervalNs : UNKNOWN_INTERVAL_NS;
    }
}
