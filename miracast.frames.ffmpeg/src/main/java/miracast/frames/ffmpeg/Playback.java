// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What pictures and sound of one recording in one cast have in common: where on the line of time each round through the recording
 * lies, and when that line is shown. Pictures lead: their reader tells of rounds, their stream of the clock; sound follows, read
 * on its own from the same place. Thread-safe; the monitor is held for moments only.
 */
final class Playback {
    /** {@link #shiftNs}, {@link #shownNs}: nothing is shown yet. */
    static final long NOT_YET = Long.MIN_VALUE;

    /** Rounds that are remembered: reading is ahead of showing by two at most, unless they are very short. */
    private static final int ROUNDS = 16;

    /**
     * One way through the recording, or the part of it behind a jump of its clock.
     *
     * @param number rises with each
     * @param beginning rises when pictures are opened anew, so that all before is void
     * @param lineNs where on the line of time it begins
     * @param inputNs the recording's own time there
     */
    record Round(int number, int beginning, long lineNs, long inputNs) {}

    private final Deque<Round> rounds = new ArrayDeque<>();
    private int number;
    private int beginning;
    private boolean closed;
    private long shownNs = NOT_YET;
    private long shiftNs = NOT_YET;
    private SampleQueue listener;
    /** Why there is no sound with the pictures; null if there is, or may be. */
    private String soundless;

    /**
     * Pictures are opened: what was told of older ones is void, also if these still tell.
     *
     * @return which beginning this is
     */
    synchronized int begin() {
        rounds.clear();
        shownNs = NOT_YET;
        shiftNs = NOT_YET;
        soundless = null;
        notifyAll();
        return ++beginning;
    }

    /** Sound that is read with the pictures is to go there; if it is known that there is none, that is told at once. */
    synchronized void listen(SampleQueue queue) {
        listener = queue;
        if (soundless != null) {
            queue.end(soundless);
        }
    }

    /** That queue takes nothing any more. */
    synchronized void unlisten(SampleQueue queue) {
        if (listener == queue) {
            listener = null;
        }
    }

    /** Where sound that is read with the pictures goes; null if nobody listens. */
    synchronized SampleQueue listener() {
        return listener;
    }

    /** There is no sound with the pictures, and why. */
    synchronized void soundless(int ofBeginning, String reason) {
        if (ofBeginning == beginning) {
            soundless = reason;
            if (listener != null) {
                listener.end(reason);
            }
        }
    }

    /** The round that was told last; null if there is none. */
    synchronized Round latest() {
        return rounds.peekLast();
    }

    /** A round begins. */
    synchronized void round(int ofBeginning, long lineNs, long inputNs) {
        if (ofBeginning != beginning) {
            return;
        }
        if (rounds.size() == ROUNDS) {
            rounds.removeFirst();
        }
        rounds.addLast(new Round(++number, beginning, lineNs, inputNs));
        notifyAll();
    }

    /** A place on the line of time is shown now, and this is when in the cast's time. */
    synchronized void shown(int ofBeginning, long lineNs, long timeNs) {
        if (ofBeginning == beginning) {
            shownNs = lineNs;
            shiftNs = timeNs - lineNs;
        }
    }

    /** How far the line of time has been shown; {@link #NOT_YET} before the first picture. */
    synchronized long shownNs() {
        return shownNs;
    }

    /** Time of the cast less time of the line; {@link #NOT_YET} before the first picture. */
    synchronized long shiftNs() {
        return shiftNs;
    }

    /** Which beginning is the present one. */
    synchronized int beginning() {
        return beginning;
    }

    /** The round that follows on that number, if it is known; else null. */
    synchronized Round after(int before) {
        for (Round round : rounds) {
            if (round.number() > before) {
                return round;
            }
        }
        return null;
    }

    /** The round that is shown now, if it is a later one; else the same. */
    synchronized Round shownFrom(Round known) {
        Round latest = known;
        for (Round round : rounds) {
            if (round.number() > latest.number() && round.lineNs() <= shownNs) {
                latest = round;
            }
        }
        return latest;
    }

    /** Waits for the round that follows on that number; null once nobody listens any more. */
    synchronized Round awaitAfter(int before) throws InterruptedException {
        Round next = after(before);
        while (next == null && !closed) {
            wait();
            next = after(before);
        }
        return closed ? null : next;
    }

    /** Nobody listens any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Somebody listens again. */
    synchronized void open() {
        closed = false;
    }
}
