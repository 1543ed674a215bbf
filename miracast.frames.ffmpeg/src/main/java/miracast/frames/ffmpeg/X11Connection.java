// SPDX-License-Identifier: Apache-2.0
package miracast.frames.ffmpeg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of an X server, as far as it takes to ask it something (X Window System Protocol, version 11, release 7.7; little-endian
 * as we say at connection set-up). A server that is frozen is given up after a time. One thread.
 */
final class X11Connection implements AutoCloseable {
    private static final Pattern DISPLAY = Pattern.compile("(?:unix/)?([^:]*):(\\d{1,5})(?:\\.\\d{1,3})?");
    private static final int TCP_PORT = 6000;
    /** Far longer than a server that lives ever takes, also while it starts programs. */
    private static final int PATIENCE_MS = 5_000;

    private static final int HEADER = 32;
    private static final int LONGEST_REPLY = 4 << 20;
    private static final int ERROR = 0;
    private static final int REPLY = 1;
    private static final int QUERY_EXTENSION = 98;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final int patienceMs;
    private final Consumer<SelectionKey> ready = selected -> {};
    private final ByteBuffer request = buffer(256);
    private int root;
    private int screenWidth;
    private int screenHeight;
    private ByteBuffer reply = buffer(16 << 10);

    private X11Connection(SocketChannel channel, Selector selector, int patienceMs) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.patienceMs = patienceMs;
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    private static ByteBuffer buffer(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Connects.
     *
     * @param display as in {@code DISPLAY}: {@code :0}, {@code host:1.0}
     * @throws IOException if there is no such server, or it does not let us in or not answer
     */
    static X11Connection open(String display) throws IOException {
        return open(display, PATIENCE_MS);
    }

    /** @param patienceMs how long the server may take for an answer */
    static X11Connection open(String display, int patienceMs) throws IOException {
        Matcher matcher = DISPLAY.matcher(display);
        if (!matcher.matches()) {
            throw new IOException("'" + display + "' is not of the form :0 or host:0.0");
        }
        String host = matcher.group(1);
        int number = Integer.parseInt(matcher.group(2));
        boolean local = host.isEmpty() || host.equals("unix");
        SocketAddress address = local
                ? UnixDomainSocketAddress.of(Path.of("/tmp/.X11-unix/X" + number))
                : new InetSocketAddress(host, TCP_PORT + number);
        SocketChannel channel;
        try {
            channel = connect(address, local, patienceMs);
        } catch (IOException | RuntimeException e) {
            throw new IOException("no X server at " + address + " (" + e.getMessage() + ")", e);
        }
        Selector selector = Selector.open();
        try {
            X11Connection connection = new X11Connection(channel, selector, patienceMs);
            connection.setUp(XAuthority.cookie(number));
            return connection;
        } catch (IOException | RuntimeException e) {
            selector.close();
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connect(SocketAddress address, boolean local, int patienceMs) throws IOException {
        SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (local) {
                channel.connect(address);
            } else {
                channel.socket().connect(address, patienceMs);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Connection set-up (chapter 8). */
    private void setUp(byte[] cookie) throws IOException {
        byte[] name = cookie.length == 0 ? new byte[0] : XAuthority.PROTOCOL.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hello = buffer(12 + padded(name.length) + padded(cookie.length));
        hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        hello.putShort((short) name.length).putShort((short) cookie.length).putShort((short) 0);
        hello.put(name).position(12 + padded(name.length));
        hello.put(cookie).position(hello.capacity());
        write(hello.flip());
        read(8);
        int status = reply.get(0);
        int reasonLength = reply.get(1) & 0xFF;
        read((reply.getShort(6) & 0xFFFF) * 4);
        if (status != 1) {
            byte[] reason = new byte[Math.min(reasonLength, reply.limit())];
            reply.get(0, reason);
            throw new IOException(
                    "the X server refuses us: " + new String(reason, StandardCharsets.ISO_8859_1).strip());
        }
        int formats = 32 + padded(reply.getShort(16) & 0xFFFF);
        int screen = formats + 8 * (reply.get(21) & 0xFF);
        if (reply.limit() < screen + 24) {
            throw new IOException("the X server names no screen");
        }
        root = reply.getInt(screen);
        screenWidth = reply.getShort(screen + 20) & 0xFFFF;
        screenHeight = reply.getShort(screen + 22) & 0xFFFF;
    }

    /** The window that is the first screen. */
    int root() {
        return root;
    }

    /** Pixels of the first screen, when the connection was made. */
    int screenWidth() {
        return screenWidth;
    }

    /** Lines of the first screen, when the connection was made. */
    int screenHeight() {
        return screenHeight;
    }

    /** The first octet of an extension's requests; 0 if the server does not have it. */
    int extension(String name) throws IOException {
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer query = begin(QUERY_EXTENSION, 0, 8 + padded(octets.length));
        query.putShort(4, (short) octets.length).put(8, octets);
        ByteBuffer answer = ask();
        return answer.get(8) == 0 ? 0 : answer.get(9) & 0xFF;
    }

    /** Begins a request; what follows its first four octets is written by absolute index, and is 0 at first. */
    ByteBuffer begin(int opcode, int data, int octets) {
        request.clear().limit(octets);
        for (int i = 0; i < octets; i++) {
            request.put(i, (byte) 0);
        }
        return request.put(0, (byte) opcode).put(1, (byte) data).putShort(2, (short) (octets / 4));
    }

    /** Sends the request that was begun, to which there is no reply. */
    void tell() throws IOException {
        write(request);
    }

    /** Sends the request that was begun; gives the reply, valid until the next one. Makes no garbage while replies are alike. */
    ByteBuffer ask() throws IOException {
        write(request);
        while (true) {
            read(HEADER);
            int kind = reply.get(0) & 0x7F;
            if (kind == ERROR) {
                throw new IOException("X error " + (reply.get(1) & 0xFF) + " to request " + (request.get(0) & 0xFF));
            }
            if (kind == REPLY) {
                return more();
            }
            // An event: none is selected, but a few (MappingNotify) are sent to everybody.
        }
    }

    private ByteBuffer more() throws IOException {
        long octets = HEADER + 4L * Integer.toUnsignedLong(reply.getInt(4));
        if (octets > LONGEST_REPLY) {
            throw new IOException("X reply of " + octets + " octets is longer than " + LONGEST_REPLY);
        }
        if (octets > reply.capacity()) {
            ByteBuffer larger = buffer((int) octets);
            larger.put(0, reply, 0, HEADER);
            reply = larger;
        }
        fill(HEADER, (int) octets);
        return reply;
    }

    private void read(int octets) throws IOException {
        if (octets > reply.capacity()) {
            reply = buffer(octets);
        }
        fill(0, octets);
    }

    private void fill(int from, int to) throws IOException {
        reply.limit(to).position(from);
        while (reply.hasRemaining()) {
            int octets = channel.read(reply);
            if (octets < 0) {
                throw new EOFException("the X server closed the connection");
            }
            if (octets == 0) {
                await(SelectionKey.OP_READ);
            }
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        if (selector.select(ready, patienceMs) == 0) {
            throw new InterruptedIOException(
                    Thread.currentThread().isInterrupted()
                            ? "interrupted while waiting for the X server"
                            : "the X server does not answer within " + patienceMs + " ms");
        }
    }

    private void write(ByteBuffer octets) throws IOException {
        octets.position(0);
        while (octets.hasRemaining()) {
            if (channel.write(octets) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private static int padded(int octets) {
        return octets + 3 & ~3;
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            // Nothing was waiting to be written, and nothing can be done.
            return;
        }
    }
}
