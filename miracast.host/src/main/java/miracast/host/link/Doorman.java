// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for the sinks of all casts, on one thread. A {@link Door} lets one sink in when its cast expects one; whoever else
 * connects is turned away at once. Several doors share one address and port if each is for another peer, as several sinks of one
 * Wi-Fi Direct group need it. The doorman also sees sinks off, so that their last message arrives.
 */
public final class Doorman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
    /** How long a sink may take to close its side. */
    private static final long FAREWELL_NS = TimeUnit.MILLISECONDS.toNanos(300);

    /** How long the thread may take to let go of a port; only one that has just ended takes longer. */
    private static final long RELEASE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long TROUBLE_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int BACKLOG = 16;

    /** A connection to a sink that is being made. */
    private record Reach(Door door, InetSocketAddress sink, SocketChannel channel) {}

    private record Farewell(SocketChannel channel, long sinceNs, CompletableFuture<Void> done) {}

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Map<InetSocketAddress, Listening> listeners = new HashMap<>();
    private final List<Farewell> farewells = new ArrayList<>();
    private final ByteBuffer waste = ByteBuffer.allocateDirect(4096);
    private volatile boolean closing;

    /** Starts the thread. */
    public Doorman(String threadName) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens a door.
     *
     * @param castId whose it is
     * @param address where; port 0 lets the system choose
     * @param peer whom it is for; null for anybody
     * @param guests given each sink that is let in, on the doorman's thread; must not block
     * @throws IOException if it cannot be listened there; the message names the address and the reason
     */
    public Door open(String castId, InetSocketAddress address, InetAddress peer, Consumer<SocketChannel> guests)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + text(address) + ": no such host");
        }
        synchronized (listeners) {
            Listening listening = address.getPort() == 0 ? null : listeners.get(address);
            if (listening == null) {
                listening = listen(address);
            } else if (!listening.hasRoomFor(peer)) {
                throw new BindException("cannot listen on " + text(address) + ": another cast does");
            }
            Door door = new Door(castId, this, listening, peer, guests);
            listening.doors().add(door);
            return door;
        }
    }

    private Listening listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(address, BACKLOG);
            server.configureBlocking(false);
        } catch (IOException e) {
            server.close();
            IOException told = e instanceof BindException
                    ? new BindException("cannot listen on " + text(address) + ": " + e.getMessage())
                    : new IOException("cannot listen on " + text(address) + ": " + e.getMessage());
            told.initCause(e);
            throw told;
        }
        Listening listening = new Listening((InetSocketAddress) server.getLocalAddress(), server);
        listeners.put(listening.address(), listening);
        command(() -> server.register(selector, SelectionKey.OP_ACCEPT, listening));
        return listening;
    }

    /** Closes a door, and what it listened with if it was the last one there. Completes when the port is free, or soon will be. */
    CompletableFuture<Void> close(Door door, Listening listening) {
        synchronized (listeners) {
            listening.doors().remove(door);
            if (listening.doors().isEmpty() && listeners.remove(listening.address(), listening)) {
                closeQuietly(listening.server());
            }
        }
        // The port is free when the selector has let go of the key.
        CompletableFuture<Void> released = new CompletableFuture<>();
        command(() -> {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Reach reach && reach.door() == door) {
                    closeQuietly(reach.channel());
                }
            }
            selector.selectNow();
            released.complete(null);
        });
        return closing
                ? CompletableFuture.completedFuture(null)
                : released.completeOnTimeout(null, RELEASE_NS, TimeUnit.NANOSECONDS);
    }

    /** See {@link Door#reachFor}. */
    void reach(Door door, InetSocketAddress sink) {
        command(() -> {
            SocketChannel channel = SocketChannel.open();
            Reach reach = new Reach(door, sink, channel);
            try {
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress(door.address().getAddress(), 0));
                if (channel.connect(sink)) {
                    reached(reach);
                } else {
                    channel.register(selector, SelectionKey.OP_CONNECT, reach);
                }
            } catch (IOException e) {
                unreached(reach, e);
            }
        });
    }

    /**
     * Closes a sink's connection so that what was written still arrives: says that no more comes, waits a little for the sink to
     * close, then closes. Completes on the doorman's thread, or at once if the connection is gone already.
     */
    public CompletableFuture<Void> seeOff(SocketChannel channel) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        command(() -> {
            farewells.add(new Farewell(channel, System.nanoTime(), done));
            channel.shutdownOutput();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, channel);
        });
        if (closing) {
            closeQuietly(channel);
            done.complete(null);
        }
        return done;
    }

    private interface Command {
        void run() throws IOException;
    }

    private void command(Command command) {
        commands.add(() -> {
            try {
                command.run();
            } catch (IOException | RuntimeException e) {
                LOG.debug("a connection was gone before it could be looked after", e);
            } catch (Error e) {
                LOG.error("a connection could not be looked after", e);
            }
        });
        selector.wakeup();
    }

    // ---- the doorman's thread

    private void run() {
        try {
            while (!closing) {
                selector.select(farewells.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(FAREWELL_NS) / 10);
                for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
                    command.run();
                }
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    serve(key);
                }
                endFarewells(FAREWELL_NS);
            }
        } catch (IOException e) {
            LOG.error("the doorman of all casts failed; no sink can connect any more", e);
        } finally {
            end();
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.attachment() instanceof Listening listening) {
                SocketChannel guest = listening.server().accept();
                if (guest != null) {
                    receive(guest, listening);
                }
            } else if (key.attachment() instanceof Reach reach) {
                finishReach(key, reach);
            } else if (key.attachment() instanceof SocketChannel channel) {
                waste.clear();
                if (channel.read(waste) < 0) {
                    channel.close();
                }
            }
        } catch (CancelledKeyException e) {
            LOG.trace("closed meanwhile", e);
        } catch (IOException | RuntimeException | Error e) {
            // One connection's trouble must not end the door of all casts.
            if (!(key.attachment() instanceof Listening)) {
                LOG.debug("{} failed", key.channel(), e);
                closeQuietly(key.channel());
            } else if (key.channel().isOpen()) {
                // Out of file descriptors, as a rule: the connection stays in the backlog, and select would return at
                // once.
                notAccepted((Listening) key.attachment(), e);
                LockSupport.parkNanos(TROUBLE_PAUSE_NS);
            }
        }
    }

    /** Every cast that listens there may miss its sink for it. */
    static void notAccepted(Listening listening, Throwable failure) {
        for (Door door : listening.doors()) {
            door.marked(() -> LOG.warn(
                    "cast {}: a sink's connection could not be accepted at {}",
                    door.castId(),
                    text(listening.address()),
                    failure));
        }
    }

    private static void finishReach(SelectionKey key, Reach reach) {
        try {
            if (reach.channel().finishConnect()) {
                key.cancel();
                reached(reach);
            }
        } catch (IOException e) {
            unreached(reach, e);
        }
    }

    private static void reached(Reach reach) throws IOException {
        reach.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (reach.door().takeExpectation()) {
            reach.door().letIn(reach.channel());
        } else {
            reach.channel().close();
        }
    }

    private static void unreached(Reach reach, IOException e) {
        Door door = reach.door();
        door.marked(() ->
                LOG.debug("cast {}: sink {} cannot be reached: {}", door.castId(), text(reach.sink()), e.getMessage()));
        closeQuietly(reach.channel());
    }

    /** Lets a guest in that its cast expects. One that cannot be let in is closed, and the cast goes on to expect one. */
    static void receive(SocketChannel guest, Listening listening) {
        try {
            InetSocketAddress peer = (InetSocketAddress) guest.getRemoteAddress();
            guest.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Door door = listening.doorFor(peer.getAddress());
            if (door == null) {
                LOG.debug("turned {} away at {}: no cast expects it", peer, listening.address());
                guest.close();
            } else {
                receive(guest, peer, door);
            }
        } catch (IOException e) {
            LOG.debug("a sink was gone before it was let in at {}", listening.address(), e);
            closeQuietly(guest);
        } catch (RuntimeException | Error e) {
            LOG.error("a sink could not be looked at that came to {}", listening.address(), e);
            closeQuietly(guest);
        }
    }

    private static void receive(SocketChannel guest, InetSocketAddress peer, Door door) {
        try {
            door.letIn(guest);
        } catch (RuntimeException | Error e) {
            door.marked(() -> LOG.error(
                    "cast {}: sink {} could not be let in at {}", door.castId(), text(peer), text(door.address()), e));
            closeQuietly(guest);
            door.expect();
        }
    }

    private void endFarewells(long patienceNs) {
        for (Iterator<Farewell> all = farewells.iterator(); all.hasNext(); ) {
            Farewell farewell = all.next();
            SocketChannel channel = farewell.channel();
            if (!channel.isOpen() || !channel.isConnected() || System.nanoTime() - farewell.sinceNs() >= patienceNs) {
                closeQuietly(channel);
                all.remove();
                farewell.done().complete(null);
            }
        }
    }

    private void end() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        endFarewells(0);
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Reach reach) {
                closeQuietly(reach.channel());
            }
        }
        synchronized (listeners) {
            listeners.values().forEach(listening -> closeQuietly(listening.server()));
            listeners.clear();
        }
        closeQuietly(selector);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("{} failed to close", closeable, e);
        }
    }

    /** {@code 192.168.1.5:7236}. */
    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Closes all doors and connections that are being seen off, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }
}
