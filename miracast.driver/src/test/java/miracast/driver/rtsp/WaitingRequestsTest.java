// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import miracast.driver.log.CastLog;
import miracast.wire.rtsp.Rtsp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to a sink that reads and never replies. */
@Timeout(120)
class WaitingRequestsTest {
    private static final long LONG_NS = TimeUnit.MINUTES.toNanos(10);
    private static final int PATIENCE = RtspConnection.MAX_WAITING + 1;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    /** The loop's. */
    private final List<Integer> givenUp = new ArrayList<>();

    private SocketChannel sink;
    private SocketChannel socket;
    private RtspConnection connection;

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            sink = SocketChannel.open(listener.getLocalAddress());
            socket = listener.accept();
        }
        connection = RtspConnection.open(loop, socket, new SilentPeer(), new CastLog("test", "sink"));
    }

    @AfterEach
    void disconnect() throws Exception {
        onLoop(() -> {
            connection.release();
            return null;
        });
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        socket.close();
        sink.close();
    }

    private static final class SilentPeer implements RtspPeer {
        @Override
        public RtspAnswer requested(RtspRequest request) {
            throw new AssertionError("nothing is asked: " + request);
        }

        @Override
        public void lived() {}

        @Override
        public void ended(ConnectionEnd end) {
            throw new AssertionError("the connection lives: " + end);
        }
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(60, TimeUnit.SECONDS);
    }

    private void send(int number, Runnable whenGivenUp) {
        connection.send(RtspRequest.of(Rtsp.GET_PARAMETER, Rtsp.URI), LONG_NS, new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                throw new AssertionError("nobody replies: " + reply);
            }

            @Override
            public void timedOut() {
                givenUp.add(number);
                whenGivenUp.run();
            }
        });
    }

    /** What listens to requests 1 to count is told so far. */
    private List<Integer> givenUpOf(int count, Runnable whenGivenUp) throws Exception {
        return onLoop(() -> {
            for (int i = 1; i <= count; i++) {
                send(i, whenGivenUp);
            }
            return List.copyOf(givenUp);
        });
    }

    private List<Integer> givenUpOf(int count) throws Exception {
        return givenUpOf(count, () -> {});
    }

    @Test
    void asManyAsADialogueHasMayWait() throws Exception {
        assertThat(givenUpOf(PATIENCE)).isEmpty();
    }

    @Test
    void oneMoreMakesTheOldestThatWaitsFailAndItsListenerHearsIt() throws Exception {
        // The first one is on its way, and waits for its reply.
        assertThat(givenUpOf(PATIENCE + 1)).containsExactly(2);
    }

    @Test
    void whoHearsItMayAskAgain() throws Exception {
        int[] more = {100};

        assertThat(givenUpOf(PATIENCE + 1, () -> {
                    if (more[0] < 102) {
                        send(more[0]++, () -> {});
                    }
                }))
                .containsExactly(2, 3, 4);
    }

    @Test
    void whoHearsItMayEndTheConnection() throws Exception {
        assertThat(givenUpOf(PATIENCE + 3, () -> connection.release())).containsExactly(2);
    }
}
