// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioSourceException;
import miracast.host.sound.Presence.LeftBehind;
import miracast.host.thread.CastMark;
import miracast.host.thread.Mailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that makes sound, which alone touches stream and encoder in use. A guest that does not return keeps it for ever, so it
 * can be left: what it has is then its successor's, and all that it still does is to close that guest once it has returned.
 */
final class SoundThread implements HandOver.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(SoundThread.class);
    private static final long NOTHING_TO_DO_NS = 1_000_000_000L;

    /**
     * What it is to do.
     *
     * @param number another one whenever units are to begin anew
     * @param coding how units are coded; null while none are to be made
     * @param isOver whether it is to end
     */
    record Task(long number, AudioCoding coding, boolean isOver) {}

    /** Whose sound it makes. Asked and told on the thread, unless that was left behind. */
    interface Owner {
        Task task();

        /** The stream was given up. */
        void sourceFailed(SeatedStream source, AudioSourceException failure);

        /** The encoder was given up. */
        void coderFailed(SeatedCoder coder, Exception failure);

        /** The thread ends, and uses nothing any more. */
        void ended();
    }

    private final SoundParts parts;
    private final Owner owner;
    private final SoundLoop loop;
    private final Presence presence = new Presence();
    private final Mailbox mailbox = new Mailbox(this::wake);
    private final Thread thread;
    /** What is left to do for one that was left behind. */
    private final CompletableFuture<Runnable> farewell = new CompletableFuture<>();

    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    SoundThread(SoundParts parts, Owner owner) {
        this.parts = parts;
        this.owner = owner;
        loop = new SoundLoop(parts, presence, this::sourceFailed, this::coderFailed);
        thread = new Thread(CastMark.on(parts.castId(), this::run), "cast-" + parts.castId() + "-sound");
        thread.setDaemon(true);
    }

    /** @throws OutOfMemoryError if the system has no thread left for it */
    void start() {
        thread.start();
    }

    // ---- any thread

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    /** The thread's, but before it has begun and after it was left. */
    @Override
    public SoundLoop loop() {
        return loop;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Whether a guest keeps it for as long as that. */
    boolean isStuck(long patienceNs) {
        return presence.isStuck(parts.clock().getAsLong(), patienceNs);
    }

    /** Leaves it if a guest keeps it for as long as that: then {@link #dismiss} has to follow. */
    Optional<Presence.Left> leave(long patienceNs) {
        Optional<Presence.Left> left = presence.leaveBehind(parts.clock().getAsLong(), patienceNs);
        if (left.isPresent()) {
            loop.giveBackClaim();
        }
        return left;
    }

    /** It was left: has it free the guest when that returns, which an interrupt may bring about. */
    void dismiss(Runnable closing) {
        farewell.complete(closing);
        thread.interrupt();
    }

    /** Completes when one that was left has freed its guest. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    // ---- the thread

    private void run() {
        long begun = 0;
        try {
            for (Task now = owner.task(); !now.isOver(); now = owner.task()) {
                mailbox.run();
                long waitNs = NOTHING_TO_DO_NS;
                if (now.coding() != null) {
                    waitNs = turn(begun == now.number() ? null : now.coding());
                }
                begun = now.number();
                if (waitNs > 0) {
                    LockSupport.parkNanos(this, waitNs);
                }
            }
        } catch (LeftBehind e) {
            LOG.debug("cast {}: what kept the sound thread has returned", parts.castId());
        } catch (RuntimeException | Error e) {
            LOG.error("cast {}: sound failed, the cast goes on in silence", parts.castId(), e);
        } finally {
            end();
        }
    }

    /** @param fresh how units are coded from now on; null if nothing changed */
    private long turn(AudioCoding fresh) {
        if (fresh != null) {
            loop.begin(fresh);
        }
        return loop.tick(parts.clock().getAsLong());
    }

    private void sourceFailed(AudioSourceException failure) {
        owner.sourceFailed(loop.exchangeStream(null), failure);
    }

    private void coderFailed(Exception failure) {
        owner.coderFailed(loop.exchangeCoder(null), failure);
    }

    private void end() {
        boolean isOurs = presence.end();
        mailbox.close();
        if (isOurs) {
            owner.ended();
            return;
        }
        Runnable closing = farewell.join();
        // Meant for the guest that was left, not for closing it.
        Thread.interrupted();
        try {
            closing.run();
        } finally {
            gone.complete(null);
        }
    }
}
