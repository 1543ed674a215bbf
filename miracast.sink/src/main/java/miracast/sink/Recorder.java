// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the transport stream to a file. The receive thread puts octets into a ring of fixed size and never waits for the disk; a
 * thread of the recorder writes them. What does not fit, and what cannot be written, is one complaint.
 */
final class Recorder implements Runnable, StreamPipeline.Recording {
    /** 3 s at 10 Mbit/s: longer than a disk pauses. */
    private static final int CAPACITY = 4 << 20;
    /** The most octets written at once: what is being written still takes room. */
    private static final int MAX_WRITE = 256 << 10;
    /** Longest time between two looks into the ring. */
    private static final long PAUSE_NS = 10_000_000;

    private final Path file;
    private final FileChannel channel;
    private final Complaints complaints;
    /** Made before the file is opened, which would stay open if there were no memory. */
    private final ByteBuffer ring = ByteBuffer.allocateDirect(CAPACITY);
    /** Octets put in until now; written by the receive thread. */
    private final AtomicLong filled = new AtomicLong();
    /** Octets written until now; written by the recorder's thread. */
    private final AtomicLong emptied = new AtomicLong();

    private boolean full;
    /** How long the recording is to be in the end; written by the receive thread. */
    private volatile long end = Long.MAX_VALUE;

    private volatile boolean failed;
    private volatile boolean closed;

    /**
     * Creates the file, or empties it.
     *
     * @throws IOException if that is not possible
     */
    Recorder(Path file, Complaints complaints) throws IOException {
        this.file = file;
        this.complaints = complaints;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Takes octets, all or none. Receive thread. */
    @Override
    public void record(ByteBuffer buffer, int index, int length) {
        long at = filled.get();
        if (failed) {
            return;
        }
        if (at + length - emptied.get() > CAPACITY) {
            if (!full) {
                full = true;
                complaints.add("recording %s lacks packets from octet %d on: writing is too slow", file, at);
            }
            return;
        }
        int place = (int) (at & CAPACITY - 1);
        int first = Math.min(length, CAPACITY - place);
        ring.put(place, buffer, index, first);
        ring.put(0, buffer, index + first, length - first);
        filled.setRelease(at + length);
    }

    /** Receive thread, before {@link #close}. Where the ring was too full there is nothing to leave out, or too little is there. */
    @Override
    public void cut(long octets) {
        if (!full) {
            end = Math.max(0, filled.get() - octets);
        }
    }

    /** Nothing more will come: what is there is written, then {@link #run} returns. Any thread. */
    void close() {
        closed = true;
    }

    /** Closes the file when {@link #run} will not be called. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            complaints.add("recording %s is not closed: %s", file, e.getMessage());
        }
    }

    @Override
    public void run() {
        try (channel) {
            while (true) {
                boolean last = closed;
                if (write()) {
                    continue;
                }
                if (last) {
                    channel.truncate(Math.min(end, emptied.get()));
                    break;
                }
                LockSupport.parkNanos(this, PAUSE_NS);
            }
        } catch (IOException e) {
            failed = true;
            complaints.add("recording %s ends after %d octets: %s", file, emptied.get(), e.getMessage());
        }
    }

    private boolean write() throws IOException {
        long from = emptied.get();
        long to = filled.getAcquire();
        if (from == to) {
            return false;
        }
        int place = (int) (from & CAPACITY - 1);
        int length = (int) Math.min(Math.min(to - from, MAX_WRITE), CAPACITY - place);
        ByteBuffer part = ring.slice(place, length);
        while (part.hasRemaining()) {
            channel.write(part);
        }
        emptied.setRelease(from + length);
        return true;
    }
}
