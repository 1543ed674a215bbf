// SPDX-License-Identifier: Apache-2.0
package miracast.host.link;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import miracast.api.NtStatus;
import miracast.api.cast.CastLink;
import miracast.api.cast.CastState;
import miracast.host.parts.Offer;
import miracast.host.parts.Offers;
import miracast.host.thread.ControlLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a link to a Wi-Fi Direct device through the best provider that knows it, and waits there for the device to connect. Each
 * try is a {@link LinkAttempt}; what comes back late from an old one finds it over and is freed. Belongs to the control loop, which no
 * provider holds up.
 */
public final class DeviceApproach implements Approach {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceApproach.class);
    /** How long the calls of providers that are under way may take to return. */
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(3);

    private final String castId;
    private final DeviceWish device;
    private final Offers<LinkProvider> providers;
    private final ControlLoop loop;
    private final Listener listener;
    private final LinkSurroundings around;
    private final DeviceSearch search;
    private final Sighting sighting = new Sighting();
    private final ProviderCalls calls;
    /** Those whose link may still be there, the present one included. */
    private final List<LinkAttempt> unfinished = new ArrayList<>();

    /** Written on the loop only. */
    private volatile LinkAttempt attempt;
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
        this.loop = loop;
        this.listener = listener;
        around = new LinkSurroundings(castId, device, providers, doorman, loop, settings, listener);
        search = new DeviceSearch(castId, device);
        calls = new ProviderCalls(castId, loop);
    }

    @Override
    public void seek() {
        LinkAttempt next = new LinkAttempt(around, calls);
        attempt = next;
        unfinished.add(next);
        next.ended().thenRunAsync(() -> unfinished.remove(next), loop);
        listener.progress(CastState.SEARCHING, "looking for " + device);
        CompletableFuture<Void> searching = new CompletableFuture<>();
        searched = searching;
        calls.execute(() -> {
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

    private void search(LinkAttempt attempt) {
        if (attempt.isOver()) {
            return;
        }
        List<Offer<LinkProvider>> ranked = providers.ranked();
        Optional<DeviceSearch.Found> found = search.find(ranked);
        String others = found.isPresent() ? "" : search.others(ranked);
        loop.execute(() -> {
            if (!attempt.isOver()) {
                sighting.tried(found.map(DeviceSearch.Found::device));
            }
            attempt.searched(found, others, ranked.isEmpty());
        });
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
                unfinished.stream().filter(each -> each.isBy(provider)).map(LinkAttempt::ended);
        return CompletableFuture.allOf(Stream.concat(users, Stream.of(searched)).toArray(CompletableFuture[]::new));
    }

    @Override
    public Optional<InetSocketAddress> listening() {
        LinkAttempt present = attempt;
        return present == null ? Optional.empty() : present.listening();
    }

    @Override
    public Optional<CastLink> link() {
        LinkAttempt present = attempt;
        return present == null ? Optional.empty() : present.link();
    }

    @Override
    public CompletableFuture<Void> release() {
        LinkAttempt last = attempt;
        attempt = null;
        return last == null ? CompletableFuture.completedFuture(null) : last.end();
    }

    @Override
    public CompletableFuture<Void> close() {
        return release().thenCompose(nothing -> {
            CompletableFuture<Void> free = new CompletableFuture<>();
            ControlLoop.Timer late = loop.after(FAREWELL_NS, () -> {
                LOG.warn("cast {}: a Wi-Fi Direct provider does not return; a thread is left behind in it", castId);
                free.complete(null);
            });
            calls.close().thenRun(() -> {
                late.cancel();
                free.complete(null);
            });
            return free;
        });
    }
}
