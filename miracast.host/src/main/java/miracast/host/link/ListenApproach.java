// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastState;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdStats;

/** Waits for whoever connects to an address of this machine. */
public final class ListenApproach implements Approach {
    private static final Logger LOG = LoggerFactory.getLogger(ListenApproach.class);

    private final String castId;
    private final InetSocketAddress address;
    private final Doorman doorman;
    private final ControlLoop loop;
    private final Listener listener;
    private volatile Door door;
    private boolean closed;

    /** @param address port 0 lets the system choose */
    public ListenApproach(
            String castId, InetSocketAddress address, Doorman doorman, ControlLoop loop, Listener listener) {
        this.castId = castId;
        this.address = address;
        this.doorman = doorman;
        this.loop = loop;
        this.listener = listener;
    }

    @Override
    public Optional<CastLink> link() {
        return Optional.empty();
    }

    @Override
    public Optional<InetSocketAddress> listening() {
        Door present = door;
        return present == null ? Optional.empty() : Optional.of(present.address());
    }

    @Override
    public void seek() {
        if (door == null) {
            try {
                door = doorman.open(castId, address, null, channel -> loop.execute(() -> connected(channel)));
            } catch (IOException e) {
                int status = e instanceof BindException && !isForeign(e)
                        ? NtStatus.STATUS_ADDRESS_ALREADY_EXISTS
                        : NtStatus.STATUS_NETWORK_UNREACHABLE;
                listener.hopeless(new CastEnd(CastEnd.Cause.FAILED, status, e.getMessage()));
                return;
            }
        }
        listener.progress(CastState.AWAITING_SINK, "listening on " + Doorman.text(door.address()));
        door.expect();
    }

    /** The system says this of an address that is not of this machine. */
    private static boolean isForeign(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("requested address");
    }

    private void connected(SocketChannel channel) {
        String peer = "unknown";
        try {
            peer = Doorman.text((InetSocketAddress) channel.getRemoteAddress());
        } catch (IOException e) {
            LOG.debug("cast {}: a sink was gone before its address was known", castId, e);
        }
        if (closed) {
            doorman.seeOff(channel);
        } else {
            listener.connected(channel, peer, () -> WfdStats.UNKNOWN);
        }
    }

    @Override
    public boolean isBack(Map<String, ?> seen, boolean waiting) {
        return false;
    }

    @Override
    public CompletableFuture<Void> release() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        return door == null ? CompletableFuture.completedFuture(null) : door.close();
    }
}
