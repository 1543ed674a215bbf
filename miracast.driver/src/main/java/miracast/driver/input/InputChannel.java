// SPDX-License-Identifier: Apache-2.0
package miracast.driver.input;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import miracast.api.VideoMode;
import miracast.api.input.InputEvent;
import miracast.driver.log.CastLog;
import miracast.driver.rate.Allowance;
import miracast.wire.hid.HidDevices;
import miracast.wire.uibc.MalformedInputException;
import miracast.wire.uibc.UibcPacket;

/**
 * Where a sink sends its input: listens on the address that the sink knows, and takes one connection at a time, from the sink only.
 * A packet that is wrong inside is passed over; one whose end is not to be found, or more than {@value #PER_SECOND} inputs in a
 * second, ends the connection, and nothing else. What is held down then is let go. On the event loop.
 */
public final class InputChannel {
    /** The most inputs in a second, of which a packet may hold many. */
    public static final int PER_SECOND = 1000;

    private final EventLoop loop;
    private final InetAddress sink;
    private final Supplier<VideoMode> mode;
    private final Consumer<InputEvent> events;
    private final CastLog log;
    private final NioServerSocketChannel listener;
    private final int port;
    private NioSocketChannel connection;
    private final Held held = new Held();
    private final HidDevices devices;
    private boolean descriptorTold;
    private boolean enabled = true;

    private InputChannel(
            EventLoop loop,
            InetAddress sink,
            ServerSocketChannel socket,
            Supplier<VideoMode> mode,
            Consumer<InputEvent> events,
            CastLog log) {
        this.loop = loop;
        this.sink = sink;
        this.mode = mode;
        this.events = events;
        this.log = log;
        devices = new HidDevices(this::descriptorPassedOver);
        port = socket.socket().getLocalPort();
        listener = new NioServerSocketChannel(socket);
        listener.pipeline().addLast(new Door());
        loop.register(listener);
    }

    /**
     * Begins to listen, on a port that the system chooses.
     *
     * @param local where the sink reaches us
     * @param sink the only address that may connect
     * @param mode whose pixels places are counted in, asked for each packet
     * @param events told what a person did
     * @throws IOException if there is no port
     */
    public static InputChannel open(
            EventLoop loop,
            InetAddress local,
            InetAddress sink,
            Supplier<VideoMode> mode,
            Consumer<InputEvent> events,
            CastLog log)
            throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.bind(new InetSocketAddress(local, 0), 1);
            return new InputChannel(loop, sink, socket, mode, events, log);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Whether what comes is handed on; it is unless said otherwise. */
    public void enable(boolean value) {
        enabled = value;
        if (!value) {
            letGo();
        }
    }

    private void descriptorPassedOver(String reason) {
        if (!descriptorTold) {
            log.info("reports of a device are handed on as they come, its descriptor cannot be read: {}", reason);
        }
        descriptorTold = true;
    }

    /** What inputs tell, reports of devices by their descriptors; those are kept even if nobody wants input now. */
    private List<InputEvent> told(List<InputEvent> inputs) {
        List<InputEvent> told = new ArrayList<>(inputs.size());
        for (InputEvent input : inputs) {
            if (enabled || input instanceof InputEvent.HidReport report && report.descriptor()) {
                told.addAll(devices.read(input, mode.get()));
                held.add(input);
            }
        }
        return told;
    }

    /** Nobody tells any more of what is held down. */
    private void letGo() {
        held.releases().forEach(events);
        devices.releases().forEach(events);
    }

    /** Ends listener and connection; what is held down is let go before it returns. */
    public void close() {
        letGo();
        enabled = false;
        listener.close();
        if (connection != null) {
            connection.close();
        }
    }

    /** Lets the sink in. */
    private final class Door extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            NioSocketChannel comer = (NioSocketChannel) message;
            if (connection != null || !comer.remoteAddress().getAddress().equals(sink)) {
                log.info("connection from {} to the input channel is refused", comer.remoteAddress());
                comer.unsafe().closeForcibly();
                return;
            }
            connection = comer;
            comer.pipeline().addLast(new Packets());
            loop.register(comer);
            log.info("sink sends input");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.info("no connection for input: {}", String.valueOf(cause.getMessage()));
        }
    }

    /** Cuts what comes into packets. */
    private final class Packets extends ByteToMessageDecoder {
        private final byte[] packet = new byte[UibcPacket.MAX_LENGTH];
        private final Allowance rate = new Allowance(PER_SECOND, PER_SECOND, System.nanoTime());
        private boolean told;

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
                throws MalformedInputException {
            if (in.readableBytes() < UibcPacket.HEAD) {
                return;
            }
            int length = UibcPacket.length(in.nioBuffer(), 0);
            if (in.readableBytes() < length) {
                return;
            }
            in.readBytes(packet, 0, length);
            List<InputEvent> read = read(length);
            List<InputEvent> told = told(read);
            // A packet with nothing in it is work, too.
            if (!rate.allows(Math.max(1, Math.max(read.size(), told.size())), System.nanoTime())) {
                throw new MalformedInputException("more than " + PER_SECOND + " inputs in a second");
            }
            if (enabled) {
                told.forEach(events);
            }
        }

        private List<InputEvent> read(int length) {
            try {
                return UibcPacket.read(ByteBuffer.wrap(packet, 0, length), mode.get());
            } catch (MalformedInputException e) {
                if (!told) {
                    log.info("input that cannot be read is passed over: {}", e.getMessage());
                }
                told = true;
                return List.of();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connection = null;
            letGo();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Throwable reason = cause.getCause() == null ? cause : cause.getCause();
            log.info("input of the sink ends: {}", String.valueOf(reason.getMessage()));
            context.close();
        }
    }
}
