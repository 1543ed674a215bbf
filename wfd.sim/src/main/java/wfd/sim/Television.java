// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import miracast.api.sink.MiracastSink;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.FrameCounters;
import wfd.api.WfdDevice;
import wfd.api.WfdLink;
import wfd.sim.DeviceSettings.TelevisionSettings;

/**
 * The set at the far end of one session's link: from the link's beginning to its end it tries to have a connection to the
 * source, made by the sink service of the moment. Thread-safe: what it does with its sink is one step after the other, on the
 * thread of whoever wants something; only statistics are read beside that, and no lock is held while the sink is called.
 */
final class Television {
    private static final Logger LOG = LoggerFactory.getLogger(Television.class);
    /** Between two connections, like a set that shows its home screen for a moment. */
    private static final int RECONNECT_MS = 1000;
    /** One attempt of the sink; many follow. */
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    /** A sink that doesn't end its session by then is left alone. */
    private static final int FAREWELL_MS = 5000;

    private final SinkSlot slot;
    private final SimThreads threads;
    private final WfdDevice device;
    private final TelevisionSettings settings;
    private final WfdLink link;

    /** A session, and how many read its statistics at this moment. */
    private static final class Connection {
        final SinkSession session;
        /** Guarded by the television. */
        int readers;
        /** Completes when nobody reads any more, and nobody will. */
        final CompletableFuture<Void> read = new CompletableFuture<>();

        Connection(SinkSession session) {
            this.session = session;
        }
    }

    private final Turns turns = new Turns(this::complain);
    private volatile boolean linkIsUp = true;

    // Of whoever has the turn.
    private Map<String, String> capabilities;
    /** Null if there is none. */
    private MiracastSink sink;
    /** Null unless a connection is due. */
    private Future<?> reconnection;

    /** Completes when all sessions that are no longer wanted have ended, and nobody calls them any more. */
    private CompletableFuture<Void> farewell = CompletableFuture.completedFuture(null);

    private int recordings;

    // Guarded by this, and changed by whoever has the turn.
    /** Null while there is no connection. */
    private Connection connection;

    private long received;
    private long lost;

    Television(SinkSlot slot, SimThreads threads, DeviceSettings settings, WfdLink link) {
        this.slot = slot;
        this.threads = threads;
        this.device = settings.device();
        this.settings = settings.television();
        this.capabilities = this.settings.capabilities();
        this.link = link;
    }

