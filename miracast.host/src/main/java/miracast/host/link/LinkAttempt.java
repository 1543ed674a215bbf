// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import miracast.api.NtStatus;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastState;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.InterfaceId;
import wfd.api.SessionEnd;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WfdSession;

/**
 * One try of a {@link DeviceApproach}, from the search to the end of its link. Providers are called by {@link ProviderCalls} and
 * {@link LinkFigures} only; what they complete is heard on the control loop, to which all of this belongs.
 */
final class LinkAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(LinkAttempt.class);
    /** How long a link that was closed may take to go down. */
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(3);
    /** How long the opening of a link may take to end once it was cancelled, and a link that is open to tell its addresses. */
    private static final long CANCEL_NS = TimeUnit.SECONDS.toNanos(10);

    /** Where a display listens that announces no port. */
    private static final int DISPLAY_PORT = 7236;

    private final String castId;
    private final DeviceWish device;
    private final Offers<LinkProvider> providers;
    private final ProviderCalls calls;
    private final Doorman doorman;
    private final ControlLoop loop;
    private final LinkSettings settings;
    private final Approach.Listener listener;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private DeviceSearch.Found found;
    private WfdSession session;
    private LinkFigures figures;
    /** Written on the loop only. */
    private volatile Door door;

    /** Written on the loop only; null while there is no session. */
    private volatile CastLink link;

    private boolean opened;
    /** Whether the session cannot tell how it gets on, so that it may be open. */
    private boolean deaf;

    private boolean connected;
    /** Whether the link is gone. Its session is in use all the same, for figures, until {@link #end}. */
    private boolean gone;

    /** Written on the loop only. */
    private volatile boolean over;

    private ControlLoop.Timer limit;
    private ControlLoop.Timer reverse = ControlLoop.Timer.NONE;

    LinkAttempt(LinkSurroundings around, ProviderCalls calls) {
        castId = around.castId();
        device = around.device();
        providers = around.providers();
        doorman = around.doorman();
        loop = around.loop();
        settings = around.settings();
        listener = around.listener();
        this.calls = calls;
        limit = loop.after(settings.linkTimeoutNs(), this::providersTakeTooLong);
    }

    /** Whether nobody waits for it any more. Any thread. */
    boolean isOver() {
        return over;
    }

    /** Where the device connects; empty while nothing listens there. Any thread. */
    Optional<InetSocketAddress> listening() {
        Door present = door;
        return present == null || over ? Optional.empty() : Optional.of(present.address());
    }

    /** The session that it has. Any thread. */
    Optional<CastLink> link() {
        return Optional.ofNullable(link);
    }

    /** Completes when nothing of it is left. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    boolean isBy(Offer<LinkProvider> provider) {
        return found != null && found.provider().isSameAs(provider);
    }

    /** Whoever keeps the worker: the next try waits behind it, and ends like this one if it still does. */
    private void providersTakeTooLong() {
        fail(
                NtStatus.STATUS_IO_TIMEOUT,
                (found == null
                                ? "the Wi-Fi Direct providers did not tell of " + device
                                : "Wi-Fi Direct provider " + found.provider().name()
                                        + " did not begin to open a link to " + name())
                        + " within " + TimeUnit.NANOSECONDS.toSeconds(settings.linkTimeoutNs()) + " s");
    }

    /** The search is over. */
    void searched(Optional<DeviceSearch.Found> result, String others, boolean noProvider) {
        if (over) {
            ended.complete(null);
            return;
        }
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
                "opening a link to " + name() + " through " + found.provider().name());
        calls.execute(this::open);
    }

    /** On the thread of {@link #calls}. */
    private void open() {
        WfdSession opening;
        try {
            opening = Objects.requireNonNull(
                    found.provider().service().startOpenSession(found.device().address()), "no session");
        } catch (WfdException | RuntimeException | Error e) {
            loop.execute(() -> opened(e));
            return;
        }
        loop.execute(() -> opening(opening));
        try {
            opening.opened().whenComplete((id, failure) -> loop.execute(() -> opened(failure)));
            opening.closed()
                    .whenComplete((reason, failure) -> loop.execute(() -> closed(failure == null ? reason : failure)));
        } catch (RuntimeException | Error e) {
            loop.execute(() -> {
                deaf = true;
                if (over) {
                    free();
                } else {
                    notOpened(e);
                }
            });
        }
    }

    private String name() {
        return found.device().name().isEmpty()
                ? found.device().address().toString()
                : found.device().name();
    }

    private void opening(WfdSession opening) {
        session = opening;
        link = new CastLink(found.device().address().toString(), Optional.empty(), Optional.empty(), Optional.empty());
        figures = new LinkFigures(castId, provider(), opening);
        if (over) {
            free();
            return;
        }
        limit.cancel();
        limit = loop.after(settings.linkTimeoutNs(), () -> {
            ask("cancel the opening of its link", session::cancelOpen);
            limit = loop.after(
                    CANCEL_NS,
                    () -> fail(
                            NtStatus.STATUS_IO_TIMEOUT,
                            "link to " + name() + " was neither opened nor cancelled in time"));
        });
    }

    private void opened(Throwable failure) {
        opened = true;
        if (failure != null) {
            link = null;
            notOpened(failure);
        } else if (over) {
            free();
        } else {
            limit.cancel();
            askForAddresses();
        }
    }

    private void notOpened(Throwable failure) {
        if (over) {
            ended.complete(null);
            return;
        }
        limit.cancel();
        if (failure instanceof WfdException refusal) {
            fail(end(NtStatus.STATUS_UNSUCCESSFUL, "link to " + name() + " was not opened: ", refusal));
        } else {
            fail(NtStatus.STATUS_UNSUCCESSFUL, "link to " + name() + " was not opened: " + failure);
        }
    }

    private String provider() {
        return found.provider().name();
    }

    /** There is nothing to wait for of a session that cannot be closed. */
    private void ask(String what, ProviderCalls.Call call) {
        calls.make(provider(), what, call, failure -> {
            LOG.warn("cast {}: Wi-Fi Direct provider {} failed to {}", castId, provider(), what, failure);
            if (over) {
                ended.complete(null);
            }
        });
    }

    /** Gives up the session, whatever has become of it. */
    private void free() {
        if (!opened) {
            ask("cancel the opening of its link", session::cancelOpen);
        }
        if (opened || deaf) {
            ask("close its link", session::close);
        }
    }

    /** The exception's own text has error and reason code in words, behind the name of its class. */
    private CastEnd end(int ntStatus, String what, WfdException refusal) {
        String text = refusal.toString().replace(WfdException.class.getName() + ": ", "");
        return new CastEnd(
                CastEnd.Cause.FAILED, ntStatus, refusal.error(), refusal.reasonCode(), what + text + inUse());
    }

    private void askForAddresses() {
        limit = loop.after(
                CANCEL_NS,
                () -> fail(
                        NtStatus.STATUS_IO_TIMEOUT,
                        "Wi-Fi Direct provider " + provider() + " did not tell the addresses of the link to " + name()
                                + " within " + TimeUnit.NANOSECONDS.toSeconds(CANCEL_NS) + " s"));
        calls.make(
                provider(),
                "tell the addresses of its link",
                () -> {
                    WfdLink told = session.link();
                    InetSocketAddress local = new InetSocketAddress(
                            Objects.requireNonNull(told.local(), "no local address"), settings.rtspPort());
                    InetAddress peer = Objects.requireNonNull(told.peer(), "no address of the peer");
                    CastLink up = new CastLink(
                            found.device().address().toString(),
                            Optional.ofNullable(told.interfaceId()).map(InterfaceId::toString),
                            Optional.of(told.local()),
                            Optional.of(peer));
                    loop.execute(() -> awaitSink(local, peer, up));
                },
                failure -> fail(
                        failure instanceof WfdException refusal
                                ? end(
                                        NtStatus.STATUS_NETWORK_UNREACHABLE,
                                        "link to " + name() + " cannot be used: ",
                                        refusal)
                                : new CastEnd(
                                        CastEnd.Cause.FAILED,
                                        NtStatus.STATUS_NETWORK_UNREACHABLE,
                                        "link to " + name() + " cannot be used: " + failure)));
    }

    private void awaitSink(InetSocketAddress local, InetAddress peer, CastLink up) {
        if (over) {
            return;
        }
        link = gone ? null : up;
        limit.cancel();
        try {
            door = doorman.open(castId, local, peer, channel -> loop.execute(() -> connected(channel)));
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
            listener.connected(channel, name(), figures);
        }
    }

    /** @param reason a {@link SessionEnd}, or why there is none */
    private void closed(Object reason) {
        gone = true;
        link = null;
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

    /** There will be no sink. */
    void fail(int ntStatus, String detail) {
        fail(new CastEnd(CastEnd.Cause.FAILED, ntStatus, detail + inUse()));
    }

    private void fail(CastEnd end) {
        if (!over) {
            listener.failed(end);
        }
    }

    /** Gives up what it has got. Completes when that is free. */
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
        } else {
            free();
        }
        if (figures != null) {
            figures.close();
        }
        ControlLoop.Timer late = loop.after(FAREWELL_NS, () -> ended.complete(null));
        return CompletableFuture.allOf(ended.whenComplete((nothing, failure) -> late.cancel()), shut);
    }
}
