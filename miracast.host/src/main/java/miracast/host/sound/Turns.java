// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.concurrent.TimeUnit;

/** Lets a worker do something between two units of the sound thread. */
record Turns(SoundLoop loop) {
    /** How long the sound thread may take for a unit: a source or an encoder that keeps it longer is stuck. */
    private static final long PATIENCE_MS = 3000;

    /** Does it; false if the sound thread is stuck, and nothing was done. */
    boolean take(Runnable task) {
        try {
            if (!loop.turn.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            loop.turn.unlock();
        }
    }
}
