// SPDX-License-Identifier: Apache-2.0
package wfd.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/** A consumer's handle. */
final class SimHandle implements WfdHandle {
    private final SimWifiDirect provider;

    // Guarded by this.
    private final Set<SimSession> sessions = new LinkedHashSet<>();
    private boolean closed;

    SimHandle(SimWifiDirect provider) {
        this.provider = provider;
    }

    @Override
    public int negotiatedVersion() {
        return WifiDirect.WFD_API_VERSION;
    }

    @Override
    public WfdSession startOpenSession(MacAddress device) throws WfdException {
        return start(device);
    }

    @Override
    public WfdSession openLegacySession(MacAddress device) throws WfdException {
        SimSession session = start(device);
        CompletableFuture<InterfaceId> opened = session.opened().toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true)
                try {
                    opened.get();
                    return session;
                } catch (InterruptedException e) {
                    interrupted = true;
                    session.cancelOpen();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof WfdException failure) throw failure;
                    throw new IllegalStateException("opening " + session + " failed in an unknown way", e);
                }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private SimSession start(MacAddress device) throws WfdException {
        requireOpen(device);
        SimSession session = provider.session(device, this::forget);
        try {
            accept(session);
        } catch (WfdException closedMeanwhile) {
            provider.abandon(session);
            throw closedMeanwhile;
        }
        session.start();
        return session;
    }

    private synchronized void accept(SimSession session) throws WfdException {
        requireOpen(session.device());
        sessions.add(session);
    }

    private synchronized void requireOpen(MacAddress device) throws WfdException {
        if (closed)
            throw new WfdException(WfdError.ERROR_INVALID_HANDLE, 0, "opening " + device + ": the handle is closed");
    }

    private synchronized void forget(SimSession session) {
        sessions.remove(session);
    }

    synchronized List<SimSession> sessions() {
        return List.copyOf(sessions);
    }

    /** No more sessions; gives those that there are. */
    synchronized List<SimSession> invalidate() {
        closed = true;
        return List.copyOf(sessions);
    }

    @Override
    public void close() {
        List<SimSession> remaining = invalidate();
        remaining.forEach(SimSession::awaitOpened);
        remaining.forEach(SimSession::close);
        provider.giveBack(this);
    }
}
