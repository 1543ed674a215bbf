// SPDX-License-Identifier: Apache-2.0
package miracast.host.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import wfd.api.DisplayRole;
import wfd.api.FrameCounters;
import wfd.api.InterfaceId;
import wfd.api.LinkRates;
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

/** A provider whose links open when a test says so, each in a network of its own in 127.0.0.0/8. */
public final class FakeWifiDirect implements WifiDirect {
    private static final AtomicInteger NETWORKS = new AtomicInteger(1);

    /** Others may run these tests at the same time, and sources have the same port in each network. */
    private static final OwnNetworks OWN = OwnNetworks.take();

    public final List<WfdDevice> known = new CopyOnWriteArrayList<>();
    public final List<Link> links = new CopyOnWriteArrayList<>();
    public final List<MacAddress> lookedFor = new CopyOnWriteArrayList<>();
    public final AtomicInteger handles = new AtomicInteger();
    public final AtomicInteger asked = new AtomicInteger();
    public volatile CountDownLatch answers = new CountDownLatch(0);
    public final AtomicInteger starts = new AtomicInteger();
    public volatile boolean opensAtOnce = true;
    public volatile WfdException refusal;

    /** Adds a television that is in sight and paired. */
    public FakeWifiDirect with(String name, long address) {
        known.add(new WfdDevice(
                new MacAddress(address), name, true, true, DisplayRole.PRIMARY_SINK, 7236, true, 50_000_000));
        return this;
    }

    /** The newest link. */
    public Link link() {
        return links.get(links.size() - 1);
    }

    @Override
    public WfdHandle open(int version) {
        handles.incrementAndGet();
        return new Handle();
    }

    @Override
    public List<WfdDevice> devices() {
        asked.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(known);
    }

    @Override
    public void updateVisibility(MacAddress device) {
        lookedFor.add(device);
    }

    private final class Handle implements WfdHandle {
        @Override
        public int negotiatedVersion() {
            return WFD_API_VERSION;
        }

        @Override
        public WfdSession startOpenSession(MacAddress device) throws WfdException {
            starts.incrementAndGet();
            if (refusal != null) {
                throw refusal;
            }
            Link link = new Link(device);
            links.add(link);
            if (opensAtOnce) {
                CompletableFuture.runAsync(link::open);
            }
            return link;
        }

        @Override
        public WfdSession openLegacySession(MacAddress device) throws WfdException {
            throw new WfdException(WfdError.ERROR_INVALID_PARAMETER, 0, "no legacy sessions");
        }

        @Override
        public void close() {
            handles.decrementAndGet();
            links.forEach(link -> link.end(SessionEnd.SERVICE_STOPPED));
        }
    }

    /** A link, as far as a test lets it come. */
    public static final class Link implements WfdSession {
        private final MacAddress device;
        private final int network = NETWORKS.incrementAndGet();
        private final CompletableFuture<InterfaceId> opened = new CompletableFuture<>();
        private final CompletableFuture<SessionEnd> closed = new CompletableFuture<>();
        public volatile boolean cancelAsked;
        public volatile Optional<LinkRates> rates = Optional.of(new LinkRates(20_000_000, 100_000_000, 90_000_000));
        public volatile FrameCounters frames = new FrameCounters(0, 0, 0, 0);

        Link(MacAddress device) {
            this.device = device;
        }

        public void open() {
            opened.complete(new InterfaceId(new UUID(1, network)));
        }

        public void fail(WfdException failure) {
            opened.completeExceptionally(failure);
            closed.complete(SessionEnd.NOT_OPENED);
        }

        public void end(SessionEnd reason) {
            if (opened.isDone()) {
                closed.complete(reason);
            }
        }

        public boolean isUp() {
            return opened.isDone() && !closed.isDone();
        }

        /** Connects like the device would. */
        public Socket connect(int port) throws IOException {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(address(2), 0));
            socket.connect(new InetSocketAddress(address(1), port), 10_000);
            return socket;
        }

        /** Listens like a device that wants to be connected to. */
        public ServerSocket listen(int port) throws IOException {
            ServerSocket socket = new ServerSocket(port, 1, address(2));
            socket.setSoTimeout(60_000);
            return socket;
        }

        private InetAddress address(int host) {
            return OWN.address(network, host);
        }

        @Override
        public MacAddress device() {
            return device;
        }

        @Override
        public CompletionStage<InterfaceId> opened() {
            return opened.copy();
        }

        @Override
        public void cancelOpen() {
            cancelAsked = true;
        }

        @Override
        public void close() {
            end(SessionEnd.CLOSED);
        }

        @Override
        public CompletionStage<SessionEnd> closed() {
            return closed.copy();
        }

        @Override
        public WfdLink link() {
            return new WfdLink(opened.join(), address(1), address(2));
        }

        @Override
        public WfdStats stats() {
            return new WfdStats() {
                @Override
                public Optional<LinkRates> rates() {
                    return rates;
                }

                @Override
                public Optional<FrameCounters> frames() {
                    return Optional.of(frames);
                }
            };
        }
    }
}
