// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Sends the viewer's input to a source that asked for it. Event loop. */
final class InputSender {
    /** What a viewer does while the connection is made. */
    private static final int MAX_EARLY = 256;

    private static final int CONNECT_MS = 5_000;

    private final Complaints complaints;
    private final int port;
    private final ChannelFuture connection;
    private final List<byte[]> early = new ArrayList<>();
    private boolean enabled = true;

    /**
     * Begins to connect.
     *
     * @param local address to connect from
     * @param source where the source takes input
     */
    InputSender(EventLoop loop, InetAddress local, InetSocketAddress source, Complaints complaints) {
        this.complaints = complaints;
        port = source.getPort();
        connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(source, new InetSocketAddress(local, 0));
        connection.addListener(done -> connected(source));
    }

    /** Where the source takes input. */
    int port() {
        return port;
    }

    private void connected(InetSocketAddress source) {
        if (connection.isSuccess()) {
            early.forEach(this::write);
        } else if (!connection.isCancelled()) {
            complaints.add(
                    "the source does not take input at %s: %s",
                    source, connection.cause().getMessage());
        }
        early.clear();
    }

    /** Whether the source wants input now; it does unless it says otherwise. */
    void enable(boolean value) {
        enabled = value;
    }

    /** Sends what the viewer did; what a slow source has no room for is lost. */
    void send(byte[] packet) {
        if (enabled && connection.isSuccess()) {
            write(packet);
        } else if (enabled && !connection.isDone() && early.size() < MAX_EARLY) {
            early.add(packet);
        }
    }

    private void write(byte[] packet) {
        if (connection.channel().isWritable()) {
            connection.channel().writeAndFlush(Unpooled.wrappedBuffer(packet));
        }
    }

    void close() {
        connection.cancel(false);
        connection.channel().close();
    }
}
