// SPDX-License-Identifier: Apache-2.0
package miracast.tck;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;

/**
 * A chunk sink for tests: keeps what is committed, hands out claims at wandering places of a memory whose limit means nothing, and
 * notices an encoder that breaks the rules of {@link ChunkSink}. Commits may come on any thread, one after the other.
 */
public final class RecordedStream implements ChunkSink {
    private static final int CAPACITY = 8 << 20;
    private static final byte GUARD = 0x5A;
    private static final int GUARD_OCTETS = 64;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(CAPACITY);
    private final ByteBuffer view = memory.duplicate();
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int next = GUARD_OCTETS;
    private int claimed = NO_ROOM;
    private int claimedOctets;
    private boolean keep = true;
    private boolean room = true;
    private long committed;

    /**
     * One committed chunk.
     *
     * @param frame frame number of its id
     * @param part part number of its id
     * @param idr as committed
     * @param last as committed: the last chunk of its access unit
     * @param octets its content
     */
    public record Chunk(long frame, int part, boolean idr, boolean last, byte[] octets) {
        /** The NAL units in it. */
        public List<NalUnit> units() {
            return NalUnit.parse(octets);
        }
    }

    public RecordedStream() {
        memory.limit(1);
    }

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public synchronized int claim(int octets) {
        if (octets < 1) {
            fault("claim of " + octets + " octets");
        }
        int span = (octets + 7 & ~7) + 2 * GUARD_OCTETS;
        if (!room || span > CAPACITY / 2) {
            claimed = NO_ROOM;
            return NO_ROOM;
        }
        if (next + span > CAPACITY) {
            next = GUARD_OCTETS;
        }
        claimed = next;
        claimedOctets = octets;
        next += span - GUARD_OCTETS;
        if (keep) {
            guard(claimed - GUARD_OCTETS);
            guard(claimed + octets);
        }
        return claimed;
    }

    private void guard(int from) {
        for (int i = 0; i < GUARD_OCTETS; i++) {
            view.put(from + i, GUARD);
        }
    }

    private void checkGuard(int from) {
        for (int i = 0; i < GUARD_OCTETS; i++) {
            if (view.get(from + i) != GUARD) {
                fault("octets written beside the claim at " + claimed);
                return;
            }
        }
    }

    @Override
    public synchronized void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
        if (claimed == NO_ROOM) {
            fault("commit without a claim");
            return;
        }
        if (octets < 0 || octets > claimedOctets) {
            fault("commit of " + octets + " octets of a claim of " + claimedOctets);
        }
        committed++;
        if (keep && octets > 0) {
            checkGuard(claimed - GUARD_OCTETS);
            checkGuard(claimed + claimedOctets);
            byte[] content = new byte[octets];
            view.get(claimed, content);
            chunks.add(new Chunk(ChunkId.frame(chunkId), ChunkId.part(chunkId), idr, endOfAccessUnit, content));
        }
        claimed = NO_ROOM;
    }

    private void fault(String text) {
        faults.add(text);
    }

    /** From now on there is, or is not, room for chunks. */
    public synchronized void room(boolean value) {
        room = value;
    }

    /** From now on chunks are only counted: nothing is allocated. */
    public synchronized void countOnly() {
        keep = false;
    }

    /** How many chunks were committed. */
    public synchronized long committed() {
        return committed;
    }

    /** What is kept, in the order of the commits. */
    public synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    /** Rules that were broken; empty if none. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** Octets of all chunks of a frame. */
    public byte[] accessUnit(long frame) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        chunks().stream().filter(chunk -> chunk.frame() == frame).forEach(chunk -> octets.writeBytes(chunk.octets()));
        return octets.toByteArray();
    }

    /** All access units by frame number, in that order. */
    public TreeMap<Long, byte[]> accessUnits() {
        TreeMap<Long, byte[]> units = new TreeMap<>();
        chunks().forEach(chunk -> units.computeIfAbsent(chunk.frame(), this::accessUnit));
        return units;
    }

    /** Whether the frame's last chunk has been committed. */
    public boolean complete(long frame) {
        return chunks().stream().anyMatch(chunk -> chunk.frame() == frame && chunk.last());
    }
}
