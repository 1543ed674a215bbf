// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import io.netty.channel.socket.nio.NioSocketChannel;
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
