// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import miracast.host.record.StreamRecorder;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recording of a cast, or none. A file that cannot be opened is told once, and the cast goes on without. Holds a hostile
 * driver off: one call at a time, none that is too large, none after the end.
 */
public final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final int LARGEST = 64 * 1024;

    private final String castId;
    private final Path file;
    private final Worker worker;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile StreamRecorder recorder;

    /** @param file null for no recording */
    public Recording(String castId, Path file) {
        this.castId = castId;
        this.file = file;
        worker = new Worker(castId, "recording");
    }

    /** Begins to open the file. */
    public void begin() {
        if (file != null) {
            worker.execute(this::open);
        }
    }

    private void open() {
        try {
            recorder = StreamRecorder.open(castId, file);
        } catch (IOException e) {
            LOG.warn("cast {}: {}; the cast goes on without", castId, e.getMessage());
        }
    }

    /** Copies what was sent. Any thread; never waits, never throws. */
    void write(ByteBuffer packets, int offset, int octets) {
        if (octets < 1 || octets > LARGEST || offset < 0 || offset > packets.limit() - octets) {
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

    /** Writes what is left. Completes when the file is closed. */
    public CompletableFuture<Void> close() {
        worker.execute(() -> {
            StreamRecorder last = recorder;
            recorder = null;
            while (!busy.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
            if (last != null) {
                last.close();
            }
        });
        return worker.close();
    }
}
