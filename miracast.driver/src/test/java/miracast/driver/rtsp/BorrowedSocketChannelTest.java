// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BorrowedSocketChannelTest {
    /** So many that some read meets the moment in which the key is gone. */
    private static final int TRIES = 1000;

    /** Netty would tell of a CancelledKeyException, at WARN, as of a fault in our handlers. */
    @Test
    void aSocketThatItsOwnerClosesWhileWeReadIsABrokenConnection() throws Exception {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (int i = 0; i < TRIES; i++) {
                try (SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
                    socket.configureBlocking(false);
                    BorrowedSocketChannel channel = new BorrowedSocketChannel(socket);
                    channel.config().setAutoRead(false);
                    loops.register(channel).sync();
                    Thread owner = new Thread(() -> close(socket));
                    channel.eventLoop()
                            .submit(() -> {
                                owner.start();
                                readUntilClosed(channel, socket);
                                return null;
                            })
                            .get(60, TimeUnit.SECONDS);
                    owner.join();
                    channel.close().sync();
                }
                server.accept().close();
            }
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    private static void readUntilClosed(BorrowedSocketChannel channel, SocketChannel socket) throws Exception {
        try {
            while (socket.isOpen()) {
                channel.doBeginRead();
            }
        } catch (IOException e) {
            // as of any connection that breaks
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