    /**
     * Takes the sink service that there is now: switches off if there is none any more, and on again if there is another.
     *
     * @return completes when former services have ended their sessions
     */
    CompletableFuture<?> followSink() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        turns.take(() -> {
            MiracastSink now = linkIsUp ? slot.sink().orElse(null) : null;
            boolean other = now != sink;
            if (other) {
                sink = now;
                SinkSession former = forget();
                if (former != null) {
                    LOG.info(
                            "Television {} \"{}\" switches off: its sink service goes",
                            device.address(),
                            device.name());
                    bid(former, former::close);
                }
            }
            tellFarewell(gone);
            if (other) connect();
        });
        return gone;
    }

    /**
     * The link is gone, and the television notices that it has nobody to talk to.
     *
     * @return completes when its connections have ended, or should have
     */
    CompletableFuture<?> loseLink() {
        linkIsUp = false;
        CompletableFuture<Void> gone = new CompletableFuture<>();
        turns.take(() -> {
            sink = null;
            SinkSession former = forget();
            if (former != null) bid(former, former::vanish);
            tellFarewell(gone);
        });
        return gone.orTimeout(FAREWELL_MS, TimeUnit.MILLISECONDS).handle((done, late) -> {
            if (late != null)
                LOG.warn(
                        "The sink of television {} \"{}\" still runs {} ms after its link went",
                        device.address(),
                        device.name(),
                        FAREWELL_MS);
            return done;
        });
    }

    /** Takes other capabilities while it plays, as if another monitor were plugged into it. */
    void follow(TelevisionSettings now) {
        turns.take(() -> {
            if (capabilities.equals(now.capabilities())) return;
            try {
                if (connection != null) connection.session.change(now.capabilities());
                capabilities = now.capabilities();
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "Television {} \"{}\" stays as it is until it is configured differently: {}",
                        device.address(),
                        device.name(),
                        e.getMessage());
            }
        });
    }

    /** Ends a session of a sink, which may take its time. */
    private void bid(SinkSession former, Runnable end) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        former.closed().whenComplete((reason, failure) -> ended.complete(null));
        // A session tells its end before the call returns that ends it; until then its service is in use.
        CompletableFuture<Void> returned = new CompletableFuture<>();
        farewell = CompletableFuture.allOf(farewell, ended, returned);
        threads.execute(() -> {
            try {
                end.run();
            } finally {
                returned.complete(null);
            }
        });
    }

    private void tellFarewell(CompletableFuture<Void> gone) {
        farewell.whenComplete((done, failure) -> gone.complete(null));
    }

    boolean isOff() {
        return !linkIsUp;
    }

    /** What the link has delivered and lost, as far as a simulated radio goes: each RTP packet is a frame, and none is retried. */
    Optional<FrameCounters> frames() {
        Connection present;
        long receivedBefore;
        long lostBefore;
        synchronized (this) {
            present = connection;
            receivedBefore = received;
            lostBefore = lost;
            if (present != null) present.readers++;
        }
        if (present == null)
            return receivedBefore == 0
                    ? Optional.empty()
                    : Optional.of(new FrameCounters(receivedBefore, 0, 0, lostBefore));
        try {
            SinkStatistics now = present.session.statistics();
            return Optional.of(new FrameCounters(receivedBefore + now.packets(), 0, 0, lostBefore + now.lost()));
        } finally {
            finishReading(present);
        }
    }

    private void finishReading(Connection read) {
        boolean last;
        synchronized (this) {
            last = --read.readers == 0 && connection != read;
        }
        if (last) read.read.complete(null);
    }

    private void connect() {
        if (reconnection != null) reconnection.cancel(false);
        reconnection = null;
        if (sink == null) return;
        SinkRequest request = SinkRequest.builder(
                        device.name(), new InetSocketAddress(link.local(), settings.rtspPort()))
                .localAddress(link.peer())
                .parameters(capabilities)
                .faults(settings.rtpFaults())
                .recording(nextRecording())
                .decode(settings.decode())
                .connectTimeoutNs(CONNECT_TIMEOUT_NS)
                .build();
        try {
            SinkSession session = sink.connect(request);
            synchronized (this) {
                connection = new Connection(session);
            }
            // On a thread of the sink, or on this one if it is over already: neither may wait for our lock.
            session.closed()
                    .whenComplete((reason, failure) ->
                            threads.execute(() -> turns.take(() -> ended(session, reason, failure))));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "Television {} \"{}\" stays dark until it is configured differently: {}",
                    device.address(),
                    device.name(),
                    e.getMessage());
        } catch (RuntimeException e) {
            LOG.info(
                    "Television {} \"{}\" tries again in {} ms, since its sink does not work",
                    device.address(),
                    device.name(),
                    RECONNECT_MS,
                    e);
            reconnection = threads.schedule(this::reconnect, RECONNECT_MS);
        }
    }

    private void ended(SinkSession session, String reason, Throwable failure) {
        if (connection == null || connection.session != session) return;
        LOG.info(
                "Television {} \"{}\" tries again in {} ms, since its connection to {} ended: {}",
                device.address(),
                device.name(),
                RECONNECT_MS,
                link.local().getHostAddress(),
                failure == null ? reason : failure.toString());
        forget();
        reconnection = threads.schedule(this::reconnect, RECONNECT_MS);
    }

    private void reconnect() {
        turns.take(() -> {
            if (connection == null) connect();
        });
    }

    /** Has no connection, and none due, any more; gives the one there was, or null. */
    private SinkSession forget() {
        if (reconnection != null) reconnection.cancel(false);
        reconnection = null;
        Connection former = connection;
        if (former == null) return null;
        long lastPackets = 0;
        long lastLost = 0;
        try {
            SinkStatistics last = former.session.statistics();
            lastPackets = last.packets();
            lastLost = last.lost();
        } catch (RuntimeException e) {
            complain(e); // and goes on: it has to be left, whatever it received
        }
        if (lastPackets > 0) recordings++;
        boolean unread;
        synchronized (this) {
            received += lastPackets;
            lost += lastLost;
            connection = null;
            unread = former.readers == 0;
        }
        if (unread) former.read.complete(null);
        farewell = CompletableFuture.allOf(farewell, former.read);
        return former.session;
    }

    private void complain(Throwable failure) {
        LOG.warn("The sink of television {} \"{}\" fails", device.address(), device.name(), failure);
    }

    /** Null for none. The second connection must not overwrite what the first has written. */
    private Path nextRecording() {
        Path first = settings.recording();
        if (first == null || recordings == 0) return first;
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        return first.resolveSibling(stem + "-" + (recordings + 1) + extension);
    }
}
