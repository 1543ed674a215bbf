// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.host.display.ChunkRing;

/**
 * An encoder's way into the ring: knows when each unit is heard. The sound thread's, on which encoders commit, but for
 * {@link #shut}; units that find no room are left out, since a driver that does not take them will not want old ones either.
 *
 * <p>Encoders write into memory of the session's own, and a unit, a few hundred octets, is copied. So one that hangs over a unit
 * that it began, or writes it after it was left, keeps and spoils nothing of the ring.
 */
final class UnitSink implements ChunkSink {
    /** More units than an encoder holds back. */
    private static final int UNITS = 64;
    /** Twice what a frame of ADTS can have, whose length is a field of 13 bits (ISO/IEC 13818-7, 6.2.2). */
    private static final int OCTETS = 1 << 14;

    private final ChunkRing ring;
    private final AudioCoding coding;
    private final LongSupplier clock;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(OCTETS);
    private final ByteBuffer ringMemory;
    private final long[] heardNs = new long[UNITS];
    private final long[] begunNs = new long[UNITS];
    private long newest = -1;
    private int claimed;
    /** Guarded by the monitor, which nobody holds while an encoder is called. */
    private boolean isShut;

    UnitSink(ChunkRing ring, AudioCoding coding, LongSupplier clock) {
        this.ring = ring;
        this.coding = coding;
        this.clock = clock;
        ringMemory = ring.memory();
    }

    /** A unit goes into the encoder. */
    void begin(long unit, long timestampNs) {
        newest = unit;
        heardNs[slot(unit)] = timestampNs;
        begunNs[slot(unit)] = clock.getAsLong();
    }

    private static int slot(long unit) {
        return (int) unit & UNITS - 1;
    }

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public int claim(int octets) {
        if (octets < 1) {
            throw new IllegalArgumentException("claim of " + octets + " octets is less than 1");
        }
        claimed = octets > OCTETS ? 0 : octets;
        return claimed == 0 ? NO_ROOM : 0;
    }

    @Override
    public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
        int room = claimed;
        claimed = 0;
        if (room == 0) {
            return;
        }
        if (octets < 0 || octets > room) {
            throw new IllegalArgumentException("commit of " + octets + " octets, claimed are " + room);
        }
        long unit = ChunkId.frame(chunkId);
        if (octets > 0 && unit <= newest && unit > newest - UNITS) {
            publish(octets, chunkId, slot(unit));
        }
    }

    private synchronized void publish(int octets, long chunkId, int slot) {
        int at = isShut ? NO_ROOM : ring.claim(this, octets);
        if (at != NO_ROOM) {
            ringMemory.put(at, memory, 0, octets);
            int timeUs = (int) ((clock.getAsLong() - begunNs[slot]) / 1000);
            ring.commitAudio(octets, chunkId, coding, heardNs[slot], timeUs);
        }
    }

    /** Any thread: nothing of the encoder comes into the ring from now on. */
    synchronized void shut() {
        isShut = true;
    }
}
