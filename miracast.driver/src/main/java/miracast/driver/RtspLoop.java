// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The one thread that speaks RTSP and RTCP for all casts and keeps their timers. Private to this bundle. */
@Component(service = RtspLoop.class)
public final class RtspLoop {
    private static final long STOP_MS = 2000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, RtspLoop::thread, NioIoHandler.newFactory());

    @Activate
    public RtspLoop() {
        // The thread starts with the first session.
    }

    private static Thread thread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, "miracast-rtsp");
        thread.setDaemon(true);
        return thread;
    }

    EventLoop loop() {
        return (EventLoop) group.next();
    }

    @Deactivate
    void close() {
        group.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }
}
