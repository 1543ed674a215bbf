// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.cast.CastState;
import miracast.shell.Figured;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the doctor says of the port that displays connect to. */
class PortCheckTest {
    private final PortCheck check = new PortCheck();

    /** A host whose cast, in that state, listens on that socket. */
    private static CastService listening(ServerSocket socket, CastState state) {
        Map<String, Object> cast = Map.of(
                "id",
                "c1",
                "state",
                state,
                "listening",
                Optional.of(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort())));
        return Figured.of(CastService.class, Map.of("casts", List.of(Figured.of(Cast.class, cast))));
    }

    @Test
    void aPortThatAnotherProgramHasIsAWarning() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            check.casts = Figured.of(CastService.class, Map.of());

            Finding taken = check.finding(other.getLocalPort());

            assertThat(taken.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(taken.what()).contains(String.valueOf(other.getLocalPort()));
        }
    }

    @Test
    void aPortThatOurOwnCastHasIsAsItShouldBe() throws Exception {
        try (ServerSocket ours = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (CastState state : List.of(CastState.AWAITING_SINK, CastState.PLAYING)) {
                check.casts = listening(ours, state);

                assertThat(check.finding(ours.getLocalPort()))
                        .isEqualTo(Finding.ok("TCP port " + ours.getLocalPort() + " is in use by our own casts: c1."));
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows gives a port to one socket alone, for that moment")
    void aCastMayBeginToListenWhileThePortIsLookedAt() throws Exception {
        try (SocketChannel probe = PortCheck.bind(0);
                ServerSocketChannel cast = ServerSocketChannel.open()) {
            int port = ((InetSocketAddress) probe.getLocalAddress()).getPort();

            cast.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            assertThat(check.finding(port).verdict()).isEqualTo(Verdict.WARNING);
        }
    }

    @Test
    void aPortIsFreeWhereOnlyAConnectionOfAMomentAgoIsLeft() throws Exception {
        ServerSocket before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = before.getLocalPort();
        try (Socket display = new Socket(before.getInetAddress(), port)) {
            before.accept().close();
            before.close();
            assertThat(display.isConnected()).isTrue();

            assertThat(check.finding(port)).isEqualTo(Finding.ok("TCP port " + port + " is free."));
        }
    }
}
