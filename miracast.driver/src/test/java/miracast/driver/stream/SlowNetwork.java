// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A socket whose buffer holds some packets, which leave it as fast as the network takes them. */
final class SlowNetwork implements WritableByteChannel {
    private final SlowTime time;
    private final int room;
    private final Deque<Long> leaving = new ArrayDeque<>();
    private long bitRate;
    private long lastNs;

    SlowNetwork(SlowTime time, int room, long bitRate) {
        this.time = time;
        this.room = room;
        this.bitRate = bitRate;
    }

    /** From now on it carries so many bit/s. */
    void bitRate(long value) {
        bitRate = value;
    }

    /** When the last packet that was written has left. */
    long lastNs() {
        return lastNs;
    }

    @Override
    public int write(ByteBuffer datagram) {
        while (!leaving.isEmpty() && leaving.getFirst() <= time.nowNs()) {
            leaving.removeFirst();
        }
        if (leaving.size() == room) {
            return 0;
        }
        int octets = datagram.remaining();
        lastNs = Math.max(lastNs, time.nowNs()) + octets * 8_000_000_000L / bitRate;
        leaving.add(lastNs);
        return octets;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
