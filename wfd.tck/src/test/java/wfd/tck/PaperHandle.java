// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.util.ArrayList;
import java.util.List;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/** A handle of {@link PaperWifiDirect}. */
final class PaperHandle implements WfdHandle {
    private final PaperWifiDirect provider;
    // Guarded by this.
    private final List<PaperSession> sessions = new ArrayList<>();
    private boolean closed;

    PaperHandle(PaperWifiDirect provider) {
        this.provider = provider;
    }

    @Override
    public int negotiatedVersion() {
        return provider.has(Flaw.NEGOTIATES_ANOTHER_VERSION) ? 2 : 1;
    }

    @Override
    public WfdSession startOpenSession(MacAddress device) throws WfdException {
        PaperSession session = session(device);
        session.start();
        return session;
    }

    @Override
    public WfdSession openLegacySession(MacAddress device) throws WfdException {
        PaperSession session = session(device);
        if (provider.has(Flaw.OPENS_LEGACY_SESSIONS_LATER)) session.start();
        else session.openNow();
        return session;
    }

    private synchronized PaperSession session(MacAddress device) throws WfdException {
        if (closed && !provider.has(Flaw.OPENS_THROUGH_CLOSED_HANDLES))
            throw new WfdException(WfdError.ERROR_INVALID_HANDLE, 0, "closed");
        provider.requirePaired(device);
        PaperSession session = new PaperSession(provider, device);
        provider.occupy(device, session);
        sessions.add(session);
        return session;
    }

    synchronized void invalidate() {
        closed = true;
    }

    @Override
    public void close() {
        boolean first;
        List<PaperSession> mine;
        synchronized (this) {
            first = !closed;
            closed = true;
            mine = List.copyOf(sessions);
        }
        if (!first && provider.has(Flaw.DOES_NOT_WAIT_THE_SECOND_TIME)) return;
        if (!provider.has(Flaw.DOES_NOT_WAIT_FOR_PENDING_OPENS)) waitFor(mine);
        if (!provider.has(Flaw.LEAVES_SESSIONS_OF_A_CLOSED_HANDLE)) mine.forEach(PaperSession::close);
        if (provider.has(Flaw.CLOSES_THE_SESSIONS_OF_ALL_HANDLES))
            provider.sessions().forEach(PaperSession::close);
        if (first || provider.has(Flaw.RETURNS_A_HANDLE_TWICE)) provider.giveBack(this);
        else if (provider.has(Flaw.USES_STALE_HANDLES)) provider.handles().forEach(PaperHandle::close);
    }

    private void waitFor(List<PaperSession> pending) {
        boolean interrupted = false;
        for (int i = 0; i < pending.size(); ) {
            try {
                pending.get(i).awaitResult();
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
                if (provider.has(Flaw.GIVES_UP_WAITING_WHEN_INTERRUPTED)) break;
            }
        }
        if (interrupted && !provider.has(Flaw.FORGETS_AN_INTERRUPT))
            Thread.currentThread().interrupt();
    }
}
