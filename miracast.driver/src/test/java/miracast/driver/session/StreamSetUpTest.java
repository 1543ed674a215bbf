// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import miracast.api.driver.SourceCapabilities;
import miracast.driver.TestHost;
import miracast.driver.stream.StreamSettings;
import miracast.wire.mode.ModeChoice;
import miracast.wire.mode.ModeChooser;
import miracast.wire.mode.SinkOffer;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StreamSetUpTest {
    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private int port;

    /** The only pair that streams may leave from: whether it is taken tells whether its sockets are open. */
    @BeforeEach
    void findPair() throws Exception {
        do {
            port = freePort() & ~1;
        } while (!isFree(port) || !isFree(port + 1));
    }

    @AfterEach
    void endLoop() throws Exception {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private static int freePort() throws Exception {
        try (DatagramChannel socket = DatagramChannel.open().bind(new InetSocketAddress(LOCAL, 0))) {
            return socket.socket().getLocalPort();
        }
    }

    private static boolean isFree(int port) throws Exception {
        try (DatagramChannel socket = DatagramChannel.open()) {
            socket.bind(new InetSocketAddress(LOCAL, port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private static Agreement agreement() throws Exception {
        SinkCapabilities sink = SinkCapabilities.of(Parameters.parse(
                "wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none\r\n"));
        ModeChoice choice = ModeChooser.choose(
                SinkOffer.of(sink), SourceCapabilities.builder().build(), 0);
        return new Agreement(sink, new Proposal((ModeChoice.Agreed) choice, Optional.empty()), 19_000);
    }

    /** Ports are chosen as ever; what identifies the stream finds nothing. */
    private static final class Empty implements RandomGenerator {
        private final Throwable failure;

        Empty(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public int nextInt(int bound) {
            return 0;
        }

        @Override
        public long nextLong() {
            throw Empty.<RuntimeException>sneaky(failure);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T sneaky(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    private void isClosedAfter(Throwable failure) throws Exception {
        StreamSettings settings = new StreamSettings(80_000_000, 8, 0.4, port, port + 1, 40, 256 * 1024, 1_000_000_000);
        StreamSetUp setUp = new StreamSetUp(loop, settings, new TestHost(), false, LOCAL, LOCAL, new Empty(failure));

        assertThatThrownBy(() -> setUp.open(agreement(), Transport.udp(19_000, 19_001), null))
                .isSameAs(failure);

        assertThat(isFree(port)).isTrue();
        assertThat(isFree(port + 1)).isTrue();
    }

    @Test
    void withoutMemoryForTheStreamItsSocketsAreClosed() throws Exception {
        isClosedAfter(new OutOfMemoryError("Cannot reserve 1328 octets of direct memory"));
    }

    @Test
    void afterAFaultOfOursItsSocketsAreClosed() throws Exception {
        isClosedAfter(new IllegalStateException("no stream"));
    }
}
