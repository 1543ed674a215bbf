// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import miracast.api.AudioCoding;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;
import miracast.host.display.ChunkRing;

/**
 * An encoder's way into the ring: knows when each unit is heard. The sound thread's, on which encoders commit; units that find no
 * room are left out, since a driver that does not take them will not want old ones either.
 */
final class UnitSink implements ChunkSink {
    /** More units than an encoder holds back. */
    private static final int UNITS = 64;

    private final ChunkRing ring;
    private final AudioCoding coding;
    private final LongSupplier clock;
    private final ByteBuffer memory;
    private final long[] heardNs = new long[UNITS];
    private final long[] begunNs = new long[UNITS];
    private long newest = -1;

    UnitSink(ChunkRing ring, AudioCoding coding, LongSupplier clock) {
        this.ring = ring;
        this.coding = coding;
        this.clock = clock;
        memory = ring.memory();
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
        return ring.claim(this, octets);
    }

    @Override
    public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
        if (!ring.hasClaimed(this)) {
            return;
        }
        int claimed = ring.claimed();
        long unit = ChunkId.frame(chunkId);
        if (octets <= 0 || octets > claimed || unit > newest || unit <= newest - UNITS) {
            ring.giveBack();
            if (octets < 0 || octets > claimed) {
                throw new IllegalArgumentException("commit of " + octets + " octets, claimed are " + claimed);
            }
            return;
        }
        int slot = slot(unit);
        ring.commitAudio(octets, chunkId, coding, heardNs[slot], (int) ((clock.getAsLong() - begunNs[slot]) / 1000));
    }
}
