// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.MacAddress;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/**
 * A provider of Wi-Fi Direct with the one handle that all casts share, since systems give out few of them. Its methods may block;
 * any thread but the control loop.
 */
public final class LinkProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LinkProvider.class);

    private final WifiDirect service;
    private final String name;
    private WfdHandle handle;
    private boolean closed;
    /** A question for devices that was not answered in time. */
    private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);

    /** @param name the provider's name, for messages */
    public LinkProvider(WifiDirect service, String name) {
        this.service = service;
        this.name = name;
    }

    WifiDirect service() {
        return service;
    }

    String name() {
        return name;
    }

    /**
     * The devices of the provider, asked on a thread of its own: one that does not answer must not keep a cast from the devices of
     * others. While an answer is overdue no further question is asked.
     *
     * @param castId who asks
     * @param patienceNs how long the provider may take
     * @throws TimeoutException if it does not answer in time
     */
    List<WfdDevice> devices(String castId, long patienceNs) throws TimeoutException {
        if (!overdue.isDone()) {
            throw new TimeoutException("an earlier question is not answered");
        }
        CompletableFuture<List<WfdDevice>> answer = new CompletableFuture<>();
        Worker worker = new Worker(castId, "devices");
        worker.execute(() -> {
            try {
                answer.complete(new ArrayList<>(service.devices()));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        worker.close();
        try {
            return answer.get(patienceNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            overdue = answer;
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Begins to open a session through the shared handle, which is opened anew if the system has closed it. */
    WfdSession startOpenSession(MacAddress device) throws WfdException {
        WfdHandle present = handle();
        try {
            return present.startOpenSession(device);
        } catch (WfdException e) {
            if (e.error() != WfdError.ERROR_INVALID_HANDLE) {
                throw e;
            }
            forget(present);
            return handle().startOpenSession(device);
        }
    }

    /** The provider is asked without the lock: it may take its time. Of two that asked at once, one gives its handle back. */
    private WfdHandle handle() throws WfdException {
        WfdHandle present = shared(null);
        if (present != null) {
            return present;
        }
        WfdHandle opened = service.open();
        try {
            present = shared(opened);
            return present;
        } finally {
            if (present != opened) {
                opened.close();
            }
        }
    }

    /** The handle that all share: that one if there is none yet. */
    private synchronized WfdHandle shared(WfdHandle candidate) throws WfdException {
        if (closed) {
            throw new WfdException(
                    WfdError.ERROR_SERVICE_NOT_ACTIVE, 0, "Wi-Fi Direct provider " + name + " was withdrawn");
        }
        if (handle == null) {
            handle = candidate;
        }
        return handle;
    }

    /** Of several that found it closed, the later ones must not forget the one that has been opened instead. */
    private synchronized void forget(WfdHandle failed) {
        if (handle == failed) {
            handle = null;
        }
    }

    /**
     * Ends all links. The provider waits for opens that are pending, which are to be cancelled first, and may do so without
     * bound.
     *
     * @param patienceNs how long to wait for the provider at most
     */
    public void close(long patienceNs) {
        WfdHandle last;
        synchronized (this) {
            closed = true;
            last = handle;
            handle = null;
        }
        if (last == null) {
            return;
        }
        Worker worker = new Worker("miracast-host-close-" + name);
        worker.execute(last::close);
        try {
            worker.close().get(patienceNs, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Wi-Fi Direct provider {} did not close its handle within {} ms; it is left behind, with a thread",
                    name,
                    TimeUnit.NANOSECONDS.toMillis(patienceNs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
