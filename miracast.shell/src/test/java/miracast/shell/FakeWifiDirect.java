// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wfd.api.DisplayRole;
import wfd.api.InterfaceId;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdDevice;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdHandle;
import wfd.api.WfdLink;
import wfd.api.WfdSession;
import wfd.api.WfdStats;
import wfd.api.WifiDirect;
import wfd.api.WifiDirectProvider;

/** A provider with one device, which does what a test tells it. */
final class FakeWifiDirect implements WifiDirect {
    static final MacAddress DEVICE = MacAddress.parse("02:00:00:00:00:07");

    final List<String> asked = new ArrayList<>();
    /** How many handles are open. */
    volatile int handles;
    /** What the next session answers; null for an opened link. */
    volatile WfdException refusal;
    /** Whether links have no addresses yet. */
    volatile boolean isOpening;
    /** The last session. */
    volatile Session session;

    /** As Declarative Services hand it to {@link Parts}. */
    Map.Entry<Map<String, Object>, WifiDirect> service() {
        return Map.entry(Map.of(WifiDirectProvider.NAME, "fake"), this);
    }

    @Override
    public WfdHandle open(int version) {
        handles++;
        return new WfdHandle() {
            @Override
            public int negotiatedVersion() {
                return version;
            }

            @Override
            public WfdSession startOpenSession(MacAddress device) {
                session = new Session();
                return session;
            }

            @Override
            public WfdSession openLegacySession(MacAddress device) throws WfdException {
                throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, device + " is no legacy device");
            }

            @Override
            public void close() {
                handles--;
                if (session != null) {
                    session.close();
                }
            }
        };
    }

    @Override
    public List<WfdDevice> devices() {
        return List.of(new WfdDevice(DEVICE, "Lobby", true, true, DisplayRole.PRIMARY_SINK, 7236, true, 50_000_000));
    }

    @Override
    public void updateVisibility(MacAddress device) {
        asked.add("look " + device);
    }

    /** Opens at once, or is refused. */
    final class Session implements WfdSession {
        private final InterfaceId id = InterfaceId.parse("{00000000-0000-0000-0000-000000000001}");
        private final CompletableFuture<InterfaceId> opened = new CompletableFuture<>();
        final CompletableFuture<SessionEnd> closed = new CompletableFuture<>();

        Session() {
            if (refusal == null) {
                opened.complete(id);
            } else {
                opened.completeExceptionally(refusal);
            }
        }

        @Override
        public MacAddress device() {
            return DEVICE;
        }

        @Override
        public CompletionStage<InterfaceId> opened() {
            return opened;
        }

        @Override
        public void cancelOpen() {}

        @Override
        public void close() {
            closed.complete(SessionEnd.CLOSED);
        }

        @Override
        public CompletionStage<SessionEnd> closed() {
            return closed;
        }

        @Override
        public WfdLink link() throws WfdException {
            if (isOpening) {
                throw new WfdException(WfdError.ERROR_INVALID_STATE, 0, "the session is not open");
            }
            try {
                return new WfdLink(id, InetAddress.getByName("192.168.137.1"), InetAddress.getByName("192.168.137.2"));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public WfdStats stats() {
            throw new IllegalStateException("no command asks for this");
        }
    }
}
