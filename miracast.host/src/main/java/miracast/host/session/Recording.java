// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import miracast.api.cast.CastRecording;
import miracast.host.record.StreamRecorder;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings of a cast, one at a time. Holds a hostile driver off: one call at a time, none that is too large, none after the end.
 * Who begins one holds this object's lock, who writes takes a turn that nobody waits for but the end.
 */
public final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final int LARGEST = 64 * 1024;

    private final String castId;
    private final Worker worker;
    /** Whose turn it is at the recorder: the driver's, or that of who ends it. */
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Where octets go. */
    private volatile StreamRecorder recorder;

    private volatile Running last;
    private volatile boolean closed;

    /** One that was begun; perhaps it has ended. */
    private final class Running implements CastRecording {
        private final StreamRecorder to;
        private final AtomicBoolean stopped = new AtomicBoolean();

        Running(StreamRecorder to) {
            this.to = to;
        }

        @Override
        public Path file() {
            return to.file();
        }

        @Override
        public long octets() {
            return to.written();
        }

        @Override
        public long octetsLost() {
            return to.lost();
        }

        @Override
        public void stop() {
            worker.execute(this::end);
        }

        @Override
        public CompletionStage<Void> ended() {
            // Nobody else may complete it.
            return to.ended().minimalCompletionStage();
        }

        private void end() {
            if (!stopped.compareAndSet(false, true)) {
                return;
            }
            if (recorder == to) {
                recorder = null;
            }
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            busy.set(false);
            to.close();
        }
    }

    /** None yet. */
    public Recording(String castId) {
        this.castId = castId;
        worker = new Worker(castId, "recording");
    }

    /** Begins to open a file for the whole stream; if that fails, it is told once, and the cast goes on without. */
    public void beginWhole(Path file) {
        worker.execute(() -> {
            try {
                begin(file, true);
            } catch (IOException e) {
                LOG.warn("cast {}: {}; the cast goes on without", castId, e.getMessage());
            }
        });
    }

    /**
     * Begins one of what is sent from the next IDR picture on. Any thread; waits for the disk.
     *
     * @throws IOException if the file cannot be written: names it
     * @throws IllegalStateException if there is one already, or the cast is over
     */
    public CastRecording begin(Path file) throws IOException {
        return begin(file, false);
    }

    private synchronized CastRecording begin(Path file, boolean whole) throws IOException {
        if (closed) {
            throw new IllegalStateException("cast " + castId + " is over");
        }
        if (last != null && !last.to.ended().isDone()) {
            throw new IllegalStateException("cast " + castId + " is recorded already, to " + last.file());
        }
        StreamRecorder next = StreamRecorder.open(castId, file.toAbsolutePath(), whole);
        last = new Running(next);
        recorder = next;
        return last;
    }

    /** The one that was begun last; null if there was none. Any thread. */
    public CastRecording last() {
        return last;
    }

    /** An IDR picture is about to be sent. Any thread. */
    void idr() {
        StreamRecorder present = recorder;
        if (present != null) {
            present.idr();
        }
    }

    /** Copies what was sent. Any thread; never waits, never throws. */
    void write(ByteBuffer packets, int offset, int octets) {
        if (recorder == null || octets < 1 || octets > LARGEST || offset < 0 || offset > packets.limit() - octets) {
            return;
        }
        if (busy.compareAndSet(false, true)) {
            try {
                StreamRecorder present = recorder;
                if (present != null) {
                    present.write(packets, offset, octets);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /** Writes what is left, and begins nothing any more. Completes when the file is closed; does not wait for that. */
    public CompletableFuture<Void> close() {
        closed = true;
        worker.execute(this::endLast);
        return worker.close();
    }

    /** Waits for one that is opening. */
    private synchronized void endLast() {
        if (last != null) {
            last.end();
        }
    }
}
