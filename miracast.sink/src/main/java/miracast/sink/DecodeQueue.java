// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands access units from the receive thread to the decode thread, without copying. It holds a fixed number; when the decoder
 * does not keep up, units are dropped, and with them all that refer to them: those up to the next IDR picture.
 */
final class DecodeQueue implements AccessUnitTarget {
    /** Half a second at 60 pictures a second. */
    static final int SIZE = 32;

    private final Counter dropped;
    private final Runnable idrNeeded;
    private final Complaints complaints;
    private final AccessUnit[] units = new AccessUnit[SIZE];
    /** Units handed over until now; written by the receive thread. The unit at this place is being filled. */
    private final AtomicLong filled = new AtomicLong();
    /** Units done with until now; written by the decode thread. */
    private final AtomicLong emptied = new AtomicLong();

    private boolean dropping;
    private volatile boolean closed;
    private volatile Thread reader;

    /** @param idrNeeded told by the receive thread that units are dropped up to the next IDR picture */
    DecodeQueue(Counter dropped, Runnable idrNeeded, Complaints complaints) {
        this.dropped = dropped;
        this.idrNeeded = idrNeeded;
        this.complaints = complaints;
        for (int i = 0; i < SIZE; i++) {
            units[i] = new AccessUnit();
        }
    }

    @Override
    public AccessUnit first() {
        return units[0];
    }

    @Override
    public AccessUnit finished(AccessUnit unit) {
        long at = filled.get();
        boolean full = at + 1 - emptied.get() >= SIZE;
        if (full && !dropping) {
            complaints.add("picture %d: the decoder is %d pictures behind, dropping", unit.number(), SIZE - 1);
        }
        dropping = full || dropping && !unit.idr();
        if (dropping) {
            dropped.increment();
            idrNeeded.run();
            return unit;
        }
        filled.setRelease(at + 1);
        LockSupport.unpark(reader);
        return units[slot(at + 1)];
    }

    /** No more units will come. Any thread. */
    void close() {
        closed = true;
        LockSupport.unpark(reader);
    }

    /** The oldest unit, waiting for one; null once closed and empty. It stays there until {@link #release}. Decode thread. */
    AccessUnit take() {
        reader = Thread.currentThread();
        long at = emptied.get();
        while (filled.getAcquire() == at) {
            if (closed && filled.getAcquire() == at) {
                return null;
            }
            LockSupport.park(this);
        }
        return units[slot(at)];
    }

    /** Gives back the unit that {@link #take} gave. Decode thread. */
    void release() {
        emptied.setRelease(emptied.get() + 1);
    }

    private static int slot(long index) {
        return (int) (index & SIZE - 1);
    }
}
