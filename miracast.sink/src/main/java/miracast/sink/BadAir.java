// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import miracast.api.sink.RtpFaults;

/**
 * Loses datagrams and lets some change places with the next one. What happens to the n-th datagram depends on the seed and n
 * only. Receive thread.
 */
final class BadAir implements DatagramTarget {
    /** How long a datagram waits for the next one to overtake it, when none comes. */
    private static final long LONGEST_WAIT_NS = 200_000_000;

    private SplittableRandom random;
    private RtpFaults faults;
    private final DatagramTarget next;
    private final ByteBuffer held = ByteBuffer.allocateDirect(MAX_LENGTH);
    private int heldLength = -1;
    private long heldSinceNs;

    BadAir(RtpFaults faults, DatagramTarget next) {
        this.random = new SplittableRandom(faults.seed());
        this.faults = faults;
        this.next = next;
    }

    /** Other air from now on. */
    void faults(RtpFaults other) {
        random = new SplittableRandom(other.seed());
        faults = other;
    }

    @Override
    public void datagram(ByteBuffer buffer, int length, long arrivalNs) {
        // Both are drawn for every datagram, so that a change of one share leaves the other's choices alone.
        boolean lost = random.nextDouble() < faults.loss();
        boolean waits = random.nextDouble() < faults.reordering();
        if (lost) {
            return;
        }
        if (heldLength >= 0) {
            next.datagram(buffer, length, arrivalNs);
            release(arrivalNs);
        } else if (waits) {
            held.put(0, buffer, 0, length);
            heldLength = length;
            heldSinceNs = arrivalNs;
        } else {
            next.datagram(buffer, length, arrivalNs);
        }
    }

    /** Hands on a datagram that waited too long. */
    void poll(long nowNs) {
        if (heldLength >= 0 && nowNs - heldSinceNs >= LONGEST_WAIT_NS) {
            release(nowNs);
        }
    }

    /** Hands on what is held. */
    void flush(long nowNs) {
        if (heldLength >= 0) {
            release(nowNs);
        }
    }

    private void release(long nowNs) {
        int length = heldLength;
        heldLength = -1;
        next.datagram(held, length, nowNs);
    }
}
