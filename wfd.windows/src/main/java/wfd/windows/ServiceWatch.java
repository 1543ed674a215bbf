// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one service of the system; the service control manager tells when something happens to it. Thread-safe: a look and the end
 * exclude each other, so that no closed handle is looked at.
 */
final class ServiceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);

    /** What a service does, as far as we care. */
    enum State {
        RUNNING,
        STOPPED,
        MISSING,
        UNKNOWN
    }

    /** @param error why it is unknown, an error of the system; 0 otherwise */
    record Observation(State state, int error) {}

    private final SecHost services;
    private final SecHost.SC_NOTIFICATION_CALLBACK callback;
    /** Null if there is none. */
    private final Pointer manager;
    /** Null if there is none, and when it has been closed. */
    private Pointer service;

    private final int openError;
    /** Null if there is none. */
    private Pointer subscription;

    /** @param changed runs on the executor after each change, and perhaps without one */
    ServiceWatch(SecHost services, String name, Executor executor, Runnable changed) {
        this.services = services;
        callback = (what, context) -> {
            try {
                executor.execute(changed);
            } catch (RuntimeException | Error e) {
                LOG.error("A change of service {} was lost", name, e);
            }
        };
        Native.setCallbackThreadInitializer(callback, new CallbackThreadInitializer(true, true, "service " + name));
        manager = services.OpenSCManagerW(null, null, SecHost.SC_MANAGER_CONNECT);
        service = manager == null
                ? null
                : services.OpenServiceW(manager, Utf16.octets(name), SecHost.SERVICE_QUERY_STATUS);
        openError = service == null ? Native.getLastError() : 0;
        if (service == null) return;
        PointerByReference given = new PointerByReference();
        int error = services.SubscribeServiceChangeNotifications(
                service, SecHost.SC_EVENT_STATUS_CHANGE, callback, null, given);
        if (error == 0) subscription = given.getValue();
        else
            LOG.warn(
                    "Windows does not tell about service {} (error {}); restart the bundle after starting it",
                    name,
                    error);
    }

    /** What it does now. */
    synchronized Observation observe() {
        if (openError == SecHost.ERROR_SERVICE_DOES_NOT_EXIST) return new Observation(State.MISSING, 0);
        if (service == null) return new Observation(State.UNKNOWN, openError);
        SecHost.SERVICE_STATUS status = new SecHost.SERVICE_STATUS();
        if (services.QueryServiceStatus(service, status) == 0)
            return new Observation(State.UNKNOWN, Native.getLastError());
        boolean running = status.dwCurrentState == SecHost.SERVICE_RUNNING;
        return new Observation(running ? State.RUNNING : State.STOPPED, 0);
    }

    /** Waits until the system is silent. */
    @Override
    public synchronized void close() {
        if (subscription != null) services.UnsubscribeServiceChangeNotifications(subscription);
        if (service != null) services.CloseServiceHandle(service);
        service = null;
        if (manager != null) services.CloseServiceHandle(manager);
        java.lang.ref.Reference.reachabilityFence(callback);
    }
}
