// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.SourceCapabilities;
import miracast.api.driver.WfdConnectionStats;
import miracast.api.protection.ContentProtection;
import miracast.driver.log.CastLog;
import miracast.driver.stream.Encryption;
import miracast.wire.rtsp.RtspUri;

/**
 * One session: joins the dialogue to the host's callbacks and to the stream. Started and stopped by the host's thread; lives on
 * the event loop in between. The host's callbacks are used on the starting thread until the session has started, and on the loop
 * and the sending thread after that.
 */
public final class SourceSession {
    /** How soon it is seen that the host has closed the socket: nothing else tells. */
    private static final long ABORT_POLL_NS = TimeUnit.MILLISECONDS.toNanos(10);
    /** What a stop waits for at most, for loop and sending thread together, once no picture is being sent. */
    private static final long STOP_NS = TimeUnit.MILLISECONDS.toNanos(40);

    private final EventLoop loop;
    private final SessionSettings settings;
    private final MiracastCallbacks callbacks;
    private final SocketChannel socket;
    private final RandomGenerator random = new SplittableRandom();
    private final SourceCapabilities source;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final CastLog log;
    private final Display display;
    private final StreamSetUp streamSetUp;
    private final SessionEvents events;
    private final Protection protection;
    private final Deque<DisplayMessage> waitingMessages = new ArrayDeque<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Void> parted = new CompletableFuture<>();

    // Guarded by this.
    private boolean started;
    private boolean stopped;
    private SessionEnd end;

    // The thread's that starts and stops.
    private boolean registered;

    // The loop's.
    private Dialogue dialogue;

    private volatile boolean cancelled;

    /**
     * @param socket connected; see {@link miracast.api.driver.MiracastContext#startSession}
     * @param protection the licensee's service; null if there is none
     * @throws MiracastException if the socket is not connected
     */
    public SourceSession(
            EventLoop loop,
            SessionSettings settings,
            MiracastCallbacks callbacks,
            SocketChannel socket,
            ContentProtection protection)
            throws MiracastException {
        this(loop, settings, callbacks, socket, protection, CastLog::new);
    }

    /** As a session with a sink, but tells of itself only to developers. */
    public static SourceSession rehearsal(
            EventLoop loop, SessionSettings settings, MiracastCallbacks callbacks, SocketChannel socket)
            throws MiracastException {
        return new SourceSession(loop, settings, callbacks, socket, null, CastLog::faint);
    }

    private SourceSession(
            EventLoop loop,
            SessionSettings settings,
            MiracastCallbacks callbacks,
            SocketChannel socket,
            ContentProtection protection,
            BiFunction<String, String, CastLog> log)
            throws MiracastException {
        this.loop = loop;
        this.settings = settings;
        this.callbacks = callbacks;
        this.socket = socket;
        this.source = callbacks.capabilities();
        this.local = address(socket, false);
        this.remote = address(socket, true);
        this.log = log.apply(callbacks.castId(), text(remote));
        this.display = new Display(callbacks, remote.getAddress().getHostAddress(), this.log);
        this.protection = new Protection(protection, callbacks.castId(), this.log);
        this.streamSetUp = new StreamSetUp(
                loop,
                settings.stream(),
                callbacks,
                source.recording(),
                local.getAddress(),
                remote.getAddress(),
                random);
        this.events = new SessionEvents(
                loop, settings, display, streamSetUp, local, remote, this.log, new SessionEvents.Listener() {
                    @Override
                    public void opened() {
                        agreed();
                    }

                    @Override
                    public void ended(SessionEnd how) {
                        SourceSession.this.ended(how);
                    }
                });
    }

    /** The sink has agreed to a format. On the loop, before it can hear of a SETUP. */
    private void agreed() {
        if (protection.concerns(events.agreement().sink())) {
            streamSetUp.awaitProtection();
        }
        opened.countDown();
    }

