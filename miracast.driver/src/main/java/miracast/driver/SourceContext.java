// SPDX-License-Identifier: Apache-2.0
package miracast.driver;

import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import miracast.api.MiracastException;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastContext;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.WfdConnectionStats;
import miracast.api.protection.ContentProtection;
import miracast.driver.session.SessionSettings;
import miracast.driver.session.SourceSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One display: makes its sessions, one after the other. */
final class SourceContext implements MiracastContext {
    private static final Logger LOG = LoggerFactory.getLogger(SourceContext.class);
    /** How long a close waits for a sending thread that is with the host; callbacks must not be used after it. */
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);

    private final LifeCycle lifeCycle;
    private final Supplier<SessionSettings> settings;
    private final Supplier<ContentProtection> protection;
    private final MiracastCallbacks callbacks;
    private final Consumer<SourceContext> gone;

    /** Written within the life cycle, read by messages. */
    private volatile SourceSession session;

    /** The present session or the one before: it may have been stopped while its thread was with the host. */
    private volatile SourceSession last;

    private boolean closed;
    private volatile boolean cancelled;

    /**
     * @param settings asked at every start
     * @param protection asked at every start; gives null if there is none
     * @param gone told when the context is closed
     */
    SourceContext(
            LifeCycle lifeCycle,
            Supplier<SessionSettings> settings,
            Supplier<ContentProtection> protection,
            MiracastCallbacks callbacks,
            Consumer<SourceContext> gone) {
        this.lifeCycle = lifeCycle;
        this.settings = settings;
        this.protection = protection;
        this.callbacks = callbacks;
        this.gone = gone;
    }

    @Override
    public SessionInfo startSession(SocketChannel rtsp, WfdConnectionStats stats) throws MiracastException {
        if (lifeCycle.loop().inEventLoop()) {
            throw new IllegalStateException("startSession on the driver's own thread, which the start needs");
        }
        lifeCycle.begin("startSession");
        try {
            if (closed) {
                throw new IllegalStateException("context of cast " + callbacks.castId() + " is closed");
            }
            if (session != null) {
                throw new IllegalStateException("cast " + callbacks.castId() + " has a session already");
            }
            SourceSession starting =
                    new SourceSession(lifeCycle.loop(), settings.get(), callbacks, rtsp, protection.get());
            session = starting;
            if (cancelled) {
                starting.cancel();
            }
            last = starting;
            SessionInfo info = null;
            try {
                info = starting.start(stats);
            } finally {
                if (info == null) {
                    session = null;
                }
            }
            return info;
        } finally {
            lifeCycle.end();
        }
    }

    @Override
    public void stopSession() {
        lifeCycle.begin("stopSession");
        try {
            endSession();
        } finally {
            lifeCycle.end();
        }
    }

    @Override
    public CompletionStage<Void> farewell() {
        SourceSession stopped = last;
        return stopped == null || stopped == session ? CompletableFuture.completedStage(null) : stopped.parted();
    }

    private void endSession() {
        SourceSession running = session;
        session = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void handleMessage(DisplayMessage message) {
        SourceSession present = session;
        if (present != null) {
            present.handle(message);
        }
    }

    @Override
    public void close() {
        lifeCycle.begin("close");
        try {
            closed = true;
            endSession();
            if (last != null && !last.awaitEnd(CLOSE_NS)) {
                LOG.warn(
                        "cast {}: context is closed, but a callback of the host has not returned for {} ms",
                        callbacks.castId(),
                        TimeUnit.NANOSECONDS.toMillis(CLOSE_NS));
            }
            gone.accept(this);
        } finally {
            lifeCycle.end();
        }
    }

    /** The licensee's service goes. Any thread. */
    void protectionGone(ContentProtection service) {
        SourceSession present = session;
        if (present != null) {
            present.protectionGone(service);
        }
    }

    /** Makes a start that is under way fail, and every later one. Any thread. */
    void cancelStart() {
        cancelled = true;
        SourceSession starting = session;
        if (starting != null) {
            starting.cancel();
        }
    }
}
