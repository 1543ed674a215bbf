// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import miracast.api.MiracastException;
import miracast.api.NtStatus;
import miracast.api.VideoFormat;
import miracast.api.driver.DataRateStats;
import miracast.api.driver.DisplayMessage;
import miracast.api.driver.DisplayRequest;
import miracast.api.driver.MiracastCallbacks;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.ProtocolEvent;
import miracast.api.driver.SessionInfo;
import miracast.api.driver.SourceCapabilities;
import miracast.api.driver.WfdConnectionStats;
import miracast.api.protection.ContentProtection;
import miracast.driver.input.InputChannel;
import miracast.driver.log.CastLog;
import miracast.driver.stream.MediaStream;
import miracast.driver.stream.StreamListener;
import miracast.wire.rtsp.RtspUri;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.Transport;

/**
 * One session: joins the dialogue to the host's callbacks and to the stream. Started and stopped by the host's thread; lives on
 * the event loop in between. The host's callbacks are used on the starting thread until the session has started, and on the loop
 * and the sending thread after that.
 */
public final class SourceSession {
    /** How soon it is seen that the host has closed the socket: nothing else tells. */
    private static final long ABORT_POLL_NS = TimeUnit.MILLISECONDS.toNanos(10);
    /** What a stop waits for at most, for loop and sending thread together. */
    private static final long STOP_NS = TimeUnit.MILLISECONDS.toNanos(60);

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
    private final RateWatch rate;
    private final IdrRequests idrRequests;
    private final StreamSetUp streamSetUp;
    private final Protection protection;
    private final Deque<DisplayMessage> waitingMessages = new ArrayDeque<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    // Guarded by this.
    private boolean started;
    private boolean stopped;
    private SessionEnd end;

    // The thread's that starts and stops.
    private boolean registered;

