// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import miracast.wire.ts.RtpPacket;

/**
 * Puts RTP packets back into the order of their sequence numbers, and tells which ones are missing. A packet that comes too early
 * waits for those before it, but neither long nor with many others: a television has little time. Receive thread.
 */
final class ReorderWindow {
    /** How many packets may wait: 100 KiB, or 8 ms at 100 Mbit/s. */
    static final int SIZE = 64;
    /** How long one may wait. Neighbours on the air are less than a millisecond apart. */
    static final long LONGEST_WAIT_NS = 20_000_000;
    /** A step of so many packets is no loss but another stream, if the next packet confirms it (RFC 3550, A.1). */
    private static final int MAX_DROPOUT = 3000;

    private final StreamCounters counters;
    private final Complaints complaints;
    private final PacketPosition position;
    private final TransportTarget next;
    private final ByteBuffer[] buffers = new ByteBuffer[SIZE];
    private final int[] lengths = new int[SIZE];
    private final long[] arrivalsNs = new long[SIZE];

    /** Bit n: packet {@code expected - 1 - n} came. */
    private long history;

    private boolean started;
    private int expected;
    private int highest;
    private int waiting;
    private long number;
    private int jumpedTo = -1;

    ReorderWindow(StreamCounters counters, Complaints complaints, PacketPosition position, TransportTarget next) {
        this.counters = counters;
        this.complaints = complaints;
        this.position = position;
        this.next = next;
        Arrays.fill(lengths, -1);
    }

    /** Takes the payload of one packet. */
    void packet(int sequence, ByteBuffer buffer, int index, int length, long arrivalNs) {
        if (!started) {
            started = true;
            begin(sequence);
        }
        int ahead = RtpPacket.sequenceDistance(expected, sequence);
        if (ahead >= MAX_DROPOUT || ahead < -MAX_DROPOUT) {
            if (sequence != jumpedTo) {
                jumpedTo = sequence + 1 & 0xFFFF;
                complaints.add("%s: RTP sequence number %d comes, expected %d", position, sequence, expected);
                return;
            }
            giveUpAll();
            next.gap(SIZE);
            begin(sequence);
            ahead = 0;
        }
        jumpedTo = -1;
        if (ahead < 0) {
            late(sequence, -ahead);
            return;
        }
        while (ahead >= SIZE) {
            giveUp(waiting > 0 ? untilWaiting() : ahead);
            ahead = RtpPacket.sequenceDistance(expected, sequence);
        }
        if (ahead == 0) {
            countReordering(sequence);
            deliver(sequence, buffer, index, length, arrivalNs);
            deliverWaiting();
        } else {
            keep(sequence, buffer, index, length, arrivalNs);
        }
    }

    /** Gives up on packets for which others have waited too long. */
    void poll(long nowNs) {
        while (waiting > 0 && nowNs - oldestNs() >= LONGEST_WAIT_NS) {
            giveUp(untilWaiting());
        }
    }

    /** Whether packets wait, so that {@link #poll} has to be called. */
    boolean hasWaiting() {
        return waiting > 0;
    }

    /** Hands on what waits: nothing will come any more. */
    void flush() {
        giveUpAll();
    }

    /** Forgets where the stream was, for one that begins anew. */
    void restart() {
        giveUpAll();
        started = false;
    }

    private void begin(int sequence) {
        expected = sequence;
        highest = sequence - 1 & 0xFFFF;
        history = 0;
    }

    private void keep(int sequence, ByteBuffer buffer, int index, int length, long arrivalNs) {
        int slot = sequence & SIZE - 1;
        if (lengths[slot] >= 0) {
            complaints.add("%s: RTP packet with sequence number %d came twice", position, sequence);
            return;
        }
        countReordering(sequence);
        if (buffers[slot] == null) {
            buffers[slot] = ByteBuffer.allocateDirect(DatagramTarget.MAX_LENGTH);
        }
        buffers[slot].put(0, buffer, index, length);
        lengths[slot] = length;
        arrivalsNs[slot] = arrivalNs;
        waiting++;
    }

    private void late(int sequence, int behind) {
        if (behind <= Long.SIZE && (history >>> behind - 1 & 1) != 0) {
            complaints.add("%s: RTP packet with sequence number %d came twice", position, sequence);
            return;
        }
        counters.reordered.increment();
        complaints.add("%s: RTP packet with sequence number %d came %d packets too late", position, sequence, behind);
    }

    private void countReordering(int sequence) {
        if (RtpPacket.sequenceDistance(highest, sequence) < 0) {
            counters.reordered.increment();
        } else {
            highest = sequence;
        }
    }

    private void deliver(int sequence, ByteBuffer buffer, int index, int length, long arrivalNs) {
        expected = sequence + 1 & 0xFFFF;
        history = history << 1 | 1;
        position.set(++number, sequence);
        next.payload(buffer, index, length, arrivalNs);
    }

    private void deliverWaiting() {
        int slot = expected & SIZE - 1;
        while (waiting > 0 && lengths[slot] >= 0) {
            int length = lengths[slot];
            lengths[slot] = -1;
            waiting--;
            deliver(expected, buffers[slot], 0, length, arrivalsNs[slot]);
            slot = expected & SIZE - 1;
        }
    }

    /** How many packets are missing before the first that waits. Only if one does. */
    private int untilWaiting() {
        int missing = 1;
        while (lengths[expected + missing & SIZE - 1] < 0) {
            missing++;
        }
        return missing;
    }

    private void giveUp(int missing) {
        expected = expected + missing & 0xFFFF;
        history = missing < Long.SIZE ? history << missing : 0;
        number += missing;
        counters.lost.add(missing);
        complaints.add(
                missing == 1
                        ? "after %s: %d RTP packet is missing, sequence number %d"
                        : "after %s: %d RTP packets are missing, sequence numbers %d to %d",
                position,
                missing,
                expected - missing & 0xFFFF,
                expected - 1 & 0xFFFF);
        next.gap(missing);
        deliverWaiting();
    }

    private void giveUpAll() {
        while (waiting > 0) {
            giveUp(untilWaiting());
        }
    }

    private long oldestNs() {
        long oldest = Long.MAX_VALUE;
        for (int slot = 0; slot < SIZE; slot++) {
            if (lengths[slot] >= 0 && (oldest == Long.MAX_VALUE || arrivalsNs[slot] - oldest < 0)) {
                oldest = arrivalsNs[slot];
            }
        }
        return oldest;
    }
}
