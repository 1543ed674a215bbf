// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkType;
import miracast.api.driver.EncodeChunk;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.encoder.ChunkSink;

/**
 * Chunks on their way from an encoder to a driver, in one direct buffer that is allocated once, as {@link ChunkRecords}.
 *
 * <p>One producer at a time: whoever claims is it until it commits or gives back. A producer writes record and bookkeeping plainly
 * and then publishes {@code tail} with release; the reader takes {@code tail} with acquire, and gives memory back by publishing
 * {@code head} likewise. Nobody locks, nobody allocates.
 */
public final class ChunkRing {
    /** Room that payload may not take, so that a step without octets nearly always fits. */
    private static final int RESERVE = 64 * ChunkRecords.HEADER;
    /** Longest wait of the reader at a time; nothing depends on it but the sum of two longs. */
    private static final long LONGEST_WAIT_NS = 3_600_000_000_000L;
    /** How long one producer waits for another one's claim: far longer than it takes to copy a slice. */
    private static final long LONGEST_CLAIM_NS = 2_000_000L;

    private static final long NONE = -1;

    private static final VarHandle TAIL;
    private static final VarHandle HEAD;
    private static final VarHandle PRODUCER;
    private static final VarHandle PULLING;
    private static final VarHandle READER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(ChunkRing.class, "tail", long.class);
            HEAD = lookup.findVarHandle(ChunkRing.class, "head", long.class);
            PRODUCER = lookup.findVarHandle(ChunkRing.class, "producer", Object.class);
            PULLING = lookup.findVarHandle(ChunkRing.class, "pulling", int.class);
            READER = lookup.findVarHandle(ChunkRing.class, "reader", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final FrameHolds holds;
    private final ChunkRecords records;

    /** Where the next record goes; by the producer. Positions only grow, their low bits are the index. */
    private long tail;
    /** Up to where memory is free again; by the reader. */
    private long head;

    /** Who writes; everything up to the next comment belongs to it. */
    private Object producer;

    private int claimed;
    private long claimedAt;
    private volatile long framesIn;
    private volatile long chunksIn;

    /** Whether a thread is in {@link #next}; everything up to the next comment belongs to it. */
    private int pulling;

    private long position;
    /** Which frame's octets were taken and are not all there yet; {@link #NONE} if there is no such frame. */
    private long begunFrame = NONE;

    private volatile long framesOut;
    private volatile long chunksOut;

    private volatile Object reader;
    /** Whether the reader gets the rest of the frame that it has begun, and nothing else. */
    private volatile boolean ending;

    private volatile Thread waiting;

    /** Where a stream that began anew begins; the reader skips what lies before. Written in this order, the position last. */
    private volatile long freshFrames;

    private volatile long freshChunks;
    private volatile long freshPosition;

    /** @param capacity octets, a power of two, 64 KiB or more */
    public ChunkRing(int capacity) {
        this(capacity, System::nanoTime);
    }

    /** @param clock ns, by which chunks are held */
    ChunkRing(int capacity, LongSupplier clock) {
        if (capacity < 1 << 16 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is no power of two from 65536 on");
        }
        this.capacity = capacity;
        holds = new FrameHolds(clock);
        records = new ChunkRecords(capacity);
    }

    /** A view of the memory for one producer, who may do to its position and limit what it likes. */
    public ByteBuffer memory() {
        return records.memory();
    }

    // ---- producers

    /**
     * Claims room for a chunk of that many octets. A claim of the same producer that is still open is given back first. A chunk of
     * more than half the ring is always refused, since it would fit or not by chance of position.
     *
     * @return where the payload goes, or {@link ChunkSink#NO_ROOM}
     */
    public int claim(Object who, int octets) {
        if (!enter(who)) {
            return ChunkSink.NO_ROOM;
        }
        long at = octets > capacity / 2 - RESERVE ? -1 : place(octets, RESERVE);
        if (at < 0) {
            PRODUCER.setRelease(this, (Object) null);
            return ChunkSink.NO_ROOM;
        }
        claimedAt = at;
        claimed = octets;
        return index(at) + ChunkRecords.HEADER;
    }

    /** Whether that producer has an open claim. */
    public boolean hasClaimed(Object who) {
        return PRODUCER.getAcquire(this) == who;
    }

    /** Octets of the open claim; only for its owner. */
    public int claimed() {
        return claimed;
    }

    /** Publishes the first {@code octets} of the open claim; only for its owner. */
    void commit(int octets, long id, long timestampNs, int processingTimeUs, int rateKbit, boolean idr, boolean end) {
        int kind = ChunkType.ENCODE_COMPLETE.ordinal() | (idr ? ChunkRecords.IDR : 0) | (end ? ChunkRecords.END : 0);
        publish(claimedAt, kind, id, timestampNs, octets, processingTimeUs, rateKbit, 0);
    }

    /** Publishes the first {@code octets} of the open claim as a unit of sound; only for its owner. */
    public void commitAudio(int octets, long id, AudioCoding coding, long timestampNs, int processingTimeUs) {
        int kind = ChunkType.ENCODE_COMPLETE.ordinal() | ChunkRecords.IDR | ChunkRecords.END;
        publish(claimedAt, kind, id, timestampNs, octets, processingTimeUs, 0, 1 + coding.ordinal());
    }

    /** Ends the open claim without a chunk; only for its owner. */
    public void giveBack() {
        PRODUCER.setRelease(this, (Object) null);
    }

    /**
     * Publishes a step that has no octets.
     *
     * @return false if there was no room, or another producer kept its claim for too long: the step is left out
     */
    boolean step(long id, ChunkType type, long timestampNs, int processingTimeUs) {
        if (!enter(Thread.currentThread())) {
            return false;
        }
        long at = place(0, 0);
        if (at < 0) {
            PRODUCER.setRelease(this, (Object) null);
            return false;
        }
        publish(at, type.ordinal(), id, timestampNs, 0, processingTimeUs, 0, 0);
        return true;
    }

    /** Whether nobody has an open claim. */
    public boolean isIdle() {
        return PRODUCER.getAcquire(this) == null;
    }

    /** Frames whose last chunk was published and not pulled yet. */
    public int framesWaiting() {
        long in = framesIn;
        return (int) (in - Math.max(framesOut, freshFrames));
    }

    /** The reader gets a frame, and what comes behind it, at that time at the earliest. By who publishes it, before it does. */
    void hold(long frame, long untilNs) {
        holds.put(frame, untilNs);
    }

    /** Begins anew: the reader skips what it has not pulled yet, but for the rest of a frame that it has begun. */
    public void beginAnew() {
        freshFrames = framesIn;
        freshChunks = chunksIn;
        freshPosition = (long) TAIL.getAcquire(this);
    }

    private boolean enter(Object who) {
        if (hasClaimed(who) || PRODUCER.compareAndSet(this, null, who)) {
            return true;
        }
        // Only an encoder that commits on a thread of its own while the encode thread reports a step can meet this.
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONGEST_CLAIM_NS) {
            Thread.onSpinWait();
            if (PRODUCER.compareAndSet(this, null, who)) {
                return true;
            }
        }
        return false;
    }