    private static InetSocketAddress address(SocketChannel socket, boolean ofPeer) throws MiracastException {
        try {
            if ((ofPeer ? socket.getRemoteAddress() : socket.getLocalAddress()) instanceof InetSocketAddress address) {
                return address;
            }
            throw new MiracastException(NtStatus.STATUS_INVALID_PARAMETER, "the RTSP socket is not connected");
        } catch (IOException e) {
            throw new MiracastException(
                    NtStatus.STATUS_CONNECTION_ABORTED, "the RTSP socket cannot be used: " + e.getMessage(), e);
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /**
     * Starts; see {@link miracast.api.driver.MiracastContext#startSession}. After an exception nothing is left of the session.
     */
    public SessionInfo start(WfdConnectionStats link) throws MiracastException {
        loop.execute(() -> {
            dialogue = new Dialogue(loop, settings, source, text(remote), log, events, random);
            events.listenTo(dialogue);
            dialogue.open(socket, RtspUri.stream(local), link);
        });
        try {
            awaitOpened();
            Agreement agreed = events.agreement();
            Encryption encryption = protection
                    .authenticate(agreed.sink(), remote.getAddress(), this::failIfAborted)
                    .orElse(null);
            // Before the loop gets ready, and with that asks for SETUP or answers one that came early.
            loop.execute(() -> streamSetUp.secured(encryption));
            if (Agreement.monitorConnected(agreed.sink())) {
                display.require(display.arrival(agreed.sink()));
                display.tell(ProtocolEvent.MONITOR_ARRIVED);
            }
            display.require(agreed.request());
            display.require(new DisplayRequest.SetAudio(agreed.proposal().sound()));
            events.start(agreed.proposal().choice());
            callbacks.registerForDataRate(stats -> loop.execute(() -> events.linkReported(stats)));
            registered = true;
            synchronized (this) {
                failIfEnded();
                started = true;
                loop.execute(events::becomeReady);
                waitingMessages.forEach(this::post);
                waitingMessages.clear();
            }
            log.info("session started: {}", agreed.proposal());
            return agreed.info();
        } catch (MiracastException | RuntimeException e) {
            stop();
            log.info("no session: {}", e.getMessage());
            throw e;
        }
    }

    private void awaitOpened() throws MiracastException {
        try {
            while (!opened.await(ABORT_POLL_NS, TimeUnit.NANOSECONDS)) {
                failIfAborted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MiracastException(
                    NtStatus.STATUS_CANCELLED, "start with sink " + text(remote) + " was interrupted", e);
        }
        synchronized (this) {
            failIfEnded();
        }
    }

    private void failIfAborted() throws MiracastException {
        if (!socket.isOpen()) {
            throw new MiracastException(
                    NtStatus.STATUS_CANCELLED, "start with sink " + text(remote) + " ended: socket was closed");
        }
        if (cancelled) {
            throw new MiracastException(
                    NtStatus.STATUS_CANCELLED, "start with sink " + text(remote) + " ended: driver goes away");
        }
        synchronized (this) {
            failIfEnded();
        }
    }

    private void failIfEnded() throws MiracastException {
        if (end != null) {
            throw new MiracastException(end.ntStatus(), end.detail());
        }
    }

    /** The licensee's service goes, and with it the key of this session if it is from there. Any thread. */
    public void protectionGone(ContentProtection service) {
        if (protection.uses(service)) {
            ended(new SessionEnd(
                    MiracastStatus.COMPANION_DISCONNECT,
                    NtStatus.STATUS_NOT_FOUND,
                    "content protection for sink " + text(remote) + " was withdrawn"));
        }
    }

    /** Makes a start that is under way fail. Any thread. */
    public void cancel() {
        cancelled = true;
    }

    /** Stops; see {@link miracast.api.driver.MiracastContext#stopSession}. */
    public void stop() {
        boolean wasStarted;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            wasStarted = started;
            waitingMessages.clear();
        }
        display.silence();
        if (registered) {
            unregister();
        }
        // Before the sink is told to tear down, and goes: it would have half a picture.
        finishPicture();
        if (loop.inEventLoop()) {
            release();
        } else {
            loop.execute(this::release);
        }
        events.stopStream();
        boolean over = awaitEnd(STOP_NS);
        display.leave();
        if (!over) {
            log.info("session is being stopped, but the host or the event loop is busy");
        } else if (wasStarted) {
            log.info("session stopped: {}", events.agreement().proposal());
        }
    }

    private void finishPicture() {
        // The loop has other casts to serve, and no picture is worth that.
        if (!loop.inEventLoop()) {
            events.finishStream(settings.lastPictureNs());
            try {
                events.awaitStreamEnd(settings.lastPictureNs());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until a stopped session uses no callbacks any more; whether it came to that. */
    public boolean awaitEnd(long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        try {
            // On the loop itself it has been done.
            boolean let = loop.inEventLoop() || released.await(timeoutNs, TimeUnit.NANOSECONDS);
            // A stream that was set up meanwhile was stopped by the loop.
            boolean over = let && events.awaitStreamEnd(Math.max(1, deadlineNs - System.nanoTime()));
            if (over) {
                protection.close();
            }
            return over;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void unregister() {
        try {
            callbacks.registerForDataRate(null);
        } catch (IllegalStateException e) {
            // Not on the host's stopping thread: the driver goes away under a running session.
            log.debug("data-rate registration stays: {}", e.getMessage());
        }
    }

    private void release() {
        events.stop();
        if (dialogue != null) {
            dialogue.release();
        }
        events.stopStream();
        released.countDown();
        if (dialogue == null) {
            parted.complete(null);
        } else {
            dialogue.parted().thenRun(() -> parted.complete(null));
        }
    }

    /** Completes on the loop when a stopped session uses its socket no more. */
    public CompletionStage<Void> parted() {
        return parted.minimalCompletionStage();
    }

    /** Hands over a message; see {@link miracast.api.driver.MiracastContext#handleMessage}. */
    public void handle(DisplayMessage message) {
        synchronized (this) {
            if (stopped) {
                return;
            }
            if (!started) {
                // Only the latest of a kind matters.
                waitingMessages.removeIf(each -> each.getClass() == message.getClass());
                waitingMessages.add(message);
                return;
            }
        }
        post(message);
    }

    private void post(DisplayMessage message) {
        loop.execute(() -> {
            if (message instanceof DisplayMessage.SetMode setMode) {
                dialogue.changeMode(setMode.mode());
            } else if (message instanceof DisplayMessage.Capabilities now) {
                dialogue.allow(now.source());
            } else if (message instanceof DisplayMessage.Power power) {
                dialogue.power(power.on());
            } else if (message instanceof DisplayMessage.Standby) {
                dialogue.standby();
            } else if (message instanceof DisplayMessage.AudioCodings sound) {
                dialogue.changeSound(sound.codings());
            } else if (message instanceof DisplayMessage.Input input) {
                dialogue.input(input.wanted());
            }
            // A pointer is part of the picture, since no sink was asked for a cursor of its own.
        });
    }

    /** What ends for a reason of ours ends with a whole picture; a sink that has left, or cannot go on, gets no more. */
    private void endStream(SessionEnd how) {
        if (how.status() == MiracastStatus.INSUFFICIENT_BANDWIDTH
                || how.status() == MiracastStatus.SINK_FAILED_MODE_CHANGE) {
            events.finishStream(settings.lastPictureNs());
        } else {
            events.stopStream();
        }
    }

    /** On whatever thread: the session goes no further. */
    private void ended(SessionEnd how) {
        synchronized (this) {
            if (stopped || end != null) {
                return;
            }
            end = how;
            if (!started) {
                opened.countDown();
                return;
            }
        }
        endStream(how);
        log.info("session ended, {}: {}; {}", how.status(), events.agreement().proposal(), how.detail());
        callbacks.reportSessionStatus(how.status(), how.ntStatus(), how.detail());
    }
}
