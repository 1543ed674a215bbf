// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/**
 * A session of wlanapi.dll. It {@linkplain WindowsHandle uses} its handle until the system has completed the open, and, if that went
 * well, until it has been closed; then its native handle is never touched again.
 *
 * <p>The WLAN service is never called with the lock held, nor on the thread of whoever cancels or closes: it may take its time.
 *
 * <p>Open means more here than to the system: both addresses of the link are known. They come by DHCP, after the
 * system's completion.
 */
final class WindowsSession implements WfdSession {
    private static final Logger LOG = LoggerFactory.getLogger(WindowsSession.class);
    /** {@code ERROR_GEN_FAILURE} of winerror.h. */
    private static final int ERROR_GEN_FAILURE = 31;
    /** How long the addresses may take: DHCP tries again after 4, 8 and 16 seconds. */
    private static final long ADDRESSES_NS = TimeUnit.SECONDS.toNanos(20);
    /** Neighbours come without notice, so they are looked for. */
    private static final long LOOK_MS = 50;
    /** How long the end of a closed session waits for the interface to go down: the system queues the disconnection. */
    private static final long DISCONNECT_NS = TimeUnit.SECONDS.toNanos(5);
    /** When a link goes, its cause may be told after it. */
    private static final long CAUSE_MS = 300;

    private enum State {
        OPENING,
        OPEN,
        ENDED
    }

    private final NativeSite site;
    private final WindowsHandle handle;
    private final MacAddress device;
    private final Result<InterfaceId> opened = new Result<>();
    private final Result<SessionEnd> closed = new Result<>();

    private final SessionHandle session;

    // Guarded by this.
    private State state = State.OPENING;
    private boolean cancelled;
    /** Why the open is to fail, whatever the system says; null for no reason. */
    private WfdException refusal;
    /** Null unless it is open. */
    private WfdLink link;
    /** Null unless it is open. */
    private LinkStatistics statistics;

    WindowsSession(NativeSite site, WindowsHandle handle, MacAddress device) {
        this.site = site;
        this.handle = handle;
        this.device = device;
        session = new SessionHandle(site.windows().wlan());
    }

    /** WFDStartOpenSession. */
    void start(Pointer client) throws WfdException {
        Pointer context = site.completions().expect(new OpenCompletions.Receiver() {
            @Override
            public void returning() {
                session.complete();
            }

            @Override
            public void completed(UUID interfaceId, int error, int reasonCode) {
                complete(interfaceId, error, reasonCode);
            }
        });
        PointerByReference started = new PointerByReference();
        int error = site.windows()
                .wlan()
                .WFDStartOpenSession(
                        client, device.octets(), context, site.completions().callback(), started);
        session.give(error == 0 ? started.getValue() : null);
        if (error == 0) {
            boolean unwanted;
            synchronized (this) {
                unwanted = cancelled || refusal != null;
            }
            if (unwanted) cancelNative();
            return;
        }
        site.completions().forget(context);
        throw neverOpened(site.windows().failure("opening " + this, error, 0));
    }

    /** WFDOpenLegacySession, which takes its time. */
    void openLegacy(Pointer client) throws WfdException {
        PointerByReference given = new PointerByReference();
        GUID id = new GUID();
        int error = site.windows().wlan().WFDOpenLegacySession(client, device.octets(), given, id);
        // A stand-in or a driver may have put the reason's number there; the documented function has no reason code.
        if (error != 0) throw neverOpened(site.windows().failure("opening legacy " + this, error, 0));
        session.give(given.getValue());
        session.complete();
        WfdException failure = establish(id.toUuid());
        if (failure != null) throw failure;
    }

    private WfdException neverOpened(WfdException failure) {
        synchronized (this) {
            state = State.ENDED;
        }
        handle.release();
        handle.forget(this);
        opened.fail(failure);
        closed.complete(SessionEnd.NOT_OPENED);
        return failure;
    }

    /** The system's completion, on a worker. */
    private void complete(UUID interfaceId, int error, int reasonCode) {
        if (!session.awaitGiven()) return;
        if (error == 0) establish(interfaceId);
        else neverOpened(site.windows().failure("opening " + this, error, reasonCode));
    }

    /** The system's session is open: gets the addresses. Gives why not, after closing it again; null if all is well. */
    private WfdException establish(UUID interfaceId) {
        InterfaceId id = new InterfaceId(interfaceId);
        WfdException failure = null;
        try {
            Connection made = connect(id);
            synchronized (this) {
                failure = refusal;
                if (failure == null) {
                    state = State.OPEN;
                    link = made.link();
                    statistics = made.statistics();
                }
            }
        } catch (WfdException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            // Nobody else would learn of it, and who waits for the open would wait for ever.
            LOG.error("Opening {} failed", this, e);
            failure = new WfdException(ERROR_GEN_FAILURE, 0, "opening " + this + ": " + e, e);
        }
        if (failure != null) {
            closeNative();
            synchronized (this) {
                state = State.ENDED;
            }
            handle.forget(this);
            opened.fail(failure);
            closed.complete(SessionEnd.NOT_OPENED);
            return failure;
        }
        LOG.info("Session to {} is open on {}", this, id);
        opened.complete(id);
        checkLink(); // it may have gone already, and told nobody but us, too early
        return null;
    }

    private record Connection(WfdLink link, LinkStatistics statistics) {}

