// SPDX-License-Identifier: Apache-2.0
package miracast.host.record;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import miracast.host.thread.CastMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording. One thread calls {@link #write}, which copies into one of a few preallocated blocks and never waits; a thread of
 * the recorder's own writes full blocks to the file. Each block has one owner at a time and changes hands through two queues. A
 * disk that is too slow loses octets, whole calls at a time; one that fails ends the recording. Either is logged once and
 * counted, and the cast goes on.
 */
public final class StreamRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRecorder.class);
    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 64;

    private final String castId;
    private final Path file;
    private final WritableByteChannel channel;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final ByteBuffer end = ByteBuffer.allocate(0);
    private final Thread writer;
    private final Gate gate;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private ByteBuffer current;
    private volatile boolean failed;

    /**
     * Opens the file anew.
     *
     * @param whole whether all is recorded, and not only what comes from the next IDR picture on
     * @throws IOException if it cannot be written, or there is no memory for it: names it
     */
    public static StreamRecorder open(String castId, Path file, boolean whole) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new IOException("recording " + file + " cannot be written: " + reason(e), e);
        }
        return open(castId, file, whole, channel, ByteBuffer::allocateDirect);
    }

    /** Takes over a channel, which is closed whatever happens; memory comes from where it is told. */
    static StreamRecorder open(
            String castId, Path file, boolean whole, WritableByteChannel channel, IntFunction<ByteBuffer> memory)
            throws IOException {
        try {
            return new StreamRecorder(castId, file, whole, channel, memory);
        } catch (OutOfMemoryError e) {
            // A recording too many, of direct memory or of threads: no reason to take the cast along.
            channel.close();
            throw new IOException("recording " + file + " cannot begin: " + e.getMessage(), e);
        }
    }

    private StreamRecorder(
            String castId, Path file, boolean whole, WritableByteChannel channel, IntFunction<ByteBuffer> memory) {
        gate = new Gate(whole);
        this.castId = castId;
        this.file = file;
        this.channel = channel;
        for (int i = 0; i < BLOCKS; i++) {
            free.add(memory.apply(BLOCK));
        }
        writer = new Thread(CastMark.on(castId, this::drain), "cast-" + castId + "-record");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Records octets of {@code from}. Not to be called after, or during, {@link #close()}.
     *
     * @param octets at most 64 KiB
     */
    public void write(ByteBuffer from, int offset, int octets) {
        if (failed) {
            return;
        }
        int leftOut = gate.leftOut(from, offset, octets);
        if (leftOut < octets) {
            keep(from, offset + leftOut, octets - leftOut);
        }
    }

    private void keep(ByteBuffer from, int offset, int octets) {
        if (current != null && current.remaining() < octets) {
            full.add(current);
            current = null;
        }
        if (current == null) {
            current = free.poll();
        }
        if (current == null) {
            if (lost.getPlain() == 0) {
                LOG.warn("cast {}: the disk is too slow for recording {}; parts of it are missing", castId, file);
            }
            lost.setOpaque(lost.getPlain() + octets);
            return;
        }
        current.put(current.position(), from, offset, octets);
        current.position(current.position() + octets);
    }

    /** An IDR picture is about to be sent. Any thread. */
    public void idr() {
        gate.idr();
    }

    /** Where to. */
    public Path file() {
        return file;
    }

    /** Octets in the file. Any thread. */
    public long written() {
        return written.getOpaque();
    }

    /** Octets that are missing in it. Any thread. */
    public long lost() {
        return lost.getOpaque();
    }

    /** Completes when the file is closed, with the {@link IOException} that ended it too early. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Writes what is left and closes the file. Waits for the disk. Once. */
    @Override
    public void close() {
        if (current != null) {
            full.add(current);
            current = null;
        }
        full.add(end);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        try (channel) {
            for (ByteBuffer block = full.take(); block != end; block = full.take()) {
                block.flip();
                while (block.hasRemaining()) {
                    written.setOpaque(written.getPlain() + channel.write(block));
                }
                block.clear();
                free.add(block);
            }
        } catch (IOException e) {
            fail(new IOException("recording " + file + " ends early: " + reason(e), e));
        } catch (InterruptedException e) {
            fail(new InterruptedIOException("recording " + file + " ends early: its thread was interrupted"));
        }
        if (ended.complete(null)) {
            LOG.info("cast {}: recorded {} octets in {}, {} are missing", castId, written(), file, lost());
        }
    }

    private void fail(IOException reason) {
        failed = true;
        LOG.warn("cast {}: {}; the cast goes on", castId, reason.getMessage());
        ended.completeExceptionally(reason);
    }

    /** In words: the message of these exceptions is the path alone. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        } else if (e instanceof AccessDeniedException) {
            return "access is denied";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
