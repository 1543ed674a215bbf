// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import miracast.host.thread.Command;
import miracast.host.thread.Mailbox;

/**
 * How a worker has the sound thread take something else between two units, and learns that it has. The same worker puts another
 * thread in the place of one that is stuck, so that it stays the same meanwhile.
 *
 * @param present the sound thread
 * @param patienceNs how long it may take for a unit: a source or an encoder that keeps it longer is stuck
 */
record HandOver(Supplier<? extends Taker> present, long patienceNs) {

    /** Who takes it. */
    interface Taker {
        Mailbox mailbox();

        /** What is exchanged on the owner of the mailbox. */
        SoundLoop loop();
    }

    /** Exchanges the stream, for none if null; false if the sound thread is held up, and nothing was done. */
    boolean stream(SeatedStream next) {
        Taker taker = present.get();
        return isDone(taker, taker.mailbox().post(() -> taker.loop().exchangeStream(next)));
    }

    /** Exchanges the encoder, for none if null; false if the sound thread is held up, and nothing was done. */
    boolean coder(SeatedCoder next) {
        Taker taker = present.get();
        return isDone(taker, taker.mailbox().post(() -> taker.loop().exchangeCoder(next)));
    }

    private boolean isDone(Taker taker, Command<?> command) {
        try {
            command.await(patienceNs);
            return true;
        } catch (TimeoutException e) {
            // A thread that has ended uses nothing any more.
            return taker.mailbox().isClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
