// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With servers of plain sockets, which do no more than a test wants. */
@Timeout(120)
class X11ConnectionTest {
    private static final int PATIENCE_MS = 200;
    private static final int LOWEST_PORT = 6000;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private ServerSocket server;
    private String display;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        display = "127.0.0.1:" + (server.getLocalPort() - LOWEST_PORT);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        threads.shutdownNow();
    }

    /** Lets a client in, one screen of 640x480, and says nothing more. */
    private void welcome() {
        threads.execute(() -> {
            try {
                Socket client = server.accept();
                client.getInputStream().readNBytes(12);
                ByteBuffer hello = ByteBuffer.allocate(8 + 56).order(ByteOrder.LITTLE_ENDIAN);
                hello.put(0, (byte) 1).putShort(6, (short) 14).putInt(40, 0x123);
                hello.putShort(60, (short) 640).putShort(62, (short) 480);
                client.getOutputStream().write(hello.array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aServerIsAskedForItsScreen() throws Exception {
        welcome();

        try (X11Connection connection = X11Connection.open(display)) {
            assertThat(connection.root()).isEqualTo(0x123);
            assertThat(connection.screenWidth()).isEqualTo(640);
            assertThat(connection.screenHeight()).isEqualTo(480);
        }
    }

    /** The system accepts connections for a server that is stopped. */
    @Test
    void aServerThatIsFrozenFromTheStartIsGivenUp() {
        assertThatThrownBy(() -> X11Connection.open(display, PATIENCE_MS))
                .isInstanceOf(IOException.class)
                .hasMessage("the X server does not answer within 200 ms");
    }

    @Test
    void aServerThatFreezesLaterIsGivenUp() throws Exception {
        welcome();

        try (X11Connection connection = X11Connection.open(display, PATIENCE_MS)) {
            assertThatThrownBy(() -> connection.extension("XFIXES"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the X server does not answer within 200 ms");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        server.close();

        assertThatThrownBy(() -> X11Connection.open(display))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no X server at /127.0.0.1:" + server.getLocalPort());
    }
}
