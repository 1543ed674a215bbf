// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Pointer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The native handle of one session, and when the system may be given it. To cancel: from the return of the call that gave it until
 * the system's completion returns; the handle of an open that failed means nothing after that, and its number may be another session's
 * next. To close: once, after an open that went well. Thread-safe: a completion waits for a cancel that is under way, so that the
 * handle doesn't end under it, and a cancel that comes after the completion isn't made.
 */
final class SessionHandle {
    /**
     * How long a completion waits for a cancel. A cancel only leaves a note with the service. Should it ever wait for the
     * completion, neither may wait forever.
     */
    private static final long CANCEL_MS = 2000;

    private final WlanApi wlan;
    /** Held while the system is asked to cancel. Not the monitor, which is never held during a call to the system. */
    private final ReentrantLock cancelling = new ReentrantLock();

    private volatile boolean completed;
    /** Guarded by {@link #cancelling}. */
    private boolean cancelled;

    // Guarded by this.
    /** Null until the call that gives it has returned, and when it has been closed. */
    private Pointer handle;

    private boolean answered;

    SessionHandle(WlanApi wlan) {
        this.wlan = wlan;
    }

    /** The call that was to give it has returned; null if it gave none. */
    synchronized void give(Pointer given) {
        handle = given;
        answered = true;
        notifyAll();
    }

    /** Waits until that call has returned, for the completion may be quicker. Tells whether there is a handle. */
    synchronized boolean awaitGiven() {
        while (!answered)
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts workers", e);
            }
        return handle != null;
    }

    /** The system has completed the open. To be called on its thread, before the completion returns. */
    void complete() {
        completed = true;
        try {
            if (cancelling.tryLock(CANCEL_MS, TimeUnit.MILLISECONDS)) cancelling.unlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** WFDCancelOpenSession, if that makes sense now, and once only. Gives its error. */
    int cancel() {
        cancelling.lock();
        try {
            Pointer known = known();
            if (known == null || completed || cancelled) return 0;
            cancelled = true;
            return wlan.WFDCancelOpenSession(known);
        } finally {
            cancelling.unlock();
        }
    }

    private synchronized Pointer known() {
        return handle;
    }

    /** WFDCloseSession, the first time. Gives its error. */
    int close() {
        Pointer known;
        synchronized (this) {
            known = handle;
            handle = null;
        }
        return known == null ? 0 : wlan.WFDCloseSession(known);
    }
}
