// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

/** Listens for beeps: sound that begins after a silence. Receive thread; allocates nothing. */
final class BeepWatch {
    /** Samples a second of the sound that it can listen to. */
    static final int RATE = 48_000;

    /** A 16th of full scale: half of what a beep at the line-up level of broadcasters (EBU R68) has. */
    private static final double LOUD = 1 / 16.0;
    /** What coding makes of silence beside a beep is less. */
    private static final double QUIET = 1 / 32.0;
    /** Silence before a beep, in samples: 0.3 s. */
    private static final int SILENCE = RATE * 3 / 10;

    private final SyncTrack sync;
    private int quiet;

    BeepWatch(SyncTrack sync) {
        this.sync = sync;
    }

    /**
     * Hears a sample.
     *
     * @param level full scale is 1
     * @param pts90k when the first sample of its packet is to be heard
     * @param index which sample of the packet it is
     */
    void sample(double level, long pts90k, int index) {
        double size = Math.abs(level);
        if (size > LOUD) {
            if (quiet >= SILENCE) {
                sync.beep(pts90k, index);
            }
            quiet = 0;
        } else if (size < QUIET) {
            quiet++;
        }
    }

    /** Something is missing here, and may have been a beep. */
    void gap() {
        quiet = 0;
    }
}
