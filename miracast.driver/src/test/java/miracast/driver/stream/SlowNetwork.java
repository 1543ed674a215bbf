// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A socket whose buffer holds some packets, which leave it as fast as the network takes them. Allocates nothing once made. */
final class SlowNetwork implements WritableByteChannel {
    private final SlowTime time;
    /** When the packets leave that are in the buffer, the oldest one at {@link #oldest}. */
    private final long[] leaving;

    private int oldest;
    private int waiting;
    private long bitRate;
    private long lastNs;

    SlowNetwork(SlowTime time, int room, long bitRate) {
        this.time = time;
        leaving = new long[room];
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
        while (waiting > 0 && leaving[oldest] <= time.nowNs()) {
            oldest = (oldest + 1) % leaving.length;
            waiting--;
        }
        if (waiting == leaving.length) {
            return 0;
        }
        int octets = datagram.remaining();
        lastNs = Math.max(lastNs, time.nowNs()) + octets * 8_000_000_000L / bitRate;
        leaving[(oldest + waiting++) % leaving.length] = lastNs;
        return octets;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
