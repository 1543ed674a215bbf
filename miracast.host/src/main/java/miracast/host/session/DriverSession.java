// SPDX-License-Identifier: Apache-2.0
package miracast.host.session;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.cast.CastEnd;
import miracast.api.cast.Monitor;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.MiracastDriver;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SessionInfo;
import miracast.host.link.Doorman;
import miracast.host.parts.Offer;
import miracast.host.thread.ControlLoop;
import miracast.host.thread.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wfd.api.WfdStats;

/**
 * One session of a driver with a connected sink. All calls of the driver's life cycle, and its messages, are made on one worker,
 * so that no two of them ever run at once; a call that does not come back leaves the driver object behind, and nothing else.
 * Methods are called on the control loop.
 */
public final class DriverSession {
    private static final Logger LOG = LoggerFactory.getLogger(DriverSession.class);
    /** How long a driver may take to notice that its socket is closed, and to stop. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    /** How long a driver's farewell may take; the contract says 2 s. */
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(3);

    private static final long SLOW_STOP_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MESSAGES = 16;

    private enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        OVER
    }

    private final String castId;
    private final Offer<DriverSupply> offer;
    private final SocketChannel channel;
    private final Supplier<WfdStats> link;
    private final ControlLoop loop;
    private final Doorman doorman;
    private final SessionListener listener;
    private final DataRates rates;
    private final SessionCallbacks callbacks;
    private final Worker worker;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<DisplayMessage> messages = new ArrayDeque<>();

    private Phase phase = Phase.STARTING;
    private boolean stopAsked;
    private boolean blamed;
    private ControlLoop.Timer watchdog = ControlLoop.Timer.NONE;

    /** The next two belong to the worker, and to {@link #release} after its end. */
    private MiracastDriver driver;

    private MiracastContext context;

    /** What the driver was asked last to do; by the worker. */
    private volatile String asked = "give an object";

    /**
     * @param channel connected to the sink; belongs to the session from now on
     * @param link what is known of the link at any time
     * @param guests runs what the driver is told, and may be held up by it
     */
    public DriverSession(
            Offer<DriverSupply> offer,
            SocketChannel channel,
            Supplier<WfdStats> link,
            SessionParts parts,
            ControlLoop loop,
            Doorman doorman,
            Executor guests,
            SessionListener listener) {
        this.castId = parts.castId();
        this.offer = offer;
        this.channel = channel;
        this.link = link;
        this.loop = loop;
        this.doorman = doorman;
        this.listener = listener;
        rates = new DataRates(castId, link, parts.meter(), guests);
        callbacks = new SessionCallbacks(parts, rates, new FromDriver());
        worker = new Worker(castId, "driver");
    }

    /** Whose driver it is. */
    public Offer<DriverSupply> driver() {
        return offer;
    }

    /** The cast's limits for its bit rate have changed. */
    public void bitRatesChanged() {
        callbacks.bitRatesChanged();
    }

    /**
     * Begins to negotiate.
     *
     * @param timeoutNs how long the driver may take
     */
    public void start(long timeoutNs) {
        watchdog = loop.after(timeoutNs, () -> giveUpStart(timeoutNs));
        worker.execute(this::startOnWorker);
    }

    private void startOnWorker() {
        callbacks.starting();
        boolean met = false;
        try {
            driver = offer.service().take();
            asked = "create a context";
            context = driver.createContext(callbacks);
            asked = "leave a start whose socket was closed";
            met = true;
            SessionInfo info = Objects.requireNonNull(
                    context.startSession(channel, DataRates.connection(link.get())), "no information on the session");
            callbacks.started();
            loop.execute(() -> started(info));
        } catch (MiracastException e) {
            // Before it was given the socket it cannot have met the sink.
            notStarted(e.ntStatus(), e.getMessage(), !met || SessionEnds.isOfDriver(e.ntStatus()), e);
        } catch (Exception | Error e) {
            notStarted(NtStatus.STATUS_UNSUCCESSFUL, "driver " + offer.name() + " failed: " + e, true, e);
        }
    }

    private void notStarted(int ntStatus, String detail, boolean own, Throwable cause) {
        callbacks.stopping();
        loop.execute(() -> {
            if (own && !blame(detail, cause)) {
                LOG.warn("cast {}: driver {} failed to start a session", castId, offer.name(), cause);
            }
            if (phase == Phase.STARTING) {
                tearDown();
                listener.over(new CastEnd(SessionEnds.cause(ntStatus), ntStatus, detail));
            }
        });
    }

    /** The driver has spoilt the start; false if others may have, or that is told already. */
    private boolean blame(String reason, Throwable cause) {
        if (phase != Phase.STARTING || stopAsked || blamed || callbacks.isLacking()) {
            return false;
        }
        blamed = true;
        listener.driverFailed(reason, cause);
        return true;
    }

    private void started(SessionInfo info) {
        if (phase != Phase.STARTING) {
            return;
        }
        watchdog.cancel();
        if (stopAsked) {
            tearDown();
            return;
        }
        phase = Phase.RUNNING;
        listener.started((info.monitorConnected() ? "" : "no monitor behind the sink; ")
                + (info.modesReduced() ? "modes left out for want of bandwidth" : ""));
        for (DisplayMessage message = messages.poll(); message != null; message = messages.poll()) {
            deliver(message);
        }
    }

    private void giveUpStart(long timeoutNs) {
        if (phase == Phase.STARTING) {
            // A sink that is silent would have had it throw long ago.
            String detail = "driver " + offer.name() + " did not start within "
                    + TimeUnit.NANOSECONDS.toSeconds(timeoutNs) + " s";
            blame(detail, null);
            listener.over(new CastEnd(CastEnd.Cause.FAILED, NtStatus.STATUS_IO_TIMEOUT, detail));
            stop();
        }
    }

    /** Hands a message to the driver: after the start if that is still under way, not at all during or after a stop. */
    public void message(DisplayMessage message) {
        if (phase == Phase.RUNNING) {
            deliver(message);
        } else if (phase == Phase.STARTING && messages.size() < MESSAGES) {
            messages.add(message);
        }
    }

    private void deliver(DisplayMessage message) {
        worker.execute(() -> {
            asked = "handle " + message;
            try {
                context.handleMessage(message);
            } catch (RuntimeException | Error e) {
                LOG.warn("cast {}: driver {} failed over {}", castId, offer.name(), message, e);
            }
        });
    }

    /** A second has passed. */
    public void second() {
        rates.second();
    }

    /** Stops the session, also while it starts. Completes on the loop when socket and driver are free. */
    public CompletableFuture<Void> stop() {
        if (phase == Phase.STARTING && !stopAsked) {
            // The driver must not be called while it starts; its socket ends the start.
            stopAsked = true;
            closeChannel();
            watchdog.cancel();
            watchdog = loop.after(PATIENCE_NS, this::abandon);
        } else if (phase == Phase.RUNNING) {
            tearDown();
        }
        return ended;
    }

    private void tearDown() {
        phase = Phase.STOPPING;
        watchdog.cancel();
        watchdog = loop.after(PATIENCE_NS, this::abandon);
        worker.execute(this::stopOnWorker);
    }

    private void stopOnWorker() {
        callbacks.stopping();
        if (context != null) {
            long begin = System.nanoTime();
            guarded("stop its session", context::stopSession);
            callbacks.stopped();
            long tookNs = System.nanoTime() - begin;
            if (tookNs > SLOW_STOP_NS) {
                LOG.info("cast {}: driver {} took {} ms to stop", castId, offer.name(), tookNs / 1_000_000);
            }
        }
        CompletableFuture<Void> goodbye = farewell().thenCompose(said -> doorman.seeOff(channel));
        release();
        goodbye.whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.error("cast {}: its sink could not be seen off", castId, failure);
                closeChannel();
            }
            loop.execute(this::over);
        });
    }

    /** Frees what is held of the driver; nothing the second time. By the worker's last task, or after it. */
    private void release() {
        MiracastContext lastContext = context;
        context = null;
        if (lastContext != null) {
            guarded("close its context", lastContext::close);
        }
        callbacks.closed();
        MiracastDriver lastDriver = driver;
        driver = null;
        if (lastDriver != null) {
            // Its listener may be running; if that does not return, this thread is given up with it.
            guarded("return from its data rate listener", this::awaitRates);
            guarded("be given back", () -> offer.service().giveBack(lastDriver));
        }
    }

    private void awaitRates() {
        try {
            rates.end().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The driver's part of it, with a limit that is ours. Nothing waits for it but this socket. */
    private CompletableFuture<Void> farewell() {
        CompletableFuture<Void> said = new CompletableFuture<>();
        if (context == null) {
            said.complete(null);
            return said;
        }
        try {
            context.farewell().whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("cast {}: driver {} failed over its farewell", castId, offer.name(), failure);
                }
                said.complete(null);
            });
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: driver {} failed to tell of its farewell", castId, offer.name(), e);
            said.complete(null);
        }
        return said.completeOnTimeout(null, FAREWELL_NS, TimeUnit.NANOSECONDS);
    }

    private void guarded(String what, Runnable call) {
        asked = what;
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("cast {}: driver {} failed to {}", castId, offer.name(), what, e);
        }
    }

    private void over() {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            watchdog.cancel();
            worker.close().thenRun(() -> loop.execute(() -> ended.complete(null)));
        }
    }

    /**
     * The driver does not come back. Its object and one thread are left behind; whatever it calls is ignored. Should it return
     * after all, or have returned just now, it is freed when the worker has ended: then no call of it can be under way.
     */
    private void abandon() {
        if (phase != Phase.OVER) {
            if (phase == Phase.STARTING && !blamed) {
                blamed = true;
                listener.driverFailed("driver " + offer.name() + " did not " + asked, null);
            }
            phase = Phase.OVER;
            LOG.warn(
                    "cast {}: driver {} did not {} within {} s; its object is left behind, with a thread",
                    castId,
                    offer.name(),
                    asked,
                    TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS));
            callbacks.closed();
            closeChannel();
            Worker last = new Worker(castId, "driver");
            worker.abandon().thenRunAsync(this::release, last).whenComplete((nothing, failure) -> {
                last.close();
                if (failure != null) {
                    LOG.error("cast {}: driver {} could not be freed", castId, offer.name(), failure);
                }
            });
            ended.complete(null);
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("cast {}: closing the sink's socket failed", castId, e);
        }
    }

    private final class FromDriver implements SessionCallbacks.Hearer {
        @Override
        public void status(MiracastStatus status, int ntStatus, String detail) {
            CastEnd end = SessionEnds.of(status, ntStatus, detail);
            loop.execute(() -> {
                if (status == MiracastStatus.CRITICAL_ERROR && SessionEnds.isOfDriver(ntStatus)) {
                    blame(end.detail(), null);
                }
                if (status == MiracastStatus.SINK_FAILED_MODE_CHANGE) {
                    listener.formatRefused(end);
                } else {
                    listener.over(end);
                }
            });
        }

        @Override
        public void active(boolean active) {
            loop.execute(() -> {
                if (phase == Phase.STARTING || phase == Phase.RUNNING) {
                    listener.active(active);
                }
            });
        }

        @Override
        public void format(VideoFormat format, List<String> reasons) {
            loop.execute(() -> listener.format(format, reasons));
        }

        @Override
        public void formatExplained(List<String> reasons) {
            loop.execute(() -> listener.formatExplained(reasons));
        }

        @Override
        public void frameShare(int oneOf, String reason) {
            loop.execute(() -> listener.frameShare(oneOf, reason));
        }

        @Override
        public void monitor(Monitor present) {
            loop.execute(() -> listener.monitor(present));
        }

        @Override
        public void monitorGone() {
            loop.execute(listener::monitorGone);
        }
    }
}
