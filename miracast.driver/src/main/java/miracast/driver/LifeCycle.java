// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import io.netty.channel.EventLoop;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time of create, close, start and stop run, over all contexts of a driver. A second call waits, unless it comes
 * on the event loop, where waiting would stop every cast there is: there it fails.
 */
final class LifeCycle {
    private final ReentrantLock lock = new ReentrantLock();
    private final EventLoop loop;

    LifeCycle(EventLoop loop) {
        this.loop = loop;
    }

    /** @throws IllegalStateException on the event loop while another call runs */
    void begin(String call) {
        if (!loop.inEventLoop()) {
            lock.lock();
        } else if (!lock.tryLock()) {
            throw new IllegalStateException(call + " on the driver's own thread while another call runs");
        }
    }

    void end() {
        lock.unlock();
    }

    EventLoop loop() {
        return loop;
    }
}
