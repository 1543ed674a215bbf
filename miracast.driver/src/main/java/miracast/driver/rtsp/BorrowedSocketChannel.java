// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SocketChannel;

/**
 * The host's socket on our event loop. To close this channel is to let go of the socket: it leaves the loop and stays open,
 * whatever Netty closed for, an end of stream included.
 */
final class BorrowedSocketChannel extends NioSocketChannel {
    private volatile boolean released;

    BorrowedSocketChannel(SocketChannel socket) {
        super(socket);
    }

    @Override
    protected void doClose() {
        released = true;
    }

    /**
     * The host may close the socket at any moment, on a thread of its own, which takes the key from under Netty. Who has let go of it
     * by then has no use for that news; anybody else is told of a broken connection.
     */
    @Override
    protected void doBeginRead() throws Exception {
        if (released) {
            return;
        }
        try {
            super.doBeginRead();
        } catch (CancelledKeyException | ChannelException e) {
            throw new IOException("the socket was closed", e);
        }
    }

    @Override
    public boolean isOpen() {
        return !released;
    }

    /**
     * Also when the host has just closed the socket: the next read finds that out, whereas Netty would leave alone what is not
     * active, and turn round and round until the selector has seen it.
     */
    @Override
    public boolean isActive() {
        return !released;
    }
}
