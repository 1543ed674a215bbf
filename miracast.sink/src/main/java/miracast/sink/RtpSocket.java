// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens the socket that a sink receives on. */
final class RtpSocket {
    /** RTP ports are even (RFC 3550, 11); half of those that the system gives are. */
    private static final int MAX_TRIES = 32;

    private RtpSocket() {}

    /**
     * Binds a socket.
     *
     * @param port to bind; 0 for an even one that is free
     * @throws IOException if the port is taken, the address is not ours, or there is no socket left
     */
    static DatagramChannel open(InetAddress address, int port, int receiveBuffer) throws IOException {
        IOException failure = null;
        for (int i = 0; i < MAX_TRIES; i++) {
            DatagramChannel channel = DatagramChannel.open(
                    address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
                channel.bind(new InetSocketAddress(address, port));
                if (port != 0 || port(channel) % 2 == 0 || i == MAX_TRIES - 1) {
                    return channel;
                }
                channel.close();
            } catch (IOException e) {
                channel.close();
                failure = new IOException(
                        "UDP port " + port + " of " + address.getHostAddress() + ": " + e.getMessage(), e);
                break;
            }
        }
        throw failure;
    }

    /** The port that a socket is bound to. */
    static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
