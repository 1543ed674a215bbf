// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import wfd.api.FrameCounters;
import wfd.api.InterfaceId;
import wfd.api.LinkRates;
import wfd.api.MacAddress;
import wfd.api.SessionEnd;
import wfd.api.WfdError;
import wfd.api.WfdException;
import wfd.api.WfdLink;
import wfd.api.WfdSession;
import wfd.api.WfdStats;

/** A session of {@link PaperWifiDirect}. */
final class PaperSession implements WfdSession {
    static final WfdException TIMED_OUT = new WfdException(1460, 0x50005, "The operation timed out.");
    private static final int SLOW_MS = 200;

    private enum State {
        OPENING,
        OPEN,
        ENDED
    }

    private final PaperWifiDirect provider;
    private final MacAddress device;
    private final InterfaceId interfaceId = new InterfaceId(UUID.randomUUID());
    private final CompletableFuture<InterfaceId> opened = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> closed = new CompletableFuture<>();
    // Guarded by this.
    private State state = State.OPENING;
    private boolean cancelled;
    private boolean closeWanted;
    private volatile boolean forgotten;

    PaperSession(PaperWifiDirect provider, MacAddress device) {
        this.provider = provider;
        this.device = device;
    }

    void start() {
        forgotten = provider.opens.incrementAndGet() == 3 && provider.has(Flaw.FORGETS_THE_THIRD_OPEN);
        if (provider.has(Flaw.COMPLETES_BEFORE_IT_RETURNS)) {
            complete();
            return;
        }
        int delay = device.equals(PaperWifiDirect.SLOW) ? SLOW_MS : 0;
        // Or else it may be done before a rule has attached what is to hold up the one thread.
        if (delay == 0 && provider.has(Flaw.HAS_ONE_THREAD)) delay = SLOW_MS / 2;
        provider.timer.schedule(() -> provider.completions.execute(this::complete), delay, MILLISECONDS);
    }

