// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.MacAddress;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;

/**
 * A client handle of wlanapi.dll. It is given back to the system once, and not before every session has given back its own: from
 * its start to its native end each session {@linkplain #use uses} the handle.
 */
final class WindowsHandle implements WfdHandle {
    private static final Logger LOG = LoggerFactory.getLogger(WindowsHandle.class);

    private final NativeSite site;
    private final Pointer client;
    private final int negotiatedVersion;
    private final Consumer<WindowsHandle> ending;

    // Guarded by this.
    private final Set<WindowsSession> sessions = new LinkedHashSet<>();
    /** Why nothing can be opened any more; null while it can. */
    private WfdException refusal;

    private int uses;
    /** Whether somebody has begun to give the client handle back, and whether that is done. */
    private boolean returning;

    private boolean returned;
    /** Whether the service has gone, which may never complete what is pending. */
    private boolean orphaned;

    /** @param ending called once, when the client handle has been given back */
    WindowsHandle(NativeSite site, Pointer client, int negotiatedVersion, Consumer<WindowsHandle> ending) {
        this.site = site;
        this.client = client;
        this.negotiatedVersion = negotiatedVersion;
        this.ending = ending;
    }

    @Override
    public int negotiatedVersion() {
        return negotiatedVersion;
    }

    @Override
    public WfdSession startOpenSession(MacAddress device) throws WfdException {
        WindowsSession session = new WindowsSession(site, this, device);
        use(session);
        session.start(client);
        return session;
    }

    @Override
    public WfdSession openLegacySession(MacAddress device) throws WfdException {
        WindowsSession session = new WindowsSession(site, this, device);
        use(session);
        session.openLegacy(client);
        return session;
    }

    private synchronized void use(WindowsSession session) throws WfdException {
        if (refusal != null)
            throw new WfdException(
                    refusal.error(), 0, "opening " + session.device() + ": " + refusal.getMessage(), refusal);
        sessions.add(session);
        uses++;
    }

    /** The session has no native handle any more. */
    void release() {
        synchronized (this) {
            uses--;
            notifyAll();
        }
        returnIfUnused();
    }

    /** The session has ended. */
    synchronized void forget(WindowsSession session) {
        sessions.remove(session);
    }

    synchronized List<WindowsSession> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public void close() {
        refuse(new WfdException(WfdError.ERROR_INVALID_HANDLE, 0, "the handle is closed"));
        List<WindowsSession> remaining = sessions();
        remaining.forEach(WindowsSession::awaitOpened);
        remaining.forEach(WindowsSession::close);
        returnIfUnused();
        awaitReturned(Long.MAX_VALUE);
    }

    /** The service has gone: who waits for it waits no longer. */
    synchronized void orphan() {
        orphaned = true;
        notifyAll();
    }

    private synchronized void refuse(WfdException reason) {
        if (refusal == null) refusal = reason;
    }

    /** The provider goes: no more sessions. Gives those that there are, which the caller ends. */
    List<WindowsSession> invalidate(WfdException reason) {
        refuse(reason);
        List<WindowsSession> remaining = sessions();
        returnIfUnused();
        return remaining;
    }

    private void returnIfUnused() {
        synchronized (this) {
            if (refusal == null || uses > 0 || returning) return;
            returning = true;
        }
        int error = site.windows().wlan().WFDCloseHandle(client);
        if (error != 0)
            LOG.warn(
                    "WFDCloseHandle: {}: {}; restart the WLAN AutoConfig service if no more handles can be opened",
                    site.windows().errorText(error),
                    WfdError.describe(error));
        synchronized (this) {
            returned = true;
            notifyAll();
        }
        ending.accept(this);
    }

    /**
     * Waits until the client handle is given back, the service has gone, or until a time of {@link System#nanoTime()}; an
     * interrupt is kept for later. Tells whether it is given back.
     */
    synchronized boolean awaitReturned(long limitNs) {
        boolean interrupted = false;
        try {
            while (!returned && !orphaned)
                try {
                    if (limitNs == Long.MAX_VALUE) wait();
                    else {
                        long leftNs = limitNs - System.nanoTime();
                        if (leftNs <= 0) return false;
                        TimeUnit.NANOSECONDS.timedWait(this, leftNs);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            return returned;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
