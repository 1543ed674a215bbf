// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads datagrams of one source and hands them to the pipeline. Its loop is the receive thread; others speak to the pipeline
 * through {@link #execute}.
 */
final class RtpReceiver implements Runnable {
    /** The most datagrams that are still read once the session has ended: those the system has kept. */
    private static final int MAX_LAST_DATAGRAMS = 8192;

    private final DatagramChannel channel;
    private final Selector selector;
    private final StreamPipeline pipeline;
    private final InetAddress source;
    private final Complaints complaints;
    private final LongSupplier nanoTime;
    private final Consumer<SelectionKey> ready = key -> {};
    private final Queue<Consumer<StreamPipeline>> commands = new ConcurrentLinkedQueue<>();
    /** One octet longer than what is taken, so that a longer datagram is seen to be one. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DatagramTarget.MAX_LENGTH + 1);

    private volatile int sourcePort;
    private volatile boolean closed;
    private SocketAddress lastSender;
    private boolean lastSenderGood;
    private boolean strangerSeen;
    private boolean portComplained;

    /**
     * @param channel bound, closed by this object's thread at its end
     * @param source whose datagrams are taken
     * @throws IOException if the system has no selector for us
     */
    RtpReceiver(
            DatagramChannel channel,
            InetAddress source,
            StreamPipeline pipeline,
            Complaints complaints,
            LongSupplier nanoTime)
            throws IOException {
        this.channel = channel;
        this.source = source;
        this.pipeline = pipeline;
        this.complaints = complaints;
        this.nanoTime = nanoTime;
        this.selector = Selector.open();
    }

    /** Has the receive thread do something before it reads the next datagram. Any thread. */
    void execute(Consumer<StreamPipeline> command) {
        commands.add(command);
        selector.wakeup();
    }

    /** The port from which the source promised to send (server_port); 0 if it named none. Any thread. */
    void expectPort(int port) {
        sourcePort = port;
    }

    /** Ends the loop after it has read what has come. Any thread. */
    void close() {
        closed = true;
        selector.wakeup();
    }

    /** Frees everything when {@link #run} will not be called. */
    void abandon() {
        try (channel;
                selector) {
            closed = true;
        } catch (IOException e) {
            complaints.add("%s is not closed: %s", channel, e.getMessage());
        }
    }

    /** The loop. An error ends it and is thrown. */
    @Override
    public void run() {
        try (channel;
                selector) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            while (!closed) {
                runCommands();
                if (!receive()) {
                    long now = nanoTime.getAsLong();
                    pipeline.poll(now);
                    selector.select(ready, Math.max(1, pipeline.idleNs(now) / 1_000_000));
                }
            }
            runCommands();
            for (int i = 0; i < MAX_LAST_DATAGRAMS && receive(); i++) {
                runCommands();
            }
            pipeline.finish(nanoTime.getAsLong());
        } catch (IOException e) {
            throw new UncheckedIOException("receiving RTP on " + channel, e);
        }
    }

    private void runCommands() {
        Consumer<StreamPipeline> command;
        while ((command = commands.poll()) != null) {
            command.accept(pipeline);
        }
    }

    private boolean receive() throws IOException {
        buffer.clear();
        SocketAddress sender = channel.receive(buffer);
        if (sender == null) {
            return false;
        }
        // The channel gives the same object for the same sender.
        if (sender != lastSender) {
            lastSender = sender;
            lastSenderGood = isSource((InetSocketAddress) sender);
        }
        if (lastSenderGood) {
            long now = nanoTime.getAsLong();
            runCommands();
            pipeline.datagram(buffer, buffer.position(), now);
            pipeline.poll(now);
        }
        return true;
    }

    private boolean isSource(InetSocketAddress sender) {
        if (!sender.getAddress().equals(source)) {
            if (!strangerSeen) {
                strangerSeen = true;
                complaints.add("datagrams from %s, expected from %s only", sender, source);
            }
            return false;
        }
        int promised = sourcePort;
        if (promised != 0 && sender.getPort() != promised && !portComplained) {
            portComplained = true;
            complaints.add("RTP comes from port %d, server_port was %d", sender.getPort(), promised);
        }
        return true;
    }
}
