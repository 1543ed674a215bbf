// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A Wi-Fi display made of raw sockets, for tests of the source: sends and receives text as a test wants it, and has methods for
 * what a well-behaved display does, so that a test spells out only what is odd about its own. Shares no code with the source.
 * One thread.
 */
public final class RawSink implements AutoCloseable {
    /** What a television answers to M3, with the port of this sink to be filled in. */
    public static final String CAPABILITIES = """
            wfd_video_formats: 40 00 01 10 000101FF 00000000 00000000 00 0000 0000 00 none none
            wfd_audio_codecs: LPCM 00000002 00, AAC 00000001 00
            wfd_client_rtp_ports: RTP/AVP/UDP;unicast %d 0 mode=play
            wfd_content_protection: none
            wfd_display_edid: none
            wfd_connector_type: 05
            wfd_uibc_capability: none
            """;

    /** URI of parameters. */
    public static final String URI = "rtsp://localhost/wfd1.0";

    private static final int WAIT_MS = 60_000;

    /** A message from the source. */
    public record Message(String startLine, Map<String, String> headers, String body) {
        public boolean isRequest() {
            return !startLine.startsWith("RTSP/");
        }

        /** Method of a request. */
        public String method() {
            return startLine.split(" ")[0];
        }

        /** Status of a reply. */
        public int status() {
            return Integer.parseInt(startLine.split(" ")[1]);
        }

