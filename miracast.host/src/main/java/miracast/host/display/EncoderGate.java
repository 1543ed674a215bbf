// SPDX-License-Identifier: Apache-2.0
package miracast.host.display;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import miracast.api.driver.ChunkId;
import miracast.api.encoder.ChunkSink;

/**
 * One encoder session's way into the ring. It is shut while the session is warmed and after the session was left, so that two
 * sessions side by side never write at once, and a session that was left can do no harm. What it lets through is always
 * decodable: after a chunk that found no room, nothing passes up to the beginning of the next IDR picture.
 */
final class EncoderGate implements ChunkSink {
    private final ChunkRing ring;
    private final FrameLedger ledger;
    private final LongSupplier clock;
    private final ByteBuffer memory;

    private volatile boolean open;
    private volatile int rateKbit;
    private volatile long firstFrame = Long.MAX_VALUE;
    private volatile long framesEnded;
    private volatile long framesLost;

    /** The next two belong to the thread that commits. */
    private boolean awaitingIdr = true;

    private long lastLost = -1;

    EncoderGate(ChunkRing ring, FrameLedger ledger, LongSupplier clock) {
        this.ring = ring;
        this.ledger = ledger;
        this.clock = clock;
        memory = ring.memory();
    }

    /** Lets chunks through, from that frame on. */
    void open(long fromFrame) {
        firstFrame = fromFrame;
        open = true;
    }

    /**
     * Lets nothing through any more.
     *
     * @return false if a chunk is still being written after the time: the ring's memory is not safe from this encoder
     */
    boolean shut(long patienceNs) {
        open = false;
        long begin = System.nanoTime();
        while (ring.hasClaimed(this)) {
            if (System.nanoTime() - begin > patienceNs) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Bit rate to note with each chunk. */
    void bitRate(long bitRate) {
        rateKbit = (int) Math.min(Integer.MAX_VALUE, bitRate / 1000);
    }

    /** Frames of which nothing more is to come: their last chunk came, let through or not, or they found no room. */
    long framesEnded() {
        return framesEnded;
    }

    /** Frames that did not get through whole, for want of room. */
    long framesLost() {
        return framesLost;
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
        if (!open) {
            return NO_ROOM;
        }
        int at = ring.claim(this, octets);
        if (at == NO_ROOM) {
            lose(ledger.newest());
        } else if (!open) {
            ring.giveBack();
            return NO_ROOM;
        }
        return at;
    }

    @Override
    public void commit(int octets, long chunkId, boolean idr, boolean endOfAccessUnit) {
        if (!ring.hasClaimed(this)) {
            return;
        }
        if (octets < 0 || octets > ring.claimed()) {
            int claimed = ring.claimed();
            ring.giveBack();
            throw new IllegalArgumentException("commit of " + octets + " octets, claimed are " + claimed);
        }
        long frame = ChunkId.frame(chunkId);
        if (octets == 0 || frame < firstFrame || !passes(chunkId, idr)) {
            ring.giveBack();
            if (octets != 0 && frame >= firstFrame && endOfAccessUnit) {
                lose(frame);
            }
            return;
        }
        long now = clock.getAsLong();
        long timestampNs = ledger.timestampNs(frame);
        long encodingNs = ledger.encodingNs(frame);
        int timeUs = encodingNs == FrameLedger.UNKNOWN ? 0 : (int) ((now - encodingNs) / 1000);
        if (endOfAccessUnit) {
            ledger.end(frame, ChunkId.part(chunkId));
        }
        ring.commit(
                octets,
                chunkId,
                timestampNs == FrameLedger.UNKNOWN ? now : timestampNs,
                timeUs,
                rateKbit,
                idr,
                endOfAccessUnit);
        if (endOfAccessUnit) {
            framesEnded = framesEnded + 1;
        }
    }

    private boolean passes(long chunkId, boolean idr) {
        if (awaitingIdr && idr && ChunkId.part(chunkId) == 0) {
            awaitingIdr = false;
        }
        return !awaitingIdr;
    }

    private void lose(long frame) {
        awaitingIdr = true;
        if (frame != lastLost) {
            lastLost = frame;
            framesLost = framesLost + 1;
            framesEnded = framesEnded + 1;
        }
    }
}
