// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server as it should not be: each connection is treated in a way of its own. */
final class StreamServer implements AutoCloseable {
    /** What happens to one connection. */
    @FunctionalInterface
    interface Treatment {
        /** Answers; when it returns, the connection is closed. */
        void answer(Socket connection) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Treatment> treatments;

    /** @param treatments of the first, second, … connection; the last one goes for all that follow */
    StreamServer(Treatment... treatments) throws IOException {
        this.treatments = List.of(treatments);
        start("stream server", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends octets, then closes. */
    static Treatment send(byte[] octets) {
        return connection -> {
            skipRequest(connection);
            connection
                    .getOutputStream()
                    .write("HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".getBytes(US_ASCII));
            connection.getOutputStream().write(octets);
            connection.getOutputStream().flush();
        };
    }

    /** Sends octets, then nothing until the other side closes. */
    static Treatment sendAndStall(byte[] octets) {
        return connection -> {
            send(octets).answer(connection);
            connection.getInputStream().read();
        };
    }

    /** Sends any part of a film that is asked for, but breaks off once, at some octet of it. */
    static Treatment sendPartsAndBreakOnceAt(byte[] octets, int place) {
        AtomicBoolean broken = new AtomicBoolean();
        return connection -> {
            int from = rangeOf(connection);
            boolean breaks = from < place && broken.compareAndSet(false, true);
            String head =
                    "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Type: video/mp2t\r\nContent-Length: "
                            + (octets.length - from) + "\r\nContent-Range: bytes " + from + "-" + (octets.length - 1)
                            + "/"
                            + octets.length + "\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(US_ASCII));
            connection.getOutputStream().write(octets, from, (breaks ? place : octets.length) - from);
            connection.getOutputStream().flush();
        };
    }

    /** Reads the request and says nothing. */
    static Treatment silence() {
        return connection -> {
            skipRequest(connection);
            connection.getInputStream().read();
        };
    }

    static Treatment notFound() {
        return connection -> {
            skipRequest(connection);
            connection.getOutputStream().write("HTTP/1.0 404 Not Found\r\n\r\n".getBytes(US_ASCII));
        };
    }

    private static void skipRequest(Socket connection) throws IOException {
        rangeOf(connection);
    }

    /** Reads the request; gives the first octet that it asks for. */
    private static int rangeOf(Socket connection) throws IOException {
        int from = 0;
        BufferedReader lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            if (line.startsWith("Range: bytes=")) {
                from = Integer.parseInt(line.substring(13, line.indexOf('-')));
            }
            line = lines.readLine();
        }
        return from;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Treatment treatment = treatments.get(Math.min(count.getAndIncrement(), treatments.size() - 1));
                start("stream connection", () -> treat(connection, treatment));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void treat(Socket connection, Treatment treatment) {
        try (connection) {
            treatment.answer(connection);
        } catch (IOException e) {
            return; // the other side has gone, as it may
        }
    }

    String url() {
        return "http://user:secret@127.0.0.1:" + socket.getLocalPort() + "/film";
    }

    String shownUrl() {
        return url().replace("secret", "***");
    }

    int connectionCount() {
        return count.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
