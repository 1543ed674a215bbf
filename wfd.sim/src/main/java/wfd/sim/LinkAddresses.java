// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import wfd.api.MacAddress;

/**
 * Gives each session a network of its own in 127.0.0.0/8: 127.<i>x</i>.<i>y</i>.1 for the source, 127.<i>x</i>.<i>y</i>.2 for
 * the device, so that every source can have port 7236. <i>x</i> and <i>y</i> are the last two octets of the device's
 * address; if a session has that network already, be it of another process, the next free one.
 *
 * <p>Linux and Windows let programs bind to all of 127.0.0.0/8; macOS only to what was made an alias of {@code lo0}.
 */
final class LinkAddresses {
    private static final int NETWORKS = 1 << 16;
    /** More sessions on one machine than anybody simulates. */
    private static final int TRIES = 1024;

    /**
     * UDP port that is bound on the source's address of a network in use, to mark it for other processes. Outside of the ranges
     * that systems give away themselves.
     */
    private static final int MARKER_PORT = 7235;

    /** A network in use. Thread-safe. */
    static final class Lease implements AutoCloseable {
        private final DatagramSocket marker;
        private final InetAddress source;
        private final InetAddress device;

        private Lease(DatagramSocket marker, InetAddress source, InetAddress device) {
            this.marker = marker;
            this.source = source;
            this.device = device;
        }

        InetAddress source() {
            return source;
        }

        InetAddress device() {
            return device;
        }

        @Override
        public void close() {
            marker.close();
        }
    }

    /**
     * Takes a network until the lease is closed.
     *
     * @throws IOException if there is none: names the address that was tried
     */
    Lease lease(MacAddress device) throws IOException {
        int preferred = (int) (device.bits() & 0xFFFF);
        for (int i = 0; i < TRIES; i++) {
            int network = (preferred + i) % NETWORKS;
            if (network == 0) continue; // 127.0.0.1 is everybody's
            InetAddress source = address(network, 1);
            DatagramSocket marker = mark(source);
            if (marker != null) return new Lease(marker, source, address(network, 2));
        }
        throw new IOException(
                "no free network in " + TRIES + " from " + address(preferred, 1).getHostAddress() + " on");
    }

    /** Null if the address is taken. */
    private DatagramSocket mark(InetAddress source) throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        try {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(source, MARKER_PORT));
            return socket;
        } catch (BindException e) {
            socket.close();
            if (isOfThisMachine(source)) return null;
            throw new IOException(
                    source.getHostAddress() + " is no address of this machine (macOS: ifconfig lo0 alias "
                            + source.getHostAddress() + ", and the same for the device's address)",
                    e);
        } catch (SocketException e) {
            socket.close();
            throw new IOException("cannot use " + source.getHostAddress(), e);
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try (DatagramSocket any = new DatagramSocket(0, address)) {
            return any.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    private static InetAddress address(int network, int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) (network >>> 8), (byte) network, (byte) host});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