    /** Where a record with so many octets can begin, behind a padding if need be; negative if it cannot now. */
    private long place(int octets, int reserve) {
        long length = ChunkRecords.length(octets);
        long at = tail;
        int toTheEnd = capacity - index(at);
        if (length > toTheEnd) {
            at += toTheEnd;
        }
        return at + length + reserve - (long) HEAD.getAcquire(this) <= capacity ? at : -1;
    }

    private void publish(
            long at, int kind, long id, long timestampNs, int octets, int processingTimeUs, int rateKbit, int audio) {
        if (at != tail) {
            records.putPadding(index(tail), (int) (at - tail));
        }
        int length = records.put(index(at), kind, id, timestampNs, octets, processingTimeUs, rateKbit, audio);
        chunksIn = chunksIn + 1;
        if ((kind & ChunkRecords.END) != 0) {
            framesIn = framesIn + 1;
        }
        TAIL.setRelease(this, at + length);
        PRODUCER.setRelease(this, (Object) null);
        // Either the reader sees the new tail before it parks, or we see that it waits.
        VarHandle.fullFence();
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    // ---- the reader

    /** Takes a reader in instead of the one before, who finds nothing of what was published before. */
    public void attach(Object newReader) {
        reader = null;
        LockSupport.unpark(waiting);
        await();
        try {
            framesOut = framesIn;
            chunksOut = chunksIn;
            position = (long) TAIL.getAcquire(this);
            HEAD.setRelease(this, position);
            begunFrame = NONE;
            ending = false;
            reader = newReader;
        } finally {
            PULLING.setRelease(this, 0);
        }
    }

    /** From now on the reader gets the rest of the frame that it has begun, and nothing else. */
    public void end(Object who) {
        if (who == reader) {
            ending = true;
            LockSupport.unpark(waiting);
        }
    }

    /**
     * Lets the reader go: a pull that waits returns without a chunk, and there will be no other one. Does nothing if another one
     * was taken in meanwhile.
     */
    public void detach(Object who) {
        if (READER.compareAndSet(this, who, null)) {
            LockSupport.unpark(waiting);
            await();
            PULLING.setRelease(this, 0);
        }
    }

    private void await() {
        while (!PULLING.compareAndSet(this, 0, 1)) {
            Thread.onSpinWait();
        }
    }

    /**
     * Gives the last chunk's memory back and waits for the next chunk.
     *
     * @param who the reader that was taken in; any other one gets nothing
     * @param timeoutNs how long to wait at most; an interrupt ends the wait too, and stays set
     * @return how many further chunks wait, or {@link MiracastCallbacks#NO_CHUNK}
     * @throws IllegalStateException if another thread is pulling
     */
    public int next(Object who, EncodeChunk chunk, long timeoutNs) {
        if (!PULLING.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException("two threads pull chunks");
        }
        try {
            if (who != reader) {
                return MiracastCallbacks.NO_CHUNK;
            }
            HEAD.setRelease(this, position);
            while (available(who, timeoutNs)) {
                if (take(chunk)) {
                    return (int) Math.max(0, chunksIn - chunksOut);
                }
            }
            return MiracastCallbacks.NO_CHUNK;
        } finally {
            PULLING.setRelease(this, 0);
        }
    }

    private boolean available(Object who, long timeoutNs) {
        if (isOver()) {
            return false;
        }
        if (isThere() && heldNs() <= 0) {
            return true;
        }
        if (timeoutNs <= 0) {
            return false;
        }
        long begin = System.nanoTime();
        long patience = Math.min(timeoutNs, LONGEST_WAIT_NS);
        waiting = Thread.currentThread();
        try {
            VarHandle.fullFence();
            long heldNs = 0;
            while (!isThere() || (heldNs = heldNs()) > 0) {
                long rest = patience - (System.nanoTime() - begin);
                if (rest <= 0
                        || who != reader
                        || isOver()
                        || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, isThere() ? Math.min(rest, heldNs) : rest);
            }
            return true;
        } finally {
            waiting = null;
        }
    }

    private boolean isThere() {
        return (long) TAIL.getAcquire(this) != position;
    }

    /** How long what is there is still held. */
    private long heldNs() {
        int index = index(position);
        boolean isFrame = !records.isPadding(index) && !records.isAudio(index);
        return isFrame && freshPosition <= position ? holds.restNs(records.frame(index)) : 0;
    }

    private boolean isOver() {
        return ending && begunFrame == NONE;
    }

    /** Shows the record at the position; false if that was padding, or is not for the reader any more. */
    private boolean take(EncodeChunk chunk) {
        int index = index(position);
        if (records.isPadding(index)) {
            position += records.octets(index);
            return false;
        }
        long frame = records.frame(index);
        if (frame != begunFrame) {
            begunFrame = NONE;
            if (freshPosition > position) {
                position = freshPosition;
                framesOut = Math.max(framesOut, freshFrames);
                chunksOut = Math.max(chunksOut, freshChunks);
                return false;
            }
            if (ending) {
                return false;
            }
        }
        position += records.octets(index);
        chunksOut = chunksOut + 1;
        if (records.isEnd(index)) {
            framesOut = framesOut + 1;
        }
        if (records.endsFrame(index)) {
            begunFrame = NONE;
        } else if (records.hasPayload(index)) {
            begunFrame = frame;
        }
        records.show(index, chunk);
        return true;
    }

    private int index(long at) {
        return (int) at & capacity - 1;
    }
}
