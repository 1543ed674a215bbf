// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import miracast.api.cast.CastLink;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdSession;
import wfd.api.WifiDirect;

/**
 * The Wi-Fi Direct sessions that were opened by command, one for each device, each with a handle of its own. Any thread: a
 * session is in the map from its opening on, and whoever takes it out closes it.
 */
@Component(service = WfdSessions.class)
public final class WfdSessions {
    /** Windows gives a device two minutes to answer; nobody at a prompt waits longer than this. */
    private static final long PATIENCE_S = 60;

    /** In place of an interface. */
    private static final String OPENING = "opening";
    /** Who holds those of this class. */
    private static final String COMMAND = "wfd:open";

    private final Map<String, Open> open = new ConcurrentSkipListMap<>();

    private record Open(WfdHandle handle, WfdSession session) {}

    /**
     * A session in a list.
     *
     * @param local null while it opens
     * @param peer null while it opens
     * @param heldBy id of the cast that it belongs to, or the command that opened it
     */
    record Info(String device, String link, String local, String peer, String heldBy) {
        /** That of a cast. */
        static Info of(String cast, CastLink link) {
            return new Info(
                    link.device(),
                    link.interfaceId().orElse(OPENING),
                    link.local().map(InetAddress::getHostAddress).orElse(null),
                    link.peer().map(InetAddress::getHostAddress).orElse(null),
                    cast);
        }
    }

    /**
     * Opens a session and waits for it.
     *
     * @throws WfdException if the provider cannot open it
     * @throws IllegalStateException if there is one already
     */
    Info open(WifiDirect provider, MacAddress device) throws WfdException, InterruptedException {
        WfdHandle handle = provider.open();
        boolean kept = false;
        try {
            Open mine = new Open(handle, handle.startOpenSession(device));
            if (open.putIfAbsent(device.toString(), mine) != null) {
                throw new IllegalStateException("A session to " + device + " is open; see wfd:sessions.");
            }
            try {
                mine.session().opened().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
                mine.session().closed().thenRun(() -> forget(device, mine));
                kept = true;
                return info(device.toString(), mine.session());
            } finally {
                if (!kept) {
                    mine.session().cancelOpen();
                    open.remove(device.toString(), mine);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WfdException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new WfdException(WfdError.ERROR_CANCELLED, 0, device + " did not open within " + PATIENCE_S + " s");
        } finally {
            if (!kept) {
                handle.close();
            }
        }
    }

    /** Ends one and waits until its link is down. */
    SessionEnd close(MacAddress device) throws InterruptedException {
        Open found = open.remove(device.toString());
        if (found == null) {
            throw new IllegalArgumentException(
                    "wfd:open opened no session to " + device + ". Sessions are " + open.keySet() + ".");
        }
        try {
            found.session().cancelOpen();
            found.session().close();
            return found.session().closed().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the session to " + device + " does not close: " + e, e);
        } finally {
            found.handle().close();
        }
    }

    /** Those that are open. */
    List<Info> list() {
        return open.entrySet().stream()
                .map(entry -> info(entry.getKey(), entry.getValue().session()))
                .toList();
    }

    /** As people read them. */
    static Table table(List<Info> sessions) {
        Table table = new Table("There is no session.", "DEVICE", "INTERFACE", "LOCAL", "PEER", "HELD BY");
        sessions.forEach(session -> table.row(List.of(
                session.device(),
                session.link(),
                Table.shown(session.local()),
                Table.shown(session.peer()),
                session.heldBy())));
        return table;
    }

    @Deactivate
    void close() {
        open.keySet().forEach(device -> {
            Open mine = open.remove(device);
            if (mine != null) {
                mine.handle().close();
            }
        });
    }

    /** The link went by itself. */
    private void forget(MacAddress device, Open ended) {
        if (open.remove(device.toString(), ended)) {
            ended.handle().close();
        }
    }

    private static Info info(String device, WfdSession session) {
        try {
            return new Info(
                    device,
                    session.link().interfaceId().toString(),
                    session.link().local().getHostAddress(),
                    session.link().peer().getHostAddress(),
                    COMMAND);
        } catch (WfdException opening) {
            return new Info(device, OPENING, null, null, COMMAND);
        }
    }
}
