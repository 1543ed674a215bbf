// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import miracast.api.input.InputEvent;
import miracast.api.sink.SinkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** M14 and M15, and what a viewer does, seen from a source of raw sockets. */
@Timeout(120)
class InputTest {
    private static final InputEvent KEY_A = new InputEvent.Key(true, 'A', 0);
    private static final String KEY_A_PACKET = "0000000c0300050000410000";

    private SinkFixture fixture;
    private TestSource source;
    private SinkSession session;
    private ServerSocket input;

    @BeforeEach
    void play() throws Exception {
        fixture = new SinkFixture();
        source = fixture.source;
        input = new ServerSocket();
        input.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        input.setSoTimeout(60_000);
        session = fixture.sink.connect(fixture.request().decode(false).build());
        source.negotiate();
        await().until(() -> session.state() == SinkSession.State.PLAYING);
    }

    @AfterEach
    void close() throws Exception {
        input.close();
        fixture.close();
    }

    private int invite() throws Exception {
        return source.set(
                        "wfd_uibc_capability: input_category_list=GENERIC;generic_cap_list=Keyboard, Mouse;"
                                + "hidc_cap_list=none;port=" + input.getLocalPort(),
                        "wfd_uibc_setting: enable")
                .status();
    }

    private static String read(InputStream stream, int octets) throws Exception {
        return HexFormat.of().formatHex(stream.readNBytes(octets));
    }

    @Test
    void whatAViewerDoesIsSentWhereTheSourceTakesIt() throws Exception {
        assertThat(invite()).isEqualTo(200);
        // Before the connection is there, perhaps.
        session.input(KEY_A);

        try (Socket connection = input.accept()) {
            assertThat(read(connection.getInputStream(), 12)).isEqualTo(KEY_A_PACKET);
            session.input(new InputEvent.Pointer(InputEvent.Action.DOWN, List.of(new InputEvent.Contact(0, 0.5, 0.5))));
            // Half of 640 and of 480.
            assertThat(read(connection.getInputStream(), 13)).isEqualTo("0000000d0000060100014000f0");
        }
        assertThat(session.statistics().complaints()).isEmpty();
    }

    @Test
    void nothingIsSentBeforeTheSourceAsked() throws Exception {
        session.input(KEY_A);
        invite();

        try (Socket connection = input.accept()) {
            connection.setSoTimeout(100);
            assertThat(connection.getInputStream()).satisfies(InputTest::isSilent);
        }
    }

    @Test
    void nothingIsSentWhileTheSourceWantsNone() throws Exception {
        invite();
        try (Socket connection = input.accept()) {
            assertThat(source.set("wfd_uibc_setting: disable").status()).isEqualTo(200);
            session.input(new InputEvent.Key(true, 'B', 0));
            // An answer to this tells that the sink has seen the key.
            source.set("wfd_uibc_setting: disable");
            assertThat(source.set("wfd_uibc_setting: enable").status()).isEqualTo(200);
            session.input(KEY_A);

            assertThat(read(connection.getInputStream(), 12)).isEqualTo(KEY_A_PACKET);
        }
    }

    @Test
    void aViewerMayEndTheInputAndBeginItAgain() throws Exception {
        session.enableInput(true);
        invite();
        try (Socket connection = input.accept()) {
            session.enableInput(false);
            agree("wfd_uibc_setting: disable\r\n");
            // An answer to this tells that the sink has seen the one to M15.
            source.set("wfd_idr");
            session.input(new InputEvent.Key(true, 'B', 0));
            session.enableInput(true);
            agree("wfd_uibc_setting: enable\r\n");
            source.set("wfd_idr");
            session.input(KEY_A);

            assertThat(read(connection.getInputStream(), 12)).isEqualTo(KEY_A_PACKET);
        }
    }

    @Test
    void inputThatTheSourceDoesNotEndGoesOn() throws Exception {
        invite();
        try (Socket connection = input.accept()) {
            session.enableInput(false);
            TestSource.Message m15 = source.read();
            source.write("RTSP/1.0 303 See Other\r\nCSeq: " + m15.headers().get("cseq") + "\r\n\r\n");
            source.set("wfd_idr");
            session.input(KEY_A);

            assertThat(read(connection.getInputStream(), 12)).isEqualTo(KEY_A_PACKET);
        }
    }

    @Test
    void aSourceThatTakesInputElsewhereGetsItThere() throws Exception {
        invite();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket before = input.accept()) {
            invite();
            before.setSoTimeout(60_000);
            source.set("wfd_uibc_capability: input_category_list=GENERIC;generic_cap_list=Keyboard;hidc_cap_list=none;"
                    + "port=" + other.getLocalPort());
            session.input(KEY_A);

            assertThat(before.getInputStream().read()).isEqualTo(-1);
            other.setSoTimeout(60_000);
            try (Socket after = other.accept()) {
                assertThat(read(after.getInputStream(), 12)).isEqualTo(KEY_A_PACKET);
            }
        }
    }

    private void agree(String body) throws Exception {
        TestSource.Message m15 = source.read();
        assertThat(m15.body()).isEqualTo(body);
        source.ok(m15, "");
    }

    @ParameterizedTest
    @CsvSource({
        "wfd_uibc_capability: none, wfd_uibc_capability: 415",
        "wfd_uibc_capability: input_category_list=GENERIC;port=none, wfd_uibc_capability: 415",
        "wfd_uibc_capability: nonsense, wfd_uibc_capability: 451",
        "wfd_uibc_capability: port=70000, wfd_uibc_capability: 457",
        "wfd_uibc_setting: perhaps, wfd_uibc_setting: 451"
    })
    void anInvitationThatIsNoneIsRefusedByName(String line, String error) throws Exception {
        TestSource.Message reply = source.set(line);

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.body()).isEqualTo(error + "\r\n");
        assertThat(session.state()).isEqualTo(SinkSession.State.PLAYING);
    }

    @Test
    void aSourceThatTakesNoInputAfterAllIsComplainedOf() throws Exception {
        input.close();
        invite();

        await().untilAsserted(() -> assertThat(session.statistics().complaints())
                .singleElement()
                .asString()
                .startsWith("the source does not take input at /127.0.0.1:"));
        assertThat(session.state()).isEqualTo(SinkSession.State.PLAYING);
    }

    @Test
    void theConnectionEndsWithTheSession() throws Exception {
        invite();
        try (Socket connection = input.accept()) {
            connection.setSoTimeout(60_000);
            session.vanish();

            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whatNoPacketCanSayIsTheCallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.input(new InputEvent.Zoom(0, 0, 1000)))
                .withMessageContaining("factor of a zoom");
    }

    private static void isSilent(InputStream stream) {
        try {
            assertThat(stream.read()).as("an octet that should not come").isEqualTo(-2);
        } catch (SocketTimeoutException e) {
            // Nothing came.
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