        /** A header in any case; empty text if it is not there. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The value of a parameter in the body; null if it is not there. */
        public String parameter(String name) {
            for (String line : body.split("\r\n")) {
                if (line.startsWith(name + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return null;
        }
    }

    private final Socket socket;
    private InputStream in;
    private Capture capture;
    private final DatagramSocket rtp;
    private final Deque<Message> setAside = new ArrayDeque<>();
    private UnaryOperator<String> dialect = UnaryOperator.identity();
    private int largestWrite = Integer.MAX_VALUE;
    private int sequenceNumber;
    private String session = "";
    private String presentationUrl = URI;

    private RawSink(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MS);
        in = socket.getInputStream();
        rtp = new DatagramSocket(new InetSocketAddress(socket.getLocalAddress(), 0));
        rtp.setReceiveBufferSize(4 << 20);
        rtp.setSoTimeout(WAIT_MS);
    }

    /** Connects to a source, and opens a port for RTP. */
    public static RawSink connect(InetSocketAddress source) throws IOException {
        return new RawSink(new Socket(source.getAddress(), source.getPort()));
    }

    // Text.

    /** From now on every message is changed by this before it goes; line ends are CRLF already. */
    public void speak(UnaryOperator<String> value) {
        dialect = value;
    }

    /** From now on no write has more octets than this. */
    public void writeAtMost(int octets) {
        largestWrite = octets;
    }

    /** The first CSeq of this sink's requests. */
    public void countFrom(int first) {
        sequenceNumber = first - 1;
    }

    /** Sends a message, in one write; line ends are {@code \n} in the text and CRLF on the wire. */
    public void send(String text) {
        sendRaw(dialect.apply(text.replace("\r\n", "\n").replace("\n", "\r\n")));
    }

    /** Sends text as it is. */
    public void sendRaw(String text) {
        sendRaw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** From now on RTSP is captured as well as it is sent and received. */
    void capture(Capture to) {
        in = to.tap(in, socket.getLocalPort());
        capture = to;
    }

    /** Sends octets as they are. */
    public void sendRaw(byte[] octets) {
        try {
            if (capture != null) {
                capture.rtsp(false, socket.getLocalPort(), octets);
            }
            for (int at = 0; at < octets.length; at += Math.min(largestWrite, octets.length - at)) {
                socket.getOutputStream().write(octets, at, Math.min(largestWrite, octets.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one read gets, as a sink does that takes a segment for a message. */
    public String receiveSegment() throws IOException {
        byte[] buffer = new byte[65536];
        int length = in.read(buffer);
        if (length < 0) {
            throw new EOFException("source closed the connection");
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The next message of the source; waits up to 5 s. */
    public Message receive() throws IOException {
        return setAside.isEmpty() ? read() : setAside.poll();
    }

    private Message read() throws IOException {
        String startLine = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Message(startLine, headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("source closed the connection after '" + line + "'");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("line of the source does not end with CRLF: '" + text + "'");
        }
        return text.substring(0, text.length() - 1);
    }

    /** The next message, which has to be this request; keep-alives in between are answered. */
    public Message expect(String method) throws IOException {
        Message message = receive();
        while (message.isRequest()
                && message.method().equals("GET_PARAMETER")
                && message.body().isEmpty()
                && !method.equals("GET_PARAMETER")) {
            reply(message, "");
            message = receive();
        }
        if (!message.isRequest() || !message.method().equals(method)) {
            throw new AssertionError("expected " + method + ", got " + message);
        }
        return message;
    }

    /** Whether nothing comes for so long. */
    public boolean isSilentFor(int ms) throws IOException {
        if (!setAside.isEmpty()) {
            return false;
        }
        socket.setSoTimeout(ms);
        try {
            setAside.add(read());
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(WAIT_MS);
        }
    }

    /** Waits until the source has closed the connection. */
    public void awaitClose() throws IOException {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Reset is closed as well.
        }
    }

    /** Answers 200 with a body, which may be empty. */
    public void reply(Message request, String body) {
        reply(request, "200 OK", body);
    }

    /** Answers with a status and reason, a body, and further header lines. */
    public void reply(Message request, String status, String body, String... headers) {
        send("RTSP/1.0 " + status + "\nCSeq: " + request.header("CSeq") + "\n" + rest(body, headers));
    }

    /** Sends a request with the next CSeq and waits for its reply; requests that come meanwhile are set aside. */
    public Message request(String method, String uri, String body, String... headers) throws IOException {
        sequenceNumber++;
        send(method + " " + uri + " RTSP/1.0\nCSeq: " + sequenceNumber + "\n" + rest(body, headers));
        return receiveReply();
    }

    /** The next reply; requests that come meanwhile are set aside. */
    public Message receiveReply() throws IOException {
        for (Message kept : setAside) {
            if (!kept.isRequest()) {
                setAside.remove(kept);
                return kept;
            }
        }
        Message message = read();
        while (message.isRequest()) {
            setAside.add(message);
            message = read();
        }
        return message;
    }

    private static String rest(String body, String... headers) {
        String crlf = body.replace("\r\n", "\n").replace("\n", "\r\n");
        StringBuilder text = new StringBuilder();
        Arrays.stream(headers).forEach(header -> text.append(header).append("\n"));
        if (!crlf.isEmpty()) {
            text.append("Content-Type: text/parameters\nContent-Length: ")
                    .append(crlf.length())
                    .append("\n");
        }
        return text.append("\n").append(crlf).toString();
    }

    // What a well-behaved display does.

    /** M1 and M2. */
    public void exchangeOptions() throws IOException {
        answerOptions();
        request("OPTIONS", "*", "", "Require: org.wfa.wfd1.0");
    }

    /** M1 alone. */
    public void answerOptions() throws IOException {
        reply(expect("OPTIONS"), "200 OK", "", "Public: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER");
    }

    /** M3. */
    public Message answerCapabilities() throws IOException {
        return answerCapabilities(String.format(CAPABILITIES, rtpPort()));
    }

    /** M3 with a body of the test's. */
    public Message answerCapabilities(String body) throws IOException {
        Message request = expect("GET_PARAMETER");
        reply(request, body);
        return request;
    }

    /** M4; agrees to anything. */
    public Message agree() throws IOException {
        Message request = expect("SET_PARAMETER");
        reply(request, "");
        String urls = request.parameter("wfd_presentation_URL");
        if (urls != null) {
            presentationUrl = urls.split(" ")[0];
        }
        return request;
    }

    /** M1 to M4: when this has returned the source has what it needs to start. */
    public void negotiate() throws IOException {
        exchangeOptions();
        answerCapabilities();
        agree();
    }

    /** M5: waits for a trigger and answers it. */
    public Message answerTrigger(String method) throws IOException {
        Message trigger = expect("SET_PARAMETER");
        if (!method.equals(trigger.parameter("wfd_trigger_method"))) {
            throw new AssertionError("expected trigger " + method + ", got " + trigger);
        }
        reply(trigger, "");
        return trigger;
    }

    /** M5 and M6. */
    public Message setUp() throws IOException {
        answerTrigger("SETUP");
        return setUp("RTP/AVP/UDP;unicast;client_port=" + rtpPort());
    }

    /** M6 with a Transport header of the test's. */
    public Message setUp(String transport) throws IOException {
        Message reply = request("SETUP", presentationUrl, "", "Transport: " + transport);
        session = reply.header("Session").split(";")[0];
        return reply;
    }

    /** M7. */
    public Message play() throws IOException {
        return inSession("PLAY");
    }

    /** A request without body on the presentation URL, with the Session header. */
    public Message inSession(String method) throws IOException {
        return request(method, presentationUrl, "", "Session: " + session);
    }

    /** A SET_PARAMETER with the Session header. */
    public Message set(String body) throws IOException {
        return request("SET_PARAMETER", URI, body, "Session: " + session);
    }

    /** Id that the source gave the session; empty before SETUP. */
    public String session() {
        return session;
    }

    /** The URL of M4; that of parameters before. */
    public String presentationUrl() {
        return presentationUrl;
    }

    // Media.

    /** Where RTP is received. */
    public int rtpPort() {
        return rtp.getLocalPort();
    }

    /** The next datagram; waits up to 5 s. */
    public DatagramPacket receiveRtp() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        rtp.receive(packet);
        return packet;
    }

    /** Whether no datagram comes for so long, after those that are here already. */
    public boolean isDarkFor(int ms) throws IOException {
        while (isRtpThere(1)) {
            continue;
        }
        return !isRtpThere(ms);
    }

    private boolean isRtpThere(int ms) throws IOException {
        rtp.setSoTimeout(ms);
        try {
            rtp.receive(new DatagramPacket(new byte[2048], 2048));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            rtp.setSoTimeout(WAIT_MS);
        }
    }

    /** Sends a datagram from the RTP port. */
    public void sendDatagram(byte[] octets, InetAddress address, int port) throws IOException {
        rtp.send(new DatagramPacket(octets, octets.length, address, port));
    }

    // The end.

    /** Receives no more RTP: the system answers what comes with ICMP. */
    public void closeRtp() {
        rtp.close();
    }

    /** Vanishes with RST instead of FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says that it sends no more, and goes on to receive. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** This end of the connection. */
    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        rtp.close();
    }
}
