// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import miracast.api.frames.FrameMarker;

/**
 * Listens for beeps: sound that begins after a silence and lasts as long as a flash. One that is shorter has lost its beginning or
 * its end, and would seem to come late or to be in time by chance. Receive thread; allocates nothing.
 */
final class BeepWatch {
    /** Samples a second of the sound that it can listen to. */
    static final int RATE = 48_000;

    /** A 16th of full scale: half of what a beep at the line-up level of broadcasters (EBU R68) has. */
    private static final double LOUD = 1 / 16.0;
    /** What coding makes of silence beside a beep is less. */
    private static final double QUIET = 1 / 32.0;
    /** Silence before a beep, in samples: 0.3 s. */
    private static final int SILENCE = RATE * 3 / 10;
    /** Silence that ends a beep, in samples: longer than a sine that humans hear is near zero. */
    private static final int END = RATE / 100;

    private static final int LENGTH = (int) (FrameMarker.FLASH_NS * RATE / 1_000_000_000);
    /** What coding takes from the ends of a beep, or adds to them, is less: 5 ms. */
    private static final int TOLERANCE = RATE / 200;

    private final SyncTrack sync;
    private int quiet;
    private boolean beeping;
    private long begin90k;
    private int beginIndex;
    private int heard;
    private int length;

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
                beeping = true;
                begin90k = pts90k;
                beginIndex = index;
                heard = 0;
            }
            quiet = 0;
            length = heard + 1;
        } else if (size < QUIET) {
            quiet++;
        }
        heard++;
        if (beeping && quiet >= END) {
            beeping = false;
            ended();
        } else if (heard > 2 * LENGTH) {
            // Something else that sounds, and a number that must not overflow.
            beeping = false;
            heard = 0;
        }
    }

    private void ended() {
        if (length < LENGTH - TOLERANCE) {
            sync.cut();
        } else if (length <= LENGTH + TOLERANCE) {
            sync.beep(begin90k, beginIndex);
        }
    }

    /** Something is missing here, and may have been a beep. */
    void gap() {
        quiet = 0;
        beeping = false;
    }
}