    private Connection connect(InterfaceId id) throws WfdException {
        long end = System.nanoTime() + ADDRESSES_NS;
        while (true) {
            Optional<NativeAddresses.Adapter> adapter = site.addresses().adapter(id.guid());
            if (adapter.isPresent()) {
                MacAddress other = site.devices().interfaceAddress(device).orElse(device);
                Optional<WfdLink> found = new PeerChoice(other, device)
                        .link(
                                id,
                                adapter.get(),
                                site.addresses().neighbours(adapter.get().index()));
                if (found.isPresent()) {
                    long announced = site.devices()
                            .device(device)
                            .map(WfdDevice::maximumThroughput)
                            .orElse(0L);
                    return new Connection(
                            found.get(),
                            new LinkStatistics(
                                    site.windows(),
                                    site.wlanClient(),
                                    id.guid(),
                                    adapter.get().index(),
                                    announced));
                }
            }
            synchronized (this) {
                if (refusal != null) throw refusal;
                if (cancelled)
                    throw new WfdException(
                            WfdError.ERROR_CANCELLED, 0, "opening " + this + " was cancelled before it had addresses");
                if (System.nanoTime() > end)
                    throw new WfdException(
                            WfdError.ERROR_TIMEOUT,
                            0,
                            "opening " + this + ": interface " + id + " has no address of both ends after "
                                    + TimeUnit.NANOSECONDS.toSeconds(ADDRESSES_NS) + " s ("
                                    + adapter.map(Object::toString).orElse("no such adapter") + ")");
                try {
                    wait(LOOK_MS);
                } catch (InterruptedException e) {
                    // Only openLegacySession runs this on a thread of others: it gives up, and keeps the interrupt.
                    Thread.currentThread().interrupt();
                    cancelled = true;
                }
            }
        }
    }

    /** Gives the native session back, once. */
    private void closeNative() {
        int error = session.close();
        // The session is as good as closed if the service is gone.
        if (error != 0)
            LOG.debug("WFDCloseSession to {}: {}: {}", this, site.windows().errorText(error), WfdError.describe(error));
        handle.release();
    }

    @Override
    public MacAddress device() {
        return device;
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
        synchronized (this) {
            if (state != State.OPENING || cancelled) return;
            cancelled = true;
            notifyAll();
        }
        cancelNative();
    }

    private void cancelNative() {
        site.threads().execute(() -> {
            int error = session.cancel();
            if (error != 0) LOG.debug("WFDCancelOpenSession to {}: {}", this, WfdError.describe(error));
        });
    }

    @Override
    public void close() {
        end(SessionEnd.CLOSED);
    }

    /** Ends the session whatever its state: the reason for an open one, the refusal for one that opens. */
    void end(SessionEnd reason, WfdException pending) {
        boolean refused = false;
        synchronized (this) {
            if (state == State.OPENING && refusal == null) {
                refusal = pending;
                refused = true;
                notifyAll();
            }
        }
        if (refused) {
            cancelNative();
            site.threads().execute(() -> {
                opened.fail(pending);
                closed.complete(SessionEnd.NOT_OPENED);
            });
        }
        end(reason);
    }

    private void end(SessionEnd reason) {
        UUID former;
        synchronized (this) {
            if (state != State.OPEN) return;
            state = State.ENDED;
            former = link.interfaceId().guid();
            link = null;
            statistics = null;
        }
        site.threads().execute(() -> {
            closeNative();
            if (reason == SessionEnd.CLOSED) awaitDisconnection(former);
            handle.forget(this);
            LOG.info("Session to {} has ended: {}", this, reason);
            opened.then(() -> closed.complete(reason));
        });
    }

    private synchronized void awaitDisconnection(UUID interfaceId) {
        long end = System.nanoTime() + DISCONNECT_NS;
        try {
            while (isUp(interfaceId) && System.nanoTime() < end) wait(LOOK_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts workers", e);
        }
    }

    private boolean isUp(UUID interfaceId) {
        try {
            return site.addresses()
                    .adapter(interfaceId)
                    .filter(adapter -> adapter.up() && !adapter.addresses().isEmpty())
                    .isPresent();
        } catch (WfdException e) {
            LOG.debug("The interface of the session to {} cannot be looked at", this, e);
            return true;
        }
    }

    /** Some interface has changed: if it is ours and has gone, so has the session. */
    void checkLink() {
        UUID interfaceId;
        synchronized (this) {
            notifyAll();
            if (state != State.OPEN) return;
            interfaceId = link.interfaceId().guid();
        }
        if (isUp(interfaceId)) return;
        CompletableFuture.delayedExecutor(CAUSE_MS, MILLISECONDS, site.threads()::execute)
                .execute(() -> {
                    if (isUp(interfaceId)) return;
                    boolean known = site.devices().device(device).isPresent();
                    if (site.windows().isServiceStopped()) end(SessionEnd.SERVICE_STOPPED);
                    else end(known ? SessionEnd.LINK_LOST : SessionEnd.DEVICE_DEPARTED);
                });
    }

    @Override
    public synchronized WfdLink link() throws WfdException {
        if (link == null)
            throw new WfdException(
                    WfdError.ERROR_INVALID_STATE,
                    0,
                    "session to " + this + " has no link: it " + (state == State.OPENING ? "is opening" : "has ended"));
        return link;
    }

    @Override
    public WfdStats stats() {
        LinkStatistics now;
        synchronized (this) {
            now = statistics;
        }
        return now == null ? WfdStats.UNKNOWN : now.now();
    }

    /** Waits until {@link #opened()} has completed. */
    void awaitOpened() {
        opened.await();
    }

    /** Device and name, for messages. */
    @Override
    public String toString() {
        return device
                + site.devices()
                        .device(device)
                        .map(known -> " \"" + known.name() + "\"")
                        .orElse("");
    }
}
