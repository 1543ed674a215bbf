// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import miracast.api.AudioCoding;
import miracast.api.driver.EncodeChunk;
import miracast.host.display.SourceWish;
import miracast.host.thread.CastMark;
import miracast.host.thread.Mailbox;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of one session: while the sink plays and wants sound, its thread makes a unit at a time and puts it into the ring. It
 * is the only one that touches stream and encoder in use; a worker opens and closes them. Where there is nothing to be heard
 * there is silence, and nothing that goes wrong here ends a session. Public methods may be called on any thread and never wait.
 */
public final class Sound {
    private static final Logger LOG = LoggerFactory.getLogger(Sound.class);
    private static final long NOTHING_TO_DO_NS = 1_000_000_000L;
    /** How long a unit may take: less than a session waits for the sound to end. */
    private static final long TURN_NS = 3_000_000_000L;

    private final SoundParts parts;
    private final SoundLoop loop;
    private final Mailbox mailbox = new Mailbox(this::wake);
    private final AudioSeat source;
    private final CoderSeat coder;
    private final Worker worker;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    private volatile AudioCoding coding;
    /** Rises with each activation and each coding; 0 while nothing is to flow. */
    private volatile long activation;

    private volatile boolean active;
    private volatile boolean stopping;
    private long activations;
    private volatile AudioWish wish;

    /** @param wish what is to be heard */
    public Sound(SoundParts parts, AudioWish wish, SoundListener listener) {
        this.parts = parts;
        this.wish = wish;
        worker = new Worker(parts.castId(), "audio");
        loop = new SoundLoop(parts, this::sourceFailed, this::coderFailed);
        HandOver handOver = new HandOver(mailbox, loop, TURN_NS);
        source = new AudioSeat(parts, handOver, worker, wish, listener);
        coder = new CoderSeat(parts, handOver, worker, listener);
        thread = new Thread(CastMark.on(parts.castId(), this::run), "cast-" + parts.castId() + "-sound");
        thread.setDaemon(true);
    }

    /** Begins to follow what there is; opens nothing before a sink wants sound. */
    public void start() {
        source.start();
        coder.start();
        thread.start();
    }

    /** What the sink agreed to; empty for no sound. */
    public synchronized void coding(Optional<AudioCoding> agreed) {
        coding = agreed.orElse(null);
        parts.ring().beginAnew();
        coder.coding(coding);
        if (coding != null) {
            source.open();
        }
        change();
    }

    /** What the sink agreed to; empty for no sound, or if nothing is agreed yet. */
    public Optional<AudioCoding> coding() {
        return Optional.ofNullable(coding);
    }

    /** Whether units flow. */
    public synchronized void active(boolean flow) {
        active = flow;
        parts.ring().beginAnew();
        change();
    }

    private void change() {
        activation = active && coding != null ? ++activations : 0;
        wake();
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    /** Another source is to be heard. */
    public void use(AudioWish newWish) {
        wish = newWish;
        source.want(newWish);
    }

    /** Other pictures are shown: what accompanies them is heard, unless the cast wants to hear something else. */
    public void pictures(SourceWish pictures) {
        if (wish.text().isEmpty()) {
            use(AudioWish.accompanying(pictures));
        }
    }

    /** What is heard; empty for silence. */
    public Optional<AudioWish> heard() {
        return coding == null ? Optional.empty() : source.heard();
    }

    /** Takes a driver in, who finds nothing of what was made before. */
    public void attach(Object reader) {
        parts.ring().attach(reader);
    }

    /** Lets that driver go, unless another one was taken in meanwhile. */
    public void detach(Object reader) {
        parts.ring().detach(reader);
    }

    /** The next unit; see {@link miracast.api.driver.MiracastCallbacks#nextAudio}. */
    public int next(Object reader, EncodeChunk chunk) {
        return parts.ring().next(reader, chunk, 0);
    }

    /** Ends it. Completes when all that it had is free, which takes as long as source and encoder take. */
    public CompletableFuture<Void> stop() {
        source.close();
        coder.close();
        stopping = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            end();
        }
        return ended;
    }

    /** Stops waiting for what was stopped and does not end. It uses what it has until its thread has ended. */
    public void abandon() {
        thread.interrupt();
        ended.complete(null);
    }

    /** The sound thread uses nothing any more, also one that was given up and comes back after all. */
    private void end() {
        mailbox.close();
        if (!worker.offer(this::free)) {
            worker.ended().thenRun(this::free);
        }
        worker.close().thenRun(this::over);
    }

    private void free() {
        source.free();
        coder.free();
    }

    private void over() {
        CompletableFuture.allOf(source.over(), coder.over()).thenRun(() -> ended.complete(null));
    }

    // ---- the sound thread

    private void run() {
        long begun = 0;
        try {
            while (!stopping) {
                mailbox.run();
                long now = activation;
                AudioCoding agreed = coding;
                long waitNs = NOTHING_TO_DO_NS;
                if (now != 0 && agreed != null) {
                    waitNs = turn(begun == now ? null : agreed);
                }
                begun = now;
                if (waitNs > 0) {
                    LockSupport.parkNanos(this, waitNs);
                }
            }
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

    private void sourceFailed(miracast.api.audio.AudioSourceException failure) {
        source.failed(loop.exchangeStream(null), failure);
    }

    private void coderFailed(Exception failure) {
        coder.failed(loop.exchangeCoder(null), failure);
    }
}
