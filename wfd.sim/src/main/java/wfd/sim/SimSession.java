// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.FrameCounters;
import wfd.api.InterfaceId;
import wfd.api.LinkRates;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/** A session to a simulated device. */
final class SimSession implements WfdSession, DeviceTable.Guest {
    private static final Logger LOG = LoggerFactory.getLogger(SimSession.class);

    /** {@code WSAEADDRNOTAVAIL} of {@code winerror.h}: no address for the link. */
    static final int WSAEADDRNOTAVAIL = 10049;

    /** The simulated system service. */
    @FunctionalInterface
    interface SystemService {
        /** Throws why it doesn't do what is asked, if it doesn't run. */
        void require(String what) throws WfdException;
    }

    /** What sessions share. */
    record Surroundings(
            SystemService service, DeviceTable devices, LinkAddresses addresses, SinkSlot sinks, SimThreads threads) {}

    private enum State {
        OPENING,
        OPEN,
        ENDED
    }

    /** What is there while the session is open. */
    private record Connection(LinkAddresses.Lease lease, WfdLink link, Television television) {}

    private final Surroundings surroundings;
    private final DeviceSettings settings;
    private final Consumer<SimSession> ending;
    private final Result<InterfaceId> opened = new Result<>();
    private final Result<SessionEnd> closed = new Result<>();

    // Guarded by this.
    private State state = State.OPENING;
    /** Why the open is to fail, whatever the device says; null for no reason. */
    private WfdException refusal;
    /** The scheduled completion of the open, or loss of the link; null if there is none. */
    private Future<?> nextEvent;
    /** Null unless the session is open. */
    private Connection connection;

    /**
     * A session that is opening.
     *
     * @param ending called once, before anybody else learns that the session has ended
     */
    SimSession(Surroundings surroundings, DeviceSettings settings, Consumer<SimSession> ending) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.ending = ending;
    }

    /** Begins to open. The session must have {@linkplain DeviceTable#occupy the device}. */
    synchronized void start() {
        if (state != State.OPENING || refusal != null) return; // stopped before it began
        nextEvent = surroundings
                .threads()
                .schedule(this::finishOpen, settings.faults().openDelayMs());
    }

    /** Completes the open, on a worker. Does nothing the second time, after a cancel say. */
    private void finishOpen() {
        WfdException failure = fault();
        Connection made = null;
        synchronized (this) {
            if (state != State.OPENING) return;
            nextEvent = null;
            if (refusal != null) failure = refusal;
            if (failure == null)
                try {
                    made = connect();
                    connection = made;
                    scheduleLoss();
                } catch (WfdException e) {
                    failure = e;
                }
            state = failure == null ? State.OPEN : State.ENDED;
        }
        if (failure != null) {
            surroundings.devices().leave(this);
            ending.accept(this);
            opened.fail(failure);
            closed.complete(SessionEnd.NOT_OPENED);
            return;
        }
        LOG.info(
                "Session to {} is open: {} to {}",
                this,
                text(made.link().local()),
                text(made.link().peer()));
        surroundings.sinks().add(made.television());
        opened.complete(made.link().interfaceId());
    }

    /** What keeps the device from opening now; null for nothing. */
    private WfdException fault() {
        String what = "opening " + this;
        try {
            surroundings.service().require(what);
        } catch (WfdException e) {
            return e;
        }
        if (!surroundings.devices().isInRange(device()))
            return new WfdException(WfdError.ERROR_TIMEOUT, 0, what + ": it does not answer, for it is not in range");
        int error = settings.faults().openError();
        if (error == 0) return null;
        int reasonCode = settings.faults().openReasonCode();
        return new WfdException(error, reasonCode, what + ": simulated " + WfdError.describe(error));
    }

    private void scheduleLoss() {
        int lifeMs = settings.faults().dropAfterMs();
        if (lifeMs > 0) nextEvent = surroundings.threads().schedule(() -> end(SessionEnd.LINK_LOST), lifeMs);
    }

    private Connection connect() throws WfdException {
        try {
            LinkAddresses.Lease lease = surroundings.addresses().lease(device());
            WfdLink made = new WfdLink(new InterfaceId(UUID.randomUUID()), lease.source(), lease.device());
            return new Connection(
                    lease, made, new Television(surroundings.sinks(), surroundings.threads(), settings, made));
        } catch (IOException e) {
            throw new WfdException(WSAEADDRNOTAVAIL, 0, "opening " + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public MacAddress device() {
        return settings.address();
    }

    @Override
    public CompletionStage<InterfaceId> opened() {
        return opened.stage();
    }

    @Override
    public CompletionStage<SessionEnd> closed() {
        return closed.stage();
    }

    @Override
    public void cancelOpen() {
        refuse(new WfdException(WfdError.ERROR_CANCELLED, 0, "opening " + this + " was cancelled"));
    }

    @Override
    public void close() {
        end(SessionEnd.CLOSED);
    }

    @Override
    public void end(SessionEnd reason, WfdException pending) {
        refuse(pending);
        end(reason);
    }

    private synchronized void refuse(WfdException reason) {
        if (state != State.OPENING || refusal != null) return;
        refusal = reason;
        if (nextEvent != null) nextEvent.cancel(false);
        surroundings.threads().execute(this::finishOpen);
    }

    private void end(SessionEnd reason) {
        Connection former;
        synchronized (this) {
            if (state != State.OPEN) return;
            state = State.ENDED;
            if (nextEvent != null) nextEvent.cancel(false);
            former = connection;
            connection = null;
        }
        SimThreads threads = surroundings.threads();
        threads.execute(() -> former.television()
                .loseLink()
                .whenComplete((done, failure) -> threads.execute(() -> finishEnd(former, reason))));
    }

    private void finishEnd(Connection former, SessionEnd reason) {
        // Not before: a sink service that goes waits for this television, too.
        surroundings.sinks().remove(former.television());
        former.lease().close();
        surroundings.devices().leave(this);
        ending.accept(this);
        LOG.info("Session to {} has ended: {}", this, reason);
        opened.then(() -> closed.complete(reason));
    }

    /** The device is configured otherwise: its television follows in what it can while it runs. */
    void follow(DeviceSettings now) {
        Connection present;
        synchronized (this) {
            present = connection;
        }
        if (present != null) present.television().follow(now.television());
    }

    @Override
    public synchronized WfdLink link() throws WfdException {
        if (connection == null)
            throw new WfdException(
                    WfdError.ERROR_INVALID_STATE,
                    0,
                    "session to " + this + " has no link: it " + (state == State.OPENING ? "is opening" : "has ended"));
        return connection.link();
    }

    @Override
    public WfdStats stats() {
        Connection now;
        synchronized (this) {
            now = connection;
        }
        if (now == null) return WfdStats.UNKNOWN;
        Optional<FrameCounters> frames = now.television().frames();
        return new WfdStats() {
            @Override
            public Optional<LinkRates> rates() {
                return surroundings
                        .devices()
                        .settings(SimSession.this)
                        .orElse(settings)
                        .rates();
            }

            @Override
            public Optional<FrameCounters> frames() {
                return frames;
            }
        };
    }

    /** Waits until {@link #opened()} has completed. */
    void awaitOpened() {
        opened.await();
    }

    /** Waits for the end until a time of {@link System#nanoTime()}; tells whether it has come. */
    boolean awaitClosed(long endNs) throws InterruptedException {
        return closed.awaitUntil(endNs);
    }

    /** Device and name, for messages. */
    @Override
    public String toString() {
        return device() + " \"" + settings.device().name() + "\"";
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }
}
