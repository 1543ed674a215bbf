// SPDX-License-Identifier: Apache-2.0
package miracast.driver.rehearsal;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import miracast.wire.rtsp.Rtsp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The display of a rehearsal: agrees to everything, asks for the stream, and looks at nothing of it. Has both ends of a connection
 * within this process. {@link #answer} on one thread; {@link #close}, which ends it, on any.
 */
final class RehearsedSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsedSink.class);
    private static final int PATIENCE_MS = 2000;
    private static final String END = "\r\n";

    private static final String CAPABILITIES = String.join(
            END,
            "wfd_video_formats: 40 00 01 10 0001DEFF 053C7FFF 00000FFF 00 0100 001F 00 none none",
            "wfd_audio_codecs: LPCM 00000002 00, AAC 00000001 00",
            "wfd_client_rtp_ports: RTP/AVP/UDP;unicast %d 0 mode=play",
            "wfd_content_protection: none",
            "wfd_display_edid: none",
            "wfd_connector_type: 05",
            "wfd_uibc_capability: none",
            "");

    private final Socket socket;
    private final SocketChannel source;
    private final DatagramSocket rtp;
    private int requests;
    private String lastRequest = "";

    private RehearsedSink(Socket socket, SocketChannel source, DatagramSocket rtp) {
        this.socket = socket;
        this.source = source;
        this.rtp = rtp;
    }

    /** Connects it to itself; nothing listens any more when this returns. */
    static RehearsedSink connect() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel door = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), 1)) {
            ServerSocket listening = door.socket();
            Socket socket = new Socket(loopback, listening.getLocalPort());
            SocketChannel source = null;
            try {
                source = door.accept();
                if (!source.getRemoteAddress().equals(socket.getLocalSocketAddress())) {
                    throw new IOException("another process was faster: " + source.getRemoteAddress());
                }
                socket.setSoTimeout(PATIENCE_MS);
                socket.setTcpNoDelay(true);
                return new RehearsedSink(socket, source, new DatagramSocket(0, loopback));
            } catch (IOException e) {
                socket.close();
                if (source != null) {
                    source.close();
                }
                throw e;
            }
        }
    }

    /** The source's end of the connection. */
    SocketChannel source() {
        return source;
    }

    /** Does what the source asks, until the connection is closed. */
    void answer() {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String startLine = in.readLine(); startLine != null; startLine = in.readLine()) {
                answer(startLine, in);
            }
        } catch (IOException e) {
            LOG.debug("rehearsal: the sink leaves: {}", e.toString());
        }
    }

    private void answer(String startLine, BufferedReader in) throws IOException {
        String number = "";
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith(Rtsp.HEADER_CSEQ)) {
                number = value;
            } else if (line.startsWith(Rtsp.HEADER_CONTENT_LENGTH)) {
                length = Integer.parseInt(value);
            }
        }
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            body.append(line(in)).append(END);
        }
        if (startLine.startsWith(Rtsp.VERSION)) {
            replied();
        } else {
            obey(startLine.substring(0, startLine.indexOf(' ')), number, body.toString());
        }
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("connection closed within a message");
        }
        return line;
    }

    private void obey(String method, String number, String body) throws IOException {
        String head = Rtsp.VERSION + " 200 OK" + END + Rtsp.HEADER_CSEQ + ": " + number + END;
        String options = Rtsp.HEADER_PUBLIC + ": " + Rtsp.OPTION_WFD + END;
        boolean asks = method.equals(Rtsp.GET_PARAMETER);
        send(head + options + content(asks ? CAPABILITIES.formatted(rtp.getLocalPort()) : ""));
        if (method.equals(Rtsp.OPTIONS)) {
            request(Rtsp.OPTIONS, Rtsp.HEADER_REQUIRE + ": " + Rtsp.OPTION_WFD + END);
        } else if (body.contains(Rtsp.SETUP)) {
            String transport = "RTP/AVP/UDP;unicast;client_port=" + rtp.getLocalPort();
            request(Rtsp.SETUP, Rtsp.HEADER_TRANSPORT + ": " + transport + END);
        }
    }

    private void replied() throws IOException {
        if (lastRequest.equals(Rtsp.SETUP)) {
            request(Rtsp.PLAY, "");
        }
    }

    private void request(String method, String header) throws IOException {
        lastRequest = method;
        String uri = method.equals(Rtsp.OPTIONS) ? Rtsp.URI_ANY : Rtsp.URI;
        send(method + " " + uri + " " + Rtsp.VERSION + END + Rtsp.HEADER_CSEQ + ": " + ++requests + END + header + END);
    }

    private static String content(String body) {
        return body.isEmpty()
                ? END
                : Rtsp.HEADER_CONTENT_TYPE + ": " + Rtsp.TEXT_PARAMETERS + END + Rtsp.HEADER_CONTENT_LENGTH + ": "
                        + body.length() + END + END + body;
    }

    private void send(String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Closes both ends. */
    @Override
    public void close() throws IOException {
        rtp.close();
        socket.close();
        source.close();
    }
}
