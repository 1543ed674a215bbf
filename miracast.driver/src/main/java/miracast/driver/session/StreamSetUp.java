// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import miracast.api.driver.MiracastCallbacks;
import miracast.driver.stream.Encryption;
import miracast.driver.stream.MediaSockets;
import miracast.driver.stream.MediaStream;
import miracast.driver.stream.StreamFormat;
import miracast.driver.stream.StreamListener;
import miracast.driver.stream.StreamSettings;
import miracast.wire.rtsp.Transport;

/**
 * Makes the stream of a session when the sink has said where it receives. RTP always goes to the address that the sink speaks
 * RTSP from. On the event loop.
 */
final class StreamSetUp {
    private static final int MAX_PORT = 65_535;

    private final EventLoop loop;
    private final StreamSettings settings;
    private final MiracastCallbacks callbacks;
    private final boolean recording;
    private final InetAddress local;
    private final InetAddress sink;
    private final RandomGenerator random;
    private boolean secured = true;
    private Encryption encryption;

    /**
     * @param recording whether the host wants to see the transport stream
     * @param local address to send from
     * @param sink address to send to
     */
    StreamSetUp(
            EventLoop loop,
            StreamSettings settings,
            MiracastCallbacks callbacks,
            boolean recording,
            InetAddress local,
            InetAddress sink,
            RandomGenerator random) {
        this.loop = loop;
        this.settings = settings;
        this.callbacks = callbacks;
        this.recording = recording;
        this.local = local;
        this.sink = sink;
        this.random = random;
    }

    /** A licensee's service decides whether the video is encrypted: until {@link #secured} there is no {@link #open}. */
    void awaitProtection() {
        secured = false;
    }

    /**
     * It is decided.
     *
     * @param with encrypts the video; null if it is not encrypted
     */
    void secured(Encryption with) {
        encryption = with;
        secured = true;
    }

    /** Whether {@link #open} may be called. */
    boolean isSecured() {
        return secured;
    }

    /**
     * What came of it.
     *
     * @param stream sends nothing yet
     * @param reply the sink's transport with our ports
     */
    record Outcome(MediaStream stream, Transport reply) {}

    /**
     * Opens sockets and stream.
     *
     * @param request with the sink's port
     * @throws IOException if there is no port, or no way to the sink
     * @throws IllegalStateException if it is not {@linkplain #isSecured() decided} yet whether it is to be encrypted
     */
    Outcome open(Agreement agreement, Transport request, StreamListener listener) throws IOException {
        if (!secured) {
            throw new IllegalStateException("the stream would not be encrypted");
        }
        boolean withRtcp = request.clientPair() || agreement.sink().rtcp();
        int sinkRtcp = request.clientPair() ? request.clientRtcpPort() : Math.min(MAX_PORT, request.clientPort() + 1);
        MediaSockets sockets = MediaSockets.open(local, withRtcp, settings, random);
        try {
            MediaStream.Route route = new MediaStream.Route(
                    sockets, new InetSocketAddress(sink, request.clientPort()), new InetSocketAddress(sink, sinkRtcp));
            MediaStream stream = MediaStream.open(
                    loop, route, format(agreement), encryption, recording, settings, callbacks, listener, random);
            return new Outcome(stream, request.withServerPorts(sockets.port(), withRtcp ? sockets.port() + 1 : 0));
        } catch (IOException | RuntimeException | Error e) {
            // Also where there is no direct memory left for the datagrams.
            sockets.close();
            throw e;
        }
    }

    /** What the stream consists of by an agreement. */
    static StreamFormat format(Agreement agreement) {
        return new StreamFormat(
                agreement.proposal().format(),
                agreement.proposal().sound(),
                agreement.sink().microsoftExtensions());
    }
}
