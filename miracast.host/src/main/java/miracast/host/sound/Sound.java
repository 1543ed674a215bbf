// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import miracast.api.AudioCoding;
import miracast.api.audio.AudioSourceException;
import miracast.api.driver.EncodeChunk;
import miracast.host.display.SourceWish;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of one session: while the sink plays and wants sound, its thread makes a unit at a time and puts it into the ring. It
 * is the only one that touches stream and encoder in use; a worker has them opened and closed, and puts another thread in the
 * place of one that a guest does not return to. Where there is nothing to be heard there is silence, and nothing that goes wrong
 * here ends a session. Public methods may be called on any thread and never wait.
 */
public final class Sound {
    private static final Logger LOG = LoggerFactory.getLogger(Sound.class);
    /** How long a unit may take: less than a session waits for the sound to end. */
    private static final long TURN_NS = 3_000_000_000L;

    private final SoundParts parts;
    private final AudioSeat source;
    private final CoderSeat coder;
    private final Worker worker;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final SoundThread.Owner owner = new ToSeats();
    /** Written on the worker only. */
    private volatile SoundThread thread;

    private volatile boolean isStarted;
    private volatile AudioCoding coding;
    private volatile AudioWish wish;
    private volatile SoundThread.Task task = new SoundThread.Task(0, null, false);
    private boolean active;

    /** @param wish what is to be heard */
    public Sound(SoundParts parts, AudioWish wish, SoundListener listener) {
        this.parts = parts;
        this.wish = wish;
        worker = new Worker(parts.castId(), "audio");
        HandOver handOver = new HandOver(() -> thread, TURN_NS);
        source = new AudioSeat(parts, handOver, worker, wish, listener);
        coder = new CoderSeat(parts, handOver, worker, listener);
        thread = new SoundThread(parts, owner);
    }

    /** Begins to follow what there is; opens nothing before a sink wants sound. */
    public void start() {
        source.start();
        coder.start();
        thread.start();
        isStarted = true;
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
        task = new SoundThread.Task(task.number() + 1, active ? coding : null, task.isOver());
        thread.wake();
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

    /** Leaves whoever has kept the sound thread for as long as that, with that thread: another one goes on without it. */
    public void leaveWhoHangs(long patienceNs) {
        if (thread.isStuck(patienceNs)) {
            worker.execute(() -> exchangeThread(patienceNs));
        }
    }

    /** Ends it. Completes when all that it had is free, which takes as long as source and encoder take. */
    public CompletableFuture<Void> stop() {
        source.close();
        coder.close();
        synchronized (this) {
            task = new SoundThread.Task(task.number(), null, true);
        }
        thread.wake();
        if (!isStarted) {
            end();
        }
        return ended;
    }

    /**
     * Stops waiting for what was stopped and does not end. Whoever keeps the sound thread is left, and kept out of the cast's next
     * sessions too; what is still to be closed is in use until it is.
     */
    public void abandon() {
        boolean isComing = worker.offer(() -> {
            exchangeThread(0);
            ended.complete(null);
        });
        if (!isComing) {
            ended.complete(null);
        }
    }

    /** On the worker. */
    private void exchangeThread(long patienceNs) {
        SoundThread stuck = thread;
        stuck.leave(patienceNs).ifPresent(left -> {
            SoundLoop loop = stuck.loop();
            SoundThread next = new SoundThread(parts, owner);
            switch (left.guest()) {
                case SOURCE -> {
                    next.loop().exchangeCoder(loop.coder());
                    stuck.dismiss(source.hangs(loop.source(), left, stuck.gone()));
                }
                case ENCODER -> {
                    next.loop().exchangeStream(loop.source());
                    stuck.dismiss(coder.hangs(loop.coder(), left, stuck.gone()));
                }
            }
            thread = next;
            goOn(next);
        });
    }

    private void goOn(SoundThread next) {
        try {
            next.start();
        } catch (OutOfMemoryError e) {
            LOG.error("cast {}: no thread is left for sound, the cast goes on in silence", parts.castId(), e);
            end();
        }
    }

    /** Nobody makes sound any more. */
    private void end() {
        thread.mailbox().close();
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

    private final class ToSeats implements SoundThread.Owner {
        @Override
        public SoundThread.Task task() {
            return task;
        }

        @Override
        public void sourceFailed(SeatedStream stream, AudioSourceException failure) {
            source.failed(stream, failure);
        }

        @Override
        public void coderFailed(SeatedCoder encoder, Exception failure) {
            coder.failed(encoder, failure);
        }

        @Override
        public void ended() {
            end();
        }
    }
}