    void openNow() throws WfdException {
        complete();
        try {
            opened.get();
        } catch (ExecutionException e) {
            throw (WfdException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the open is complete", e);
        }
    }

    private void complete() {
        if (forgotten) return;
        WfdException failure;
        synchronized (this) {
            failure = cancelled ? new WfdException(WfdError.ERROR_CANCELLED, 0, "cancelled") : fault();
            if (failure == null) {
                if (state != State.OPENING) return;
                state = State.OPEN;
            }
        }
        if (failure != null) {
            fail(failure);
            return;
        }
        // First the end, then the result: whoever waits for the result is to find the flaw on a busy machine, too.
        if (provider.has(Flaw.ENDS_WHEN_IT_OPENS)) closed.complete(SessionEnd.CLOSED);
        if (provider.has(Flaw.CLOSES_WHAT_OPENS)) closeIfWanted();
        opened.complete(provider.has(Flaw.OPENS_NOTHING) ? null : interfaceId);
    }

    private WfdException fault() {
        if (!device.equals(PaperWifiDirect.FAILING) || provider.has(Flaw.OPENS_WHAT_FAILED)) return null;
        return new WfdException(
                provider.has(Flaw.LOSES_THE_ERROR) ? WfdError.ERROR_CANCELLED : TIMED_OUT.error(),
                provider.has(Flaw.LOSES_THE_REASON_CODE) ? 0 : TIMED_OUT.reasonCode(),
                provider.has(Flaw.LOSES_THE_MESSAGE) ? "failed" : TIMED_OUT.getMessage());
    }

    private void fail(WfdException failure) {
        synchronized (this) {
            if (state != State.OPENING) return;
            state = State.ENDED;
        }
        if (!provider.has(Flaw.KEEPS_FAILED_DEVICES_BUSY)) provider.free(device, this);
        if (provider.has(Flaw.ENDS_BEFORE_ITS_RESULT)) closed.complete(SessionEnd.NOT_OPENED);
        opened.completeExceptionally(failure);
        if (!provider.has(Flaw.TELLS_NO_END_OF_A_FAILURE)) closed.complete(SessionEnd.NOT_OPENED);
    }

    void awaitResult() throws InterruptedException {
        try {
            opened.get();
        } catch (ExecutionException failed) {
            return; // that is a result, too
        }
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public MacAddress device() {
        return provider.has(Flaw.MISTAKES_THE_DEVICE) ? PaperWifiDirect.HIDDEN : device;
    }

    @Override
    public CompletionStage<InterfaceId> opened() {
        if (provider.has(Flaw.CHANGES_ITS_MIND) && closed.isDone())
            return CompletableFuture.completedFuture(new InterfaceId(new UUID(0, 0)));
        return view(opened);
    }

    @Override
    public CompletionStage<SessionEnd> closed() {
        return view(closed);
    }

    private <T> CompletionStage<T> view(CompletableFuture<T> stage) {
        if (provider.has(Flaw.SHARES_ITS_STAGES)) return stage;
        CompletableFuture<T> view = provider.has(Flaw.TELLS_RESULTS_TWICE) ? new Echo<>() : new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) view.complete(value);
            else view.completeExceptionally(failure);
        });
        return view;
    }

    @Override
    public void cancelOpen() {
        synchronized (this) {
            if (state == State.OPEN && provider.has(Flaw.CLOSES_WHEN_CANCELLED_TOO_LATE)) closeWanted = true;
            if (state == State.OPENING) {
                cancelled = true;
                if (provider.has(Flaw.IS_SILENT_AFTER_A_CANCEL)) {
                    state = State.ENDED;
                    provider.free(device, this);
                    return;
                }
                provider.completions.execute(this::complete);
            }
        }
        if (provider.has(Flaw.CLOSES_WHEN_CANCELLED_TOO_LATE)) closeIfWanted();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closeWanted && provider.has(Flaw.CLOSES_ONCE)) return;
            closeWanted = true;
            if (state != State.OPEN) return;
        }
        end(SessionEnd.CLOSED);
    }

    private void closeIfWanted() {
        synchronized (this) {
            if (!closeWanted) return;
        }
        end(SessionEnd.CLOSED);
    }

    void stop() {
        fail(new WfdException(WfdError.ERROR_SERVICE_NOT_ACTIVE, 0, "stopped"));
        end(SessionEnd.SERVICE_STOPPED);
    }

    void end(SessionEnd how) {
        synchronized (this) {
            if (state != State.OPEN) return;
            state = State.ENDED;
        }
        if (!provider.has(Flaw.KEEPS_DEVICES_BUSY)) provider.free(device, this);
        if (provider.has(Flaw.TELLS_NO_END)) return;
        if (provider.has(Flaw.ENDS_IN_THE_CALL)) closed.complete(how);
        else provider.completions.execute(() -> closed.complete(how));
    }

    @Override
    public WfdLink link() throws WfdException {
        if (!isOpen() && !provider.has(Flaw.ALWAYS_HAS_A_LINK))
            throw new WfdException(WfdError.ERROR_INVALID_STATE, 0, "not open");
        try {
            byte[] local = provider.has(Flaw.GIVES_A_FOREIGN_ADDRESS)
                    ? new byte[] {(byte) 192, 0, 2, 1}
                    : new byte[] {127, 0, 0, 1};
            if (provider.has(Flaw.CHANGES_THE_LINK)) local[2] = (byte) provider.opens.incrementAndGet();
            byte last = provider.has(Flaw.HAS_ONE_PEER) ? 1 : device.octets()[5];
            return new WfdLink(
                    provider.has(Flaw.MISTAKES_THE_INTERFACE) ? new InterfaceId(UUID.randomUUID()) : interfaceId,
                    InetAddress.getByAddress(local),
                    InetAddress.getByAddress(new byte[] {127, 0, 1, last}));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    @Override
    public WfdStats stats() {
        if (!isOpen() && !provider.has(Flaw.ALWAYS_HAS_RATES)) return WfdStats.UNKNOWN;
        return new WfdStats() {
            @Override
            public Optional<LinkRates> rates() {
                return provider.has(Flaw.HAS_NULL_RATES) ? null : Optional.of(new LinkRates(1, 2, 3));
            }

            @Override
            public Optional<FrameCounters> frames() {
                return Optional.of(new FrameCounters(0, 0, 0, 0));
            }
        };
    }

    /** Runs everything twice. */
    private static final class Echo<T> extends CompletableFuture<T> {
        @Override
        public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
            super.whenComplete(action);
            return super.whenComplete(action);
        }
    }
}
