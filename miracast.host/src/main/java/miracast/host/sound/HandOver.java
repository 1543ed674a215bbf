// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.concurrent.TimeoutException;
import miracast.api.audio.AudioStream;
import miracast.host.thread.Command;
import miracast.host.thread.Mailbox;

/**
 * How a worker has the sound thread take something else between two units, and learns that it has.
 *
 * @param mailbox of the sound thread
 * @param loop what that thread does
 * @param patienceNs how long it may take for a unit: a source or an encoder that keeps it longer is stuck
 */
record HandOver(Mailbox mailbox, SoundLoop loop, long patienceNs) {

    /** Exchanges the stream, for none if null; false if the sound thread is held up, and nothing was done. */
    boolean stream(AudioStream next) {
        return isDone(mailbox.post(() -> loop.exchangeStream(next)));
    }

    /** Exchanges the encoder, for none if null; false if the sound thread is held up, and nothing was done. */
    boolean coder(SeatedCoder next) {
        return isDone(mailbox.post(() -> loop.exchangeCoder(next)));
    }

    private boolean isDone(Command<?> command) {
        try {
            command.await(patienceNs);
            return true;
        } catch (TimeoutException e) {
            // A thread that has ended uses nothing any more.
            return mailbox.isClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
