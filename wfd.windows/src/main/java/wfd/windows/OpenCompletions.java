// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the system's completions and hands each to who waits for it, on a worker. There is one native callback for all opens, and the
 * context is a number that is never used again: a completion that comes twice, or for an open that nobody waits for any
 * more, finds nobody and does no harm. Thread-safe.
 *
 * <p>JNA refers to callbacks weakly, and the native stub dies with the Java object. So who ends the use of this calls {@link
 * #keepUntilSilent}, which keeps it reachable until the last completion has come, and a while longer.
 */
final class OpenCompletions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCompletions.class);
    /** How long the stub outlives the last completion that was due: for one that comes twice. */
    private static final long GRACE_MS = TimeUnit.SECONDS.toMillis(30);

    /** Who waits for one completion. */
    interface Receiver {
        /** Called once, on the system's thread, which may be held up for a moment only. The handle ends when this returns. */
        void returning();

        /** Called once, on a worker. The interface is null if there is an error. */
        void completed(UUID sessionInterface, int error, int reasonCode);
    }

    private final WindowsThreads threads;
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentMap<Long, Receiver> waiting = new ConcurrentHashMap<>();
    private final WlanApi.WFD_OPEN_SESSION_COMPLETE_CALLBACK callback = this::completed;

    OpenCompletions(WindowsThreads threads) {
        this.threads = threads;
        Native.setCallbackThreadInitializer(
                callback, new CallbackThreadInitializer(true, true, "wlanapi.dll completion"));
    }

    /** What to give to the system. */
    WlanApi.WFD_OPEN_SESSION_COMPLETE_CALLBACK callback() {
        return callback;
    }

    /** Begins to wait, before the system is asked. Gives the context for the callback. */
    Pointer expect(Receiver receiver) {
        long id = lastId.incrementAndGet();
        waiting.put(id, receiver);
        return Pointer.createConstant(id);
    }

    /** The system has refused at once, so nothing comes. */
    void forget(Pointer context) {
        if (waiting.remove(Pointer.nativeValue(context)) != null) signalIfSilent();
    }

    /** How many are due. */
    int due() {
        return waiting.size();
    }

    /** On a thread of the system, perhaps before the call that started it has returned: copies, marks the handle, and leaves. */
    private void completed(Pointer session, Pointer context, GUID.ByValue sessionInterface, int error, int reasonCode) {
        try {
            long id = Pointer.nativeValue(context);
            UUID copied = error == 0 ? sessionInterface.toUuid() : null;
            Receiver receiver = waiting.remove(id);
            if (receiver != null) receiver.returning();
            threads.execute(() -> handOver(id, receiver, copied, error, reasonCode));
        } catch (RuntimeException | Error e) {
            // Nothing may be thrown into the system's code; the open is lost, which is the lesser evil.
            LOG.error("A completion of wlanapi.dll (error {}, reason code {}) was lost", error, reasonCode, e);
        }
    }

    private void handOver(long id, Receiver receiver, UUID sessionInterface, int error, int reasonCode) {
        if (receiver == null) LOG.debug("Completion {} with error {} came for nobody: twice, or too late", id, error);
        else
            try {
                receiver.completed(sessionInterface, error, reasonCode);
            } finally {
                signalIfSilent();
            }
    }

    private void signalIfSilent() {
        if (!waiting.isEmpty()) return;
        synchronized (this) {
            notifyAll();
        }
    }

    /** Keeps the callback, by a thread that refers to it, until the system can't call it any more. Returns at once. */
    void keepUntilSilent() {
        Thread keeper = new Thread(
                () -> {
                    try {
                        synchronized (this) {
                            while (!waiting.isEmpty()) wait();
                        }
                        TimeUnit.MILLISECONDS.sleep(GRACE_MS);
                    } catch (InterruptedException e) {
                        LOG.debug("No longer waiting for {} completions of wlanapi.dll", waiting.size());
                    }
                    // The last use, so that neither this object nor its callback is collected before.
                    java.lang.ref.Reference.reachabilityFence(callback);
                },
                "wfd.windows keeps the completion callback");
        keeper.setDaemon(true);
        keeper.start();
    }
}
