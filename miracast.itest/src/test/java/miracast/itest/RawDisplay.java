// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A display of raw sockets that does what a television does up to some point, and then what a test wants. One thread. */
final class RawDisplay implements AutoCloseable {
    private static final int WAIT_MS = 60_000;
    private static final String URI = "rtsp://localhost/wfd1.0";

    /** A message of the source. */
    record Message(String start, String headers, String body) {
        String header(String name) {
            return headers.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private final Socket rtsp;
    private final InputStream in;
    private final DatagramSocket rtp;
    private int sequenceNumber;

    RawDisplay(InetSocketAddress source) throws IOException {
        rtsp = new Socket();
        // Small, so that a source notices soon that nobody reads.
        rtsp.setReceiveBufferSize(4096);
        rtsp.connect(source, WAIT_MS);
        rtsp.setTcpNoDelay(true);
        rtsp.setSoTimeout(WAIT_MS);
        in = new BufferedInputStream(rtsp.getInputStream());
        rtp = new DatagramSocket(new InetSocketAddress(rtsp.getLocalAddress(), 0));
    }

    /** Behaves until a message comes that begins so, or has that in its body; gives that message, which is not answered. */
    Message until(String sign) throws IOException {
        while (true) {
            Message message = read();
            if (message.start().startsWith(sign) || message.body().contains(sign)) {
                return message;
            }
            if (!message.start().startsWith("RTSP/")) {
                answer(message);
            }
        }
    }

    /** Behaves until SETUP is answered. */
    void setUp() throws IOException {
        Message trigger = until("wfd_trigger_method: SETUP");
        answer(trigger);
        while (until("RTSP/1.0 200").header("Transport").isEmpty()) {
            continue;
        }
    }

    void play() throws IOException {
        request("PLAY", "");
        until("RTSP/1.0 200");
    }

    private void answer(Message request) throws IOException {
        String body =
                request.start().startsWith("GET_PARAMETER") && !request.body().isEmpty() ? capabilities() : "";
        reply(request, body, body.length());
        if (request.start().startsWith("OPTIONS")) {
            request("OPTIONS", "Require: org.wfa.wfd1.0\r\n");
        } else if (request.body().contains("wfd_trigger_method: SETUP")) {
            request("SETUP", "Transport: RTP/AVP/UDP;unicast;client_port=" + rtp.getLocalPort() + "\r\n");
        }
    }

    String capabilities() {
        return "wfd_audio_codecs: LPCM 00000002 00\r\n"
                + "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + rtp.getLocalPort() + " 0 mode=play\r\n"
                + "wfd_content_protection: none\r\n"
                + "wfd_video_formats: 40 00 01 10 00000001 00000000 00000000 00 0000 0000 00 none none\r\n";
    }

    /** Answers 200. */
    void reply(Message request, String body, int announced) throws IOException {
        send("RTSP/1.0 200 OK\r\nCSeq: " + request.header("CSeq")
                + "\r\nPublic: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\r\n"
                + "Content-Type: text/parameters\r\nContent-Length: " + announced + "\r\n\r\n" + body);
    }

    private void request(String method, String headers) throws IOException {
        String uri = method.equals("OPTIONS") ? "*" : URI;
        send(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++sequenceNumber + "\r\n" + headers + "\r\n");
    }

    void send(String text) throws IOException {
        rtsp.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Message read() throws IOException {
        String start = line();
        StringBuilder headers = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.append(line).append('\n');
        }
        Message head = new Message(start, headers.toString(), "");
        String length = head.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Message(start, head.headers(), new String(body, StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the source closed the connection after '" + line + "'");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        rtp.close();
        rtsp.close();
    }
}
