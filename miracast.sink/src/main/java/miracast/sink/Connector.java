// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Connects to a source that may not listen yet: tries until it does, or the time is over. Event loop. */
final class Connector {
    private static final int MAX_TRY_MS = 5_000;

    private final EventLoop loop;
    private final InetSocketAddress source;
    private final InetAddress local;
    private final long retryNs;
    private final long deadlineNs;
    private final Consumer<Channel> connected;
    private final Consumer<IOException> failed;

    private ChannelFuture attempt;
    private boolean cancelled;
    private int tries;

    /**
     * @param local address to connect from; null lets the system choose
     * @param timeoutNs how long to try; 0 for once
     * @param connected takes the channel, whose pipeline is empty and which does not read yet
     * @param failed told when the time is over, or after {@link #cancel}
     */
    Connector(
            EventLoop loop,
            InetSocketAddress source,
            InetAddress local,
            long timeoutNs,
            long retryNs,
            Consumer<Channel> connected,
            Consumer<IOException> failed) {
        this.loop = loop;
        this.source = source;
        this.local = local;
        this.retryNs = retryNs;
        this.deadlineNs = System.nanoTime() + timeoutNs;
        this.connected = connected;
        this.failed = failed;
    }

    /** Tries now. */
    void start() {
        if (cancelled) {
            failed.accept(new IOException("not connected to " + source + ": given up"));
            return;
        }
        tries++;
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1_000, Math.min(MAX_TRY_MS, leftMs)))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Filled by the one who takes the channel.
                    }
                });
        attempt = bootstrap.connect(source, local == null ? null : new InetSocketAddress(local, 0));
        attempt.addListener(future -> tried((ChannelFuture) future));
    }

    /** Tries no more. */
    void cancel() {
        cancelled = true;
        if (attempt != null) {
            attempt.cancel(false);
        }
    }

    private void tried(ChannelFuture done) {
        Channel channel = done.channel();
        if (done.isSuccess() && !cancelled && !isItself(channel)) {
            connected.accept(channel);
            return;
        }
        channel.close();
        long now = System.nanoTime();
        if (cancelled) {
            failed.accept(new IOException("not connected to " + source + ": given up"));
        } else if (deadlineNs - now <= 0) {
            failed.accept(new IOException(
                    "not connected to " + source + " in " + tries + (tries == 1 ? " try: " : " tries: ")
                            + (done.cause() == null
                                    ? "nobody listens"
                                    : done.cause().getMessage()),
                    done.cause()));
        } else {
            loop.schedule(this::start, Math.min(retryNs, deadlineNs - now), TimeUnit.NANOSECONDS);
        }
    }

    /** A TCP socket that tries a free port of its own machine may meet itself. */
    private static boolean isItself(Channel channel) {
        return channel.localAddress().equals(channel.remoteAddress());
    }
}
