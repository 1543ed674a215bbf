// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A television of plain sockets that answers everything with 200, asks for the stream when it is told to, and counts it. */
public final class RawTelevision implements AutoCloseable {
    private record Message(String start, Map<String, String> headers, String body) {}

    public final List<String> seen = new CopyOnWriteArrayList<>();
    public final AtomicLong packets = new AtomicLong();
    /** Whether it hears everything, says nothing, and keeps its connection. */
    public volatile boolean silent;

    private final Socket rtsp;
    private final DatagramSocket rtp;
    private String url = "rtsp://localhost/wfd1.0/streamid=0";
    private String session = "";
    private int sequence = 10;

    /** Connects, and goes on by itself. */
    public RawTelevision(InetSocketAddress source) throws IOException {
        this(new Socket(source.getAddress(), source.getPort()));
    }

    /** Goes on by itself over a connection to the source. */
    public RawTelevision(Socket connection) throws IOException {
        rtsp = connection;
        rtsp.setTcpNoDelay(true);
        rtp = new DatagramSocket(new InetSocketAddress(rtsp.getLocalAddress(), 0));
        start(this::speak, "television-rtsp");
        start(this::receive, "television-rtp");
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                rtp.receive(packet);
                packets.incrementAndGet();
            }
        } catch (IOException e) {
            seen.add("rtp closed");
        }
    }

    private void speak() {
        try (InputStream in = new BufferedInputStream(rtsp.getInputStream())) {
            while (true) {
                Message message = read(in);
                seen.add(message.start());
                if (silent) {
                    continue;
                }
                if (message.start().startsWith("RTSP/")) {
                    heard(message);
                } else {
                    answer(message);
                }
            }
        } catch (EOFException | SocketException e) {
            seen.add("rtsp closed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(Message reply) throws IOException {
        String id = reply.headers().getOrDefault("session", "").split(";")[0];
        if (!id.isEmpty() && session.isEmpty()) {
            session = id;
            request("PLAY " + url, "Session: " + session + "\r\n");
        }
    }

    private void answer(Message request) throws IOException {
        String sequenceNumber = request.headers().get("cseq");
        String method = request.start().split(" ")[0];
        String body =
                method.equals("GET_PARAMETER") && request.body().contains("wfd_video_formats") ? capabilities() : "";
        String type =
                body.isEmpty() ? "" : "Content-Type: text/parameters\r\nContent-Length: " + body.length() + "\r\n";
        String methods = method.equals("OPTIONS") ? "Public: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\r\n" : "";
        write("RTSP/1.0 200 OK\r\nCSeq: " + sequenceNumber + "\r\n" + methods + type + "\r\n" + body);
        if (method.equals("OPTIONS")) {
            request("OPTIONS *", "Require: org.wfa.wfd1.0\r\n");
        } else if (request.body().contains("wfd_presentation_URL")) {
            url = request.body().split("wfd_presentation_URL: ")[1].split("[ \r]")[0];
        } else if (request.body().contains("wfd_trigger_method: SETUP")) {
            request("SETUP " + url, "Transport: RTP/AVP/UDP;unicast;client_port=" + rtp.getLocalPort() + "\r\n");
        } else if (request.body().contains("wfd_trigger_method: TEARDOWN")) {
            seen.add("teardown");
            tearDown();
        }
    }

    private String capabilities() {
        return "wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none\r\n"
                + "wfd_audio_codecs: LPCM 00000002 00\r\n"
                + "wfd_client_rtp_ports: RTP/AVP/UDP;unicast " + rtp.getLocalPort() + " 0 mode=play\r\n"
                + "wfd_content_protection: none\r\n";
    }

    /** Ends the session like a viewer who leaves. */
    public void tearDown() throws IOException {
        request("TEARDOWN " + url, "Session: " + session + "\r\n");
    }

    private synchronized void request(String what, String headers) throws IOException {
        write(what + " RTSP/1.0\r\nCSeq: " + sequence++ + "\r\n" + headers + "\r\n");
    }

    private synchronized void write(String text) throws IOException {
        rtsp.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Message read(InputStream in) throws IOException {
        String start = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Message(start, headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        rtsp.close();
        rtp.close();
    }
}