    // The loop's.
    private Dialogue dialogue;
    private volatile Agreement agreement;
    private volatile MediaStream stream;
    private volatile boolean cancelled;
    private boolean ready;
    private final List<Runnable> early = new ArrayList<>();

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
        this.rate = new RateWatch(loop, new RateControl(settings.minBitRate(), new Rates()), this::starved);
        this.streamSetUp = new StreamSetUp(
                loop,
                settings.stream(),
                callbacks,
                source.recording(),
                local.getAddress(),
                remote.getAddress(),
                random);
        this.idrRequests = new IdrRequests(loop, settings.idrNs(), () -> display.ask(new DisplayRequest.RequestIdr()));
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
            dialogue = new Dialogue(loop, settings, source, text(remote), log, new Events(), random);
            dialogue.open(socket, RtspUri.stream(local), link);
        });
        try {
            awaitOpened();
            Agreement agreed = agreement;
            VideoFormat format = agreed.proposal().format();
            protection
                    .authenticate(agreed.sink(), remote.getAddress(), this::failIfAborted)
                    .ifPresent(streamSetUp::encrypt);
            if (Agreement.monitorConnected(agreed.sink())) {
                display.require(display.arrival(agreed.sink()));
                display.tell(ProtocolEvent.MONITOR_ARRIVED);
            }
            display.require(agreed.proposal().request());
            display.require(new DisplayRequest.SetAudio(agreed.proposal().sound()));
            rate.start(format);
            callbacks.registerForDataRate(this::linkReported);
            registered = true;
            synchronized (this) {
                failIfEnded();
                started = true;
                loop.execute(this::becomeReady);
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

    /** On the loop: what came early takes effect, and the dialogue goes on. */
    private void becomeReady() {
        ready = true;
        if (dialogue.state() != SessionState.CLOSED) {
            early.forEach(Runnable::run);
        }
        early.clear();
        dialogue.proceed();
    }

    /**
     * On the loop: does it at once, or when the session has started. Until then the host lets requests wait, and with them the
     * loop and all casts would: a sink may be faster than the host.
     */
    private void whenReady(Runnable task) {
        if (ready) {
            task.run();
        } else {
            early.add(task);
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
        if (loop.inEventLoop()) {
            release();
        } else {
            loop.execute(this::release);
        }
        if (stream != null) {
            stream.stop();
        }
        if (!awaitEnd(STOP_NS)) {
            log.info("session is being stopped, but the host or the event loop is busy");
        } else if (wasStarted) {
            log.info("session stopped: {}", agreement.proposal());
        }
    }

    /** Waits until a stopped session uses neither callbacks nor socket any more; whether it came to that. */
    public boolean awaitEnd(long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        try {
            // On the loop itself it has been done.
            boolean let = loop.inEventLoop() || released.await(timeoutNs, TimeUnit.NANOSECONDS);
            // A stream that was set up meanwhile was stopped by the loop.
            boolean over = let && (stream == null || stream.awaitEnd(Math.max(1, deadlineNs - System.nanoTime())));
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
        idrRequests.stop();
        rate.stop();
        if (dialogue != null) {
            dialogue.release();
        }
        if (stream != null) {
            stream.stop();
        }
        released.countDown();
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
            } else if (message instanceof DisplayMessage.Power power) {
                dialogue.power(power.on());
            } else if (message instanceof DisplayMessage.Standby) {
                dialogue.standby();
            } else if (message instanceof DisplayMessage.AudioCodings sound) {
                dialogue.changeSound(sound.codings());
            }
            // A pointer is part of the picture, since no sink was asked for a cursor of its own.
        });
    }

    private void linkReported(DataRateStats stats) {
        loop.execute(() -> whenReady(() -> rate.linkReported(stats)));
    }

    private void starved() {
        ended(new SessionEnd(
                MiracastStatus.INSUFFICIENT_BANDWIDTH,
                NtStatus.STATUS_DEVICE_INSUFFICIENT_RESOURCES,
                "link to sink " + text(remote) + " carries less than " + settings.minBitRate()
                        + " bit/s, the least that is configured"));
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
        if (stream != null) {
            stream.stop();
        }
        log.info("session ended, {}: {}; {}", how.status(), agreement.proposal(), how.detail());
        callbacks.reportSessionStatus(how.status(), how.ntStatus(), how.detail());
    }

    /** What the rate control sets. */
    private final class Rates implements RateControl.Outcome {
        @Override
        public void bitRate(long bitRate) {
            log.debug("bit rate {} bit/s", bitRate);
            display.ask(new DisplayRequest.SetBitRate(bitRate));
        }

        @Override
        public void frameShare(int share) {
            log.info("one of {} frames is made, since the link carries no more", share);
            display.ask(new DisplayRequest.SetFrameShare(share));
        }

        @Override
        public boolean mode(long bitRate) {
            return dialogue.fitMode(bitRate);
        }
    }

    /** What comes from dialogue and stream. */
    private final class Events implements DialogueEvents, StreamListener {
        @Override
        public void agreed(Agreement agreed) {
            agreement = agreed;
            opened.countDown();
        }

        @Override
        public Transport setUp(Agreement agreed, Transport request) throws IOException {
            StreamSetUp.Outcome outcome = streamSetUp.open(agreed, request, this);
            stream = outcome.stream();
            return outcome.reply();
        }

        @Override
        public void play() {
            log.info("sink plays");
            whenReady(() -> {
                stream.play();
                rate.play(stream);
                display.ask(new DisplayRequest.SetActive(true));
            });
        }

        @Override
        public void pause() {
            log.info("sink pauses");
            whenReady(() -> {
                rate.stop();
                stream.pause();
                display.ask(new DisplayRequest.SetActive(false));
            });
        }

        @Override
        public void idrRequested() {
            whenReady(() -> {
                display.tell(ProtocolEvent.IDR_REQUESTED);
                if (dialogue.state() == SessionState.PLAYING) {
                    rate.idrRequested();
                    idrRequests.requested();
                }
            });
        }

        @Override
        public void monitorChanged(SinkCapabilities sink) {
            whenReady(() -> tellMonitor(sink));
        }

        private void tellMonitor(SinkCapabilities sink) {
            if (Agreement.monitorConnected(sink)) {
                display.ask(display.arrival(sink));
                display.tell(ProtocolEvent.MONITOR_ARRIVED);
            } else {
                display.ask(new DisplayRequest.MonitorDeparted());
                display.tell(ProtocolEvent.MONITOR_DEPARTED);
            }
        }

        @Override
        public long announceFormatChange(long aheadNs) {
            return stream.announceChange(aheadNs);
        }

        @Override
        public void formatChanged(Agreement agreed, long firstPtsNs) {
            VideoFormat before = agreement.proposal().format();
            VideoFormat format = agreed.proposal().format();
            agreement = agreed;
            log.info("format changes: {}", agreed.proposal());
            if (!format.equals(before)) {
                rate.start(format);
                display.ask(agreed.proposal().request());
            }
            display.ask(new DisplayRequest.SetAudio(agreed.proposal().sound()));
            stream.change(StreamSetUp.format(agreed), firstPtsNs);
        }

        @Override
        public InputChannel openInput() throws IOException {
            return InputChannel.open(
                    loop,
                    local.getAddress(),
                    remote.getAddress(),
                    () -> agreement.proposal().format().mode(),
                    display::input,
                    log);
        }

        @Override
        public void modeRefused() {
            stream.withdrawChange();
            rate.modeRefused();
        }

        @Override
        public void soundRefused() {
            stream.withdrawChange();
        }

        @Override
        public void ended(SessionEnd how) {
            idrRequests.stop();
            rate.stop();
            SourceSession.this.ended(how);
        }

        @Override
        public void rtcpReceived() {
            dialogue.lived();
        }

        @Override
        public void receiverReport(double fractionLost, int packetsLost) {
            display.sinkReported(packetsLost);
            if (ready) {
                rate.sinkReported(fractionLost);
            }
        }

        @Override
        public void pictureLost() {
            idrRequested();
        }

        @Override
        public void streamFailed(RuntimeException cause) {
            log.warn("stream cannot go on", cause);
            SourceSession.this.ended(new SessionEnd(
                    MiracastStatus.CRITICAL_ERROR,
                    NtStatus.STATUS_UNSUCCESSFUL,
                    "stream to sink " + text(remote) + " cannot go on: " + cause));
        }
    }
}
