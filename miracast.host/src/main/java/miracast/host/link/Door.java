// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import miracast.host.thread.CastMark;

/** Where the sink of one cast knocks. Any thread. */
public final class Door {
    private final String castId;
    private final Doorman doorman;
    private final Listening listening;
    private final InetAddress peer;
    private final Consumer<SocketChannel> guests;
    private final AtomicBoolean expecting = new AtomicBoolean();

    Door(String castId, Doorman doorman, Listening listening, InetAddress peer, Consumer<SocketChannel> guests) {
        this.castId = castId;
        this.doorman = doorman;
        this.listening = listening;
        this.peer = peer;
        this.guests = guests;
    }

    /** Where it is, with the port that the system chose. */
    public InetSocketAddress address() {
        return listening.address();
    }

    /** Whose it is. */
    String castId() {
        return castId;
    }

    /** Whom it is for; null for anybody. */
    InetAddress peer() {
        return peer;
    }

    /** Lets the next sink in, and one only. */
    public void expect() {
        expecting.set(true);
    }

    /** Turns everybody away. */
    public void expectNobody() {
        expecting.set(false);
    }

    /**
     * Tries to connect to a sink that waits for that, from this door's address. Whoever is there first is let in, and nobody else; a
     * sink that refuses is left alone.
     */
    public void reachFor(InetSocketAddress sink) {
        doorman.reach(this, sink);
    }

    boolean takeExpectation() {
        return expecting.compareAndSet(true, false);
    }

    /** Hands a sink to the cast, with whatever that logs marked as the cast's. */
    void letIn(SocketChannel guest) {
        marked(() -> guests.accept(guest));
    }

    /** Does something for the cast on the doorman's thread, which is that of all casts. */
    void marked(Runnable task) {
        CastMark.on(castId, task).run();
    }

    /** Turns everybody away for ever. Completes when the port is free, or soon will be; does not wait. */
    public CompletableFuture<Void> close() {
        expectNobody();
        return doorman.close(this, listening);
    }
}
