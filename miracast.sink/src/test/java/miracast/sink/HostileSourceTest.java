// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that break the protocol, mute ones and absent ones: each ends its own session with a clear sentence. */
@Timeout(120)
class HostileSourceTest {
    private static final long SHORT_NS = 300_000_000;

    private SinkFixture fixture;
    private TestSource source;

    @BeforeEach
    void open() throws Exception {
        fixture = new SinkFixture();
        source = fixture.source;
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private SinkSession connect() {
        return fixture.sink.connect(fixture.request().decode(false).build());
    }

    /** The same with a sink that is impatient in one respect. */
    private SinkSession connectImpatient(Timing timing) throws Exception {
        fixture.close();
        fixture = new SinkFixture(timing);
        source = fixture.source;
        return connect();
    }

    private String endAfter(String raw) throws Exception {
        SinkSession session = connect();
        source.accept().write(raw);
        return SinkFixture.end(session);
    }

    private String failure(String reason) {
        return "failed: tv, source " + source.address() + ": " + reason;
    }

    @Test
    void garbageInsteadOfRtsp() throws Exception {
        assertThat(endAfter("\0\1\2\3 nonsense\r\n\r\n")).startsWith(failure("RTSP message cannot be read: "));
    }

    @Test
    void http() throws Exception {
        assertThat(endAfter("OPTIONS * HTTP/1.1\r\nCSeq: 1\r\n\r\n"))
                .isEqualTo(failure("message of HTTP/1.1, expected RTSP/1.0"));
    }

    @Test
    void aHeaderWithoutEnd() throws Exception {
        SinkSession session = connect();
        source.accept().write("OPTIONS * RTSP/1.0\r\nX: ");
        String part = "x".repeat(1024);
        try {
            for (int i = 0; i < 100_000; i++) {
                source.write(part);
            }
        } catch (IOException e) {
            // The sink has hung up, as it should.
        }
        assertThat(SinkFixture.end(session)).startsWith(failure("RTSP"));
    }

    @Test
    void aBodyThatIsTooLong() throws Exception {
        assertThat(endAfter(
                        "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 1000000\r\n\r\n"))
                .isEqualTo(failure("RTSP: body of more than 131072 octets"));
    }

    @Test
    void aLengthThatIsNoNumber() throws Exception {
        assertThat(endAfter(
                        "SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: many\r\n\r\n"))
                .startsWith(failure("RTSP"));
    }

    @Test
    void aBodyThatIsShorterThanAnnounced() throws Exception {
        SinkSession session = connect();
        source.accept()
                .write("SET_PARAMETER rtsp://localhost/wfd1.0 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 50\r\n\r\nwfd_");
        source.socket.close();
        assertThat(SinkFixture.end(session))
                .isEqualTo(failure("the source closed the connection in the middle of a message"));
    }

    @Test
    void aBodyThatIsNone() throws Exception {
        SinkSession session = connect();
        source.accept();
        TestSource.Message reply = source.set("=== ?? ===");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(session.statistics().complaints().get(0)).startsWith("SET_PARAMETER: body has no parameter");
    }

    @Test
    void aRequestWithoutNumber() throws Exception {
        SinkSession session = connect();
        TestSource.Message reply =
                source.accept().write("OPTIONS * RTSP/1.0\r\n\r\n").read();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(session.statistics().complaints()).containsExactly("OPTIONS without CSeq");
    }

    @Test
    void aMethodThatIsUnknown() throws Exception {
        connect();
        assertThat(source.accept().send("DESCRIBE", "*", "").read().status()).isEqualTo(501);
    }

    @Test
    void aSourceThatThinksItIsTheSink() throws Exception {
        SinkSession session = connect();
        assertThat(source.accept().send("PLAY", "*", "").read().status()).isEqualTo(405);
        assertThat(session.statistics().complaints()).containsExactly("PLAY from the source");
    }

    @Test
    void aReplyToNothing() throws Exception {
        SinkSession session = connect();
        source.accept().write("RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n");
        source.send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        assertThat(session.statistics().complaints()).containsExactly("a reply 200 to nothing");
    }

    @Test
    void aReplyWithAnotherNumberIsTakenAndComplainedOf() throws Exception {
        SinkSession session = connect();
        source.accept().send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        source.read();
        source.write("RTSP/1.0 200 OK\r\nCSeq: 77\r\nPublic: org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE,"
                + " GET_PARAMETER, SET_PARAMETER\r\n\r\n");
        source.ask("wfd_client_rtp_ports");
        assertThat(session.statistics().complaints()).containsExactly("the reply to OPTIONS has CSeq 77, expected 1");
    }

    @Test
    void aSourceThatIsMute() throws Exception {
        SinkSession session = connectImpatient(withRequest(SHORT_NS));
        source.accept();
        assertThat(SinkFixture.end(session)).isEqualTo(failure("the source is silent: M1 did not come within 300 ms"));
    }

    @Test
    void aSourceThatStopsAfterM3() throws Exception {
        SinkSession session = connectImpatient(withRequest(SHORT_NS));
        source.accept().options().ask("wfd_client_rtp_ports");
        assertThat(SinkFixture.end(session))
                .isEqualTo(failure("the source is silent: the next request did not come within 300 ms"));
    }

    @Test
    void aSourceThatDoesNotAnswerM2() throws Exception {
        SinkSession session =
                connectImpatient(new Timing(SHORT_NS, 20_000_000_000L, 20_000_000_000L, SHORT_NS, 20_000_000L));
        source.accept().send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n").read();
        assertThat(SinkFixture.end(session)).isEqualTo(failure("no reply to OPTIONS within 300 ms"));
    }

    @Test
    void aSourceThatForgetsKeepAlive() throws Exception {
        SinkSession session =
                connectImpatient(new Timing(20_000_000_000L, 20_000_000_000L, SHORT_NS, SHORT_NS, 20_000_000L));
        source.accept().options().ask("wfd_client_rtp_ports");
        source.choose(TestSource.M4_FORMATS);
        source.set("wfd_trigger_method: SETUP");
        source.ok(
                source.read(),
                "Session: 31415926;timeout=1\r\nTransport: RTP/AVP/UDP;unicast;client_port=" + source.sinkPort
                        + ";server_port=50000\r\n");
        source.play();
        assertThat(SinkFixture.end(session))
                .isEqualTo(failure("the source is silent: keep-alive did not come within 1300 ms"));
    }

    @Test
    void aSourceThatRefusesPlay() throws Exception {
        SinkSession session = connect();
        source.accept().options().ask("wfd_client_rtp_ports");
        source.choose(TestSource.M4_FORMATS);
        source.setUp();
        source.write("RTSP/1.0 455 Method Not Valid in This State\r\nCSeq: "
                + source.read().headers().get("cseq") + "\r\n\r\n");
        assertThat(SinkFixture.end(session))
                .isEqualTo(failure("M7 was answered with 455 Method Not Valid in This State"));
    }

    @Test
    void aReplyToSetupWithoutSession() throws Exception {
        SinkSession session = connect();
        source.accept().options().ask("wfd_client_rtp_ports");
        source.choose(TestSource.M4_FORMATS);
        source.set("wfd_trigger_method: SETUP");
        source.ok(source.read(), "Transport: RTP/AVP/UDP;unicast;client_port=1;server_port=50000\r\n");
        assertThat(SinkFixture.end(session)).isEqualTo(failure("the reply to M6 has no Session"));
    }

    @Test
    void aSourceThatHangsUpWhilePlaying() throws Exception {
        SinkSession session = connect();
        source.negotiate().socket.close();
        assertThat(SinkFixture.end(session)).isEqualTo(failure("the source closed the connection without TEARDOWN"));
    }

    @Test
    void aSourceThatResets() throws Exception {
        SinkSession session = connect();
        source.negotiate().socket.setSoLinger(true, 0);
        source.socket.close();
        assertThat(SinkFixture.end(session)).startsWith("failed: ");
    }

    @Test
    void aSourceThatDoesNotListen() throws Exception {
        source.server.close();
        SinkSession session = fixture.sink.connect(
                fixture.request().connectTimeoutNs(SHORT_NS).build());
        assertThat(SinkFixture.end(session))
                .startsWith("failed: not connected to " + source.address() + " in ")
                .contains(" tries: Connection refused");
    }

    @Test
    void aSourceThatDoesNotListenIsTriedOnceIfThatIsAskedFor() throws Exception {
        source.server.close();
        SinkSession session =
                fixture.sink.connect(fixture.request().connectTimeoutNs(0).build());
        assertThat(SinkFixture.end(session)).contains(" in 1 try: Connection refused");
    }

    @Test
    void aSourceThatListensLate() throws Exception {
        int port = source.address().getPort();
        source.server.close();
        SinkSession session = connect();
        try (ServerSocket late = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            late.accept().close();
        }
        assertThat(SinkFixture.end(session)).contains("the source closed the connection");
    }

    @Test
    void leavingWhileTheSourceIsAwaited() throws Exception {
        source.server.close();
        SinkSession session = connect();
        session.close();
        assertThat(SinkFixture.end(session)).endsWith("given up");
        assertThat(session.state()).isEqualTo(SinkSession.State.CLOSED);
    }

    @Test
    void connectsFromTheAddressThatIsAskedFor() throws Exception {
        fixture.sink.connect(fixture.request()
                .localAddress(InetAddress.getByName("127.0.0.5"))
                .build());
        source.accept();
        assertThat(source.socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.5");
    }

    private static Timing withRequest(long requestNs) {
        return new Timing(20_000_000_000L, requestNs, 20_000_000_000L, requestNs, 20_000_000L);
    }
}
