// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastState;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.SessionEnd;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WfdSession;

/**
 * Opens a link to a Wi-Fi Direct device through the best provider that knows it, and waits there for the device to connect. Each
 * try is an {@link Attempt}; what comes back late from an old one finds it over and is freed.
 */
public final class DeviceApproach implements Approach {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceApproach.class);
    /** How long a link that was closed may take to go down. */
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(3);
    /** How long the opening of a link may take to end once it was cancelled. */
    private static final long CANCEL_NS = TimeUnit.SECONDS.toNanos(10);

    /** Where a display listens that announces no port. */
    private static final int DISPLAY_PORT = 7236;

    private final String castId;
    private final DeviceWish device;
    private final Offers<LinkProvider> providers;
    private final Doorman doorman;
    private final ControlLoop loop;
    private final LinkSettings settings;
    private final Listener listener;
    private final DeviceSearch search;
    private final Sighting sighting = new Sighting();
    private final Worker worker;
    /** Those whose link may still be there, the present one included. */
    private final List<Attempt> unfinished = new ArrayList<>();

    private Attempt attempt;
    /** Complete when no search is under way. */
    private CompletableFuture<Void> searched = CompletableFuture.completedFuture(null);

    public DeviceApproach(
            String castId,
            DeviceWish device,
            Offers<LinkProvider> providers,
            Doorman doorman,
            ControlLoop loop,
            LinkSettings settings,
            Listener listener) {
        this.castId = castId;
        this.device = device;
        this.providers = providers;
        this.doorman = doorman;
        this.loop = loop;
        this.settings = settings;
        this.listener = listener;
        search = new DeviceSearch(castId, device);
        worker = new Worker(castId, "link");
    }

    @Override
    public void seek() {
        Attempt next = new Attempt();
        attempt = next;
        unfinished.add(next);
        next.ended.thenRunAsync(() -> unfinished.remove(next), loop);
        listener.progress(CastState.SEARCHING, "looking for " + device);
        next.limit = loop.after(settings.linkTimeoutNs(), next::providersTakeTooLong);
        CompletableFuture<Void> searching = new CompletableFuture<>();
        searched = searching;
        worker.execute(() -> {
            try {
                search(next);
            } catch (RuntimeException | Error e) {
                LOG.warn("cast {}: the search for {} failed", castId, device, e);
                loop.execute(
                        () -> next.fail(NtStatus.STATUS_UNSUCCESSFUL, "the search for " + device + " failed: " + e));
            } finally {
                searching.complete(null);
            }
        });
    }

    private void search(Attempt attempt) {
        if (attempt.over) {
            return;
        }
        List<Offer<LinkProvider>> ranked = providers.ranked();
        Optional<DeviceSearch.Found> found = search.find(ranked);
        String others = found.isPresent() ? "" : search.others(ranked);
        loop.execute(() -> attempt.searched(found, others, ranked.isEmpty()));
    }

    @Override
    public boolean isBack(Map<String, ?> seen, boolean waiting) {
        return device.isFor(seen) && sighting.isBack(seen, waiting);
    }

    /** Whether anything of that provider is in use or being opened. */
    public boolean uses(Offer<LinkProvider> provider) {
        return unfinished.stream().anyMatch(each -> each.isBy(provider));
    }

    /** Completes when nothing of that provider is in use, being opened or being asked any more. */
    public CompletableFuture<Void> freeOf(Offer<LinkProvider> provider) {
        Stream<CompletableFuture<Void>> users =
                unfinished.stream().filter(each -> each.isBy(provider)).map(each -> each.ended);
        return CompletableFuture.allOf(Stream.concat(users, Stream.of(searched)).toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletableFuture<Void> release() {
        Attempt last = attempt;
        attempt = null;
        return last == null ? CompletableFuture.completedFuture(null) : last.end();
    }

    @Override
    public CompletableFuture<Void> close() {
        return release().thenCompose(nothing -> {
            CompletableFuture<Void> free = new CompletableFuture<>();
            ControlLoop.Timer late = loop.after(FAREWELL_NS, () -> {
                LOG.warn("cast {}: a Wi-Fi Direct provider does not return; a thread is left behind in it", castId);
                worker.abandon();
                free.complete(null);
            });
            worker.close().thenRun(() -> {
                late.cancel();
                free.complete(null);
            });
            return free;
        });
    }

    /** One try, from the search to the end of its link. Belongs to the control loop. */
    private final class Attempt {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private DeviceSearch.Found found;
        private WfdSession session;
        private Door door;
        private boolean opened;
        private boolean connected;
        /** Whether the link is gone. Its session is in use all the same, for figures, until {@link #end}. */
        private boolean gone;

        /** Written on the loop only. */
        private volatile boolean over;

        private ControlLoop.Timer limit = ControlLoop.Timer.NONE;
        private ControlLoop.Timer reverse = ControlLoop.Timer.NONE;

        boolean isBy(Offer<LinkProvider> provider) {
            return found != null && found.provider().isSameAs(provider);
        }

        /** Whoever keeps the worker: the next try waits behind it, and ends like this one if it still does. */
        void providersTakeTooLong() {
            fail(
                    NtStatus.STATUS_IO_TIMEOUT,
                    (found == null
                                    ? "the Wi-Fi Direct providers did not tell of " + device
                                    : "Wi-Fi Direct provider "
                                            + found.provider().name() + " did not begin to open a link to " + name())
                            + " within " + TimeUnit.NANOSECONDS.toSeconds(settings.linkTimeoutNs()) + " s");
        }

        void searched(Optional<DeviceSearch.Found> result, String others, boolean noProvider) {
            if (over) {
                ended.complete(null);
                return;
            }
            sighting.tried(result.map(DeviceSearch.Found::device));
            if (result.isPresent()
                    && providers.ranked().stream().noneMatch(result.get().provider()::isSameAs)) {
                fail(
                        NtStatus.STATUS_NOT_FOUND,
                        "Wi-Fi Direct provider " + result.get().provider().name() + ", which knows " + device
                                + ", was withdrawn");
                return;
            }
            if (result.isEmpty()) {
                String why = noProvider ? "there is no Wi-Fi Direct provider" : others;
                fail(NtStatus.STATUS_NOT_FOUND, "device " + device + " is not in reach; " + why);
                return;
            }
            found = result.get();
            listener.progress(
                    CastState.LINKING,
                    "opening a link to " + name() + " through "
                            + found.provider().name());
            worker.execute(() -> {
                try {
                    WfdSession opening = found.provider()
                            .service()
                            .startOpenSession(found.device().address());
                    loop.execute(() -> opening(opening));
                } catch (WfdException | RuntimeException | Error e) {
                    loop.execute(() -> {
                        opened = true;
                        notOpened(e);
                    });
                }
            });
        }

        private String name() {
            return found.device().name().isEmpty()
                    ? found.device().address().toString()
                    : found.device().name();
        }

        private void opening(WfdSession opening) {
            session = opening;
            limit.cancel();
            limit = loop.after(settings.linkTimeoutNs(), () -> {
                opening.cancelOpen();
                limit = loop.after(
                        CANCEL_NS,
                        () -> fail(
                                NtStatus.STATUS_IO_TIMEOUT,
                                "link to " + name() + " was neither opened nor cancelled in time"));
            });
            opening.opened()
                    .whenComplete((id, failure) -> loop.execute(() -> {
                        opened = true;
                        limit.cancel();
                        if (failure != null) {
                            notOpened(failure);
                        } else if (over) {
                            session.close();
                        } else {
                            awaitSink();
                        }
                    }));
            opening.closed().thenAccept(reason -> loop.execute(() -> closed(reason)));
            if (over) {
                opening.cancelOpen();
            }
        }

        private void notOpened(Throwable failure) {
            if (over) {
                ended.complete(null);
                return;
            }
            if (failure instanceof WfdException refusal) {
                fail(end(NtStatus.STATUS_UNSUCCESSFUL, "link to " + name() + " was not opened: ", refusal));
            } else {
                fail(NtStatus.STATUS_UNSUCCESSFUL, "link to " + name() + " was not opened: " + failure);
            }
        }

        /** The exception's own text has error and reason code in words, behind the name of its class. */
        private CastEnd end(int ntStatus, String what, WfdException refusal) {
            String text = refusal.toString().replace(WfdException.class.getName() + ": ", "");
            return new CastEnd(
                    CastEnd.Cause.FAILED, ntStatus, refusal.error(), refusal.reasonCode(), what + text + inUse());
        }

        private void awaitSink() {
            try {
                WfdLink link = session.link();
                door = doorman.open(
                        new InetSocketAddress(link.local(), settings.rtspPort()),
                        link.peer(),
                        channel -> loop.execute(() -> connected(channel)));
            } catch (WfdException e) {
                fail(end(NtStatus.STATUS_NETWORK_UNREACHABLE, "link to " + name() + " cannot be used: ", e));
                return;
            } catch (IOException e) {
                fail(NtStatus.STATUS_NETWORK_UNREACHABLE, "link to " + name() + " cannot be used: " + e.getMessage());
                return;
            }
            listener.progress(CastState.AWAITING_SINK, name() + " is linked and has not connected yet");
            limit = loop.after(
                    settings.sinkTimeoutNs(),
                    () -> fail(
                            NtStatus.STATUS_IO_TIMEOUT,
                            name() + " did not connect to " + Doorman.text(door.address()) + " within "
                                    + TimeUnit.NANOSECONDS.toSeconds(settings.sinkTimeoutNs()) + " s"));
            door.expect();
            reachLater();
        }

        private void reachLater() {
            if (settings.reverseNs() > 0) {
                reverse = loop.after(settings.reverseNs(), this::reach);
            }
        }

        /** Some displays that own the group wait to be connected to. */
        private void reach() {
            int announced = found.device().rtspPort();
            door.reachFor(new InetSocketAddress(door.peer(), announced == 0 ? DISPLAY_PORT : announced));
            reachLater();
        }

        private void connected(SocketChannel channel) {
            limit.cancel();
            reverse.cancel();
            if (over) {
                doorman.seeOff(channel);
            } else {
                connected = true;
                listener.connected(channel, name(), session::stats);
            }
        }

        private void closed(SessionEnd reason) {
            gone = true;
            if (over || !opened) {
                ended.complete(null);
                return;
            }
            String text = "link to " + name() + " is gone: " + reason;
            if (connected) {
                listener.linkLost(new CastEnd(CastEnd.Cause.SINK_LEFT, NtStatus.STATUS_CONNECTION_DISCONNECTED, text));
            } else {
                fail(NtStatus.STATUS_CONNECTION_DISCONNECTED, text);
            }
        }

        /** It is tried all the same: what is known of a device may be old. */
        private String inUse() {
            return found == null || found.device().sessionAvailable()
                    ? ""
                    : "; the device takes no session, as if in use by somebody else";
        }

        private void fail(int ntStatus, String detail) {
            fail(new CastEnd(CastEnd.Cause.FAILED, ntStatus, detail + inUse()));
        }

        private void fail(CastEnd end) {
            if (!over) {
                listener.failed(end);
            }
        }

        CompletableFuture<Void> end() {
            over = true;
            limit.cancel();
            reverse.cancel();
            CompletableFuture<Void> shut = door == null ? CompletableFuture.completedFuture(null) : door.close();
            if (found == null) {
                // The search comes back, finds this over and completes it; nobody need wait for that.
                ended.complete(null);
            } else if (session == null) {
                if (opened) {
                    ended.complete(null);
                }
            } else if (gone) {
                ended.complete(null);
            } else if (opened) {
                session.close();
            } else {
                session.cancelOpen();
            }
            ControlLoop.Timer late = loop.after(FAREWELL_NS, () -> ended.complete(null));
            return CompletableFuture.allOf(ended.whenComplete((nothing, failure) -> late.cancel()), shut);
        }
    }
}
