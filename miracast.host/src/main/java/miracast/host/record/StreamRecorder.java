// SPDX-License-Identifier: Apache-2.0
package miracast.host.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntFunction;
import miracast.host.thread.CastMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording. One thread calls {@link #write}, which copies into one of a few preallocated blocks and never waits; a thread of
 * the recorder's own writes full blocks to the file. Each block has one owner at a time and changes hands through two queues. A
 * disk that is too slow loses octets, whole calls at a time; one that fails ends the recording. Either is logged once, and the
 * cast goes on.
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
    private ByteBuffer current;
    private long lost;
    private volatile boolean failed;

    /**
     * Opens the file anew.
     *
     * @throws IOException if it cannot be written, or there is no memory for it: names it
     */
    public static StreamRecorder open(String castId, Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new IOException("recording " + file + " cannot be written: " + e, e);
        }
        return open(castId, file, channel, ByteBuffer::allocateDirect);
    }

    /** Takes over a channel, which is closed whatever happens; memory comes from where it is told. */
    static StreamRecorder open(String castId, Path file, WritableByteChannel channel, IntFunction<ByteBuffer> memory)
            throws IOException {
        try {
            return new StreamRecorder(castId, file, channel, memory);
        } catch (OutOfMemoryError e) {
            // A recording too many, of direct memory or of threads: no reason to take the cast along.
            channel.close();
            throw new IOException("recording " + file + " cannot begin: " + e.getMessage(), e);
        }
    }

    private StreamRecorder(String castId, Path file, WritableByteChannel channel, IntFunction<ByteBuffer> memory) {
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
        if (current != null && current.remaining() < octets) {
            full.add(current);
            current = null;
        }
        if (current == null) {
            current = free.poll();
        }
        if (current == null) {
            if (lost == 0) {
                LOG.warn("cast {}: the disk is too slow for recording {}; parts of it are missing", castId, file);
            }
            lost += octets;
            return;
        }
        current.put(current.position(), from, offset, octets);
        current.position(current.position() + octets);
    }

    /** Writes what is left and closes the file. Waits for the disk. */
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
                    channel.write(block);
                }
                block.clear();
                free.add(block);
            }
        } catch (IOException e) {
            failed = true;
            LOG.warn("cast {}: recording {} ends here, the cast goes on: {}", castId, file, e.toString());
        } catch (InterruptedException e) {
            failed = true;
            LOG.warn("cast {}: recording {} ends here, its thread was interrupted", castId, file);
        }
    }
}
