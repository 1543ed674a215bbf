// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The UDP sockets of a session: RTP from an even port, and RTCP from the next one if a pair was announced. Bound to the address
 * that the sink reached us at, so that packets leave where the source said they would.
 */
public final class MediaSockets implements AutoCloseable {
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final int port;

    private MediaSockets(DatagramChannel rtp, DatagramChannel rtcp, int port) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.port = port;
    }

    /**
     * Opens them on the first port, from a random one upwards, that is free.
     *
     * @param local address to send from
     * @param withRtcp whether a second socket on the next port is needed
     * @throws IOException if no port of the range is free; names the range
     */
    public static MediaSockets open(
            InetAddress local, boolean withRtcp, StreamSettings settings, RandomGenerator random) throws IOException {
        int first = settings.firstPort() + (settings.firstPort() & 1);
        int pairs = (settings.lastPort() + 1 - first) / 2;
        int start = pairs > 0 ? random.nextInt(pairs) : 0;
        for (int i = 0; i < pairs; i++) {
            int port = first + (start + i) % pairs * 2;
            try {
                return openAt(local, port, withRtcp, settings);
            } catch (BindException e) {
                // Somebody else's; the next one may be free.
            }
        }
        throw new IOException("no free UDP port pair in " + settings.firstPort() + " to " + settings.lastPort() + " on "
                + local.getHostAddress());
    }

    private static MediaSockets openAt(InetAddress local, int port, boolean withRtcp, StreamSettings settings)
            throws IOException {
        DatagramChannel rtp = bound(local, port, settings);
        try {
            // A buffer that is full is to be known, not to be waited for.
            rtp.configureBlocking(false);
            return new MediaSockets(rtp, withRtcp ? bound(local, port + 1, settings) : null, port);
        } catch (IOException | RuntimeException | Error e) {
            close(rtp);
            throw e;
        }
    }

    private static DatagramChannel bound(InetAddress local, int port, StreamSettings settings) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                local instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBuffer());
            // The code point is the upper six bits of the octet.
            channel.setOption(StandardSocketOptions.IP_TOS, settings.dscp() << 2);
            return channel.bind(new InetSocketAddress(local, port));
        } catch (IOException | RuntimeException | Error e) {
            close(channel);
            throw e;
        }
    }

    /** Makes the sink the only one that RTP goes to and comes from. */
    public void connect(InetSocketAddress sinkRtp) throws IOException {
        rtp.connect(sinkRtp);
    }

    /** Port of RTP; even. */
    public int port() {
        return port;
    }

    DatagramChannel rtp() {
        return rtp;
    }

    Optional<DatagramChannel> rtcp() {
        return Optional.ofNullable(rtcp);
    }

    @Override
    public void close() {
        close(rtp);
        if (rtcp != null) {
            close(rtcp);
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // A datagram socket has nothing to lose when it closes.
        }
    }
}
