// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A source of raw sockets that does what a test tells it, line by line. */
final class TestSource implements AutoCloseable {
    static final String SESSION = "31415926";
    static final String M4_FORMATS =
            "wfd_video_formats: 00 00 01 01 00000001 00000000 00000000 00 0000 0000 00 none none";
    private static final String LOCALHOST = "rtsp://localhost/wfd1.0";
    private static final int TIMEOUT_MS = 60_000;

    /** What came: first line, headers by name in lower case, body. */
    record Message(String start, Map<String, String> headers, String body) {
        boolean is(String method) {
            return start.startsWith(method + " ");
        }

        int status() {
            return Integer.parseInt(start.split(" ")[1]);
        }
    }

    final ServerSocket server;
    final DatagramSocket rtp;
    Socket socket;
    int number;
    int sinkPort;
    String presentationUrl = "rtsp://127.0.0.1/wfd1.0/streamid=0";
    String setupTransport = "";

    TestSource() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        server = new ServerSocket(0, 5, loopback);
        server.setSoTimeout(TIMEOUT_MS);
        rtp = new DatagramSocket(new InetSocketAddress(loopback, 0));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    TestSource accept() throws IOException {
        socket = server.accept();
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return this;
    }

    TestSource write(String raw) throws IOException {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Message read() throws IOException {
        InputStream in = socket.getInputStream();
        String start = line(in);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Message(start, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Whether the sink has closed the connection, waiting for that. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the sink closed the connection");
            }
            if (octet == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(octet);
        }
    }

    /** Sends a request with the next number and the headers given; does not wait for the reply. */
    TestSource send(String method, String uri, String headers, String... body) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String each : body) {
            text.append(each).append("\r\n");
        }
        String about =
                text.isEmpty() ? "" : "Content-Type: text/parameters\r\nContent-Length: " + text.length() + "\r\n";
        return write(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++number + "\r\n" + headers + about + "\r\n" + text);
    }

    /** Sends SET_PARAMETER and gives the reply. */
    Message set(String... body) throws IOException {
        return send("SET_PARAMETER", LOCALHOST, "", body).read();
    }

    /** Answers a request with 200. */
    void ok(Message request, String headers) throws IOException {
        write("RTSP/1.0 200 OK\r\nCSeq: " + request.headers().get("cseq") + "\r\n" + headers + "\r\n");
    }

    /** M1 and M2. */
    TestSource options() throws IOException {
        send("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n");
        read();
        ok(read(), "Public: org.wfa.wfd1.0, SETUP, TEARDOWN, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER\r\n");
        return this;
    }

    /** M3 for some names; gives the body of the reply. */
    String ask(String... names) throws IOException {
        String body = send("GET_PARAMETER", LOCALHOST, "", names).read().body();
        for (String line : body.split("\r\n")) {
            if (line.startsWith("wfd_client_rtp_ports: ")) {
                sinkPort = Integer.parseInt(line.split(" ")[2]);
            }
        }
        return body;
    }

    /** M4 as it should be. */
    Message choose(String formats) throws IOException {
        return set(
                formats,
                "wfd_audio_codecs: LPCM 00000002 00",
                "wfd_presentation_URL: " + presentationUrl + " none",
                "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + sinkPort + " 0 mode=play");
    }

    /** M5 and M6. */
    TestSource setUp() throws IOException {
        set("wfd_trigger_method: SETUP");
        Message m6 = read();
        setupTransport = m6.headers().get("transport");
        ok(
                m6,
                "Session: " + SESSION + ";timeout=60\r\nTransport: " + setupTransport + ";server_port="
                        + rtp.getLocalPort() + "\r\n");
        return this;
    }

    /** M7. */
    TestSource play() throws IOException {
        ok(read(), "Session: " + SESSION + "\r\nRange: npt=now-\r\n");
        return this;
    }

    /** All from the connection to PLAY. */
    TestSource negotiate() throws IOException {
        accept();
        options();
        ask("wfd_video_formats", "wfd_client_rtp_ports");
        choose(M4_FORMATS);
        return setUp().play();
    }

    /** The trigger, and M8. */
    void tearDown() throws IOException {
        set("wfd_trigger_method: TEARDOWN");
        ok(read(), "");
    }

    void send(List<byte[]> datagrams) throws IOException {
        for (byte[] datagram : datagrams) {
            rtp.send(new DatagramPacket(datagram, datagram.length, InetAddress.getByName("127.0.0.1"), sinkPort));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        rtp.close();
        if (socket != null) {
            socket.close();
        }
    }
}
