// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import miracast.api.AudioCoding;
import miracast.api.NtStatus;
import miracast.api.VideoMode;
import miracast.api.driver.MiracastStatus;
import miracast.api.driver.SourceCapabilities;
import miracast.api.driver.WfdConnectionStats;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.ConnectionEnd;
import miracast.driver.rtsp.RtspAnswer;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspPeer;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.rtsp.LatencyMode;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.SessionHeader;
import miracast.wire.rtsp.Transport;
import miracast.wire.rtsp.TriggerMethod;

/**
 * The dialogue with one sink, as a state machine: asks for what is due, and notices when the sink is gone. {@link Opening} does
 * its beginning, {@link SinkRequests} answers what the sink asks, {@link FormatChange} changes the mode, {@link DisplayPower} lets
 * the sink sleep. On the event loop.
 */
final class Dialogue implements RtspPeer {
    private final EventLoop loop;
    private final SessionSettings settings;
    private final SourceCapabilities source;
    private final String peer;
    private final CastLog log;
    private final DialogueEvents events;
    private final SessionHeader session;
    private final SinkRequests requests;
    private final Timer stateTimer;

    private SessionState state = SessionState.OPENING;
    private RtspConnection connection;
    private SourceRequests asks;
    private Opening opening;
    private KeepAlive keepAlive;
    private FormatChange formatChange;
    private InputOffer inputOffer;
    private DisplayPower power;
    private Agreement agreement;
    private boolean playedOnce;
    private VideoMode wantedMode;
    private List<AudioCoding> wantedSound;
    private CompletableFuture<Void> parted = CompletableFuture.completedFuture(null);

    /** @param peer how the sink is called in messages */
    Dialogue(
            EventLoop loop,
            SessionSettings settings,
            SourceCapabilities source,
            String peer,
            CastLog log,
            DialogueEvents events,
            RandomGenerator random) {
        this.loop = loop;
        this.settings = settings;
        this.source = source;
        this.peer = peer;
        this.log = log;
        this.events = events;
        this.session =
                SessionHeader.random(random, (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(settings.timeoutNs())));
        this.requests = new SinkRequests(this, session, log);
        this.stateTimer = new Timer(loop);
    }

    /** Begins: sends M1. */
    void open(SocketChannel socket, String presentationUrl, WfdConnectionStats link) {
        if (state == SessionState.CLOSED) {
            return;
        }
        try {
            connection = RtspConnection.open(loop, socket, this, log);
        } catch (IOException e) {
            fail(NtStatus.STATUS_CONNECTION_ABORTED, "has no connection: " + e.getMessage());
            return;
        }
        asks = new SourceRequests(
                connection, settings, () -> state.isSetUp() ? Optional.of(session.id()) : Optional.empty());
        power = new DisplayPower(this, asks, log);
        opening = new Opening(loop, connection, settings, source, link, presentationUrl, log, new Opening.Outcome() {
            @Override
            public void agreed(Agreement agreed) {
                agreement = agreed;
                state = SessionState.AGREED;
                events.agreed(agreed);
            }

            @Override
            public void failed(SessionEnd end) {
                finish(end, null);
            }
        });
        opening.start();
    }

    /** The host is ready for what was agreed: makes the sink send SETUP, unless it did so by itself. */
    void proceed() {
        if (state == SessionState.AGREED) {
            requests.answerEarly(connection);
        }
        if (state != SessionState.AGREED) {
            return;
        }
        state = SessionState.TRIGGERED;
        asks.trigger(TriggerMethod.SETUP, reply -> {
            // A sink that sends SETUP all the same has been heard.
            if (!state.isSetUp()) {
                fail(
                        reply == null ? NtStatus.STATUS_IO_TIMEOUT : NtStatus.STATUS_INVALID_NETWORK_RESPONSE,
                        "did not take the SETUP trigger (M5): " + outcome(reply));
            }
        });
        expect(Rtsp.SETUP);
    }

    /** Ends the session if the sink does not send it in time. */
    void expect(String method) {
        unlessItActs(() -> fail(
                NtStatus.STATUS_IO_TIMEOUT,
                "did not send " + method + " within " + TimeUnit.NANOSECONDS.toMillis(settings.requestNs()) + " ms"));
    }

    /** Does something if the sink has sent neither PLAY nor PAUSE in time. */
    void unlessItActs(Runnable task) {
        stateTimer.start(settings.requestNs(), task);
    }

    static String outcome(RtspReply reply) {
        return reply == null ? "no reply" : reply.statusText();
    }

    SessionState state() {
        return state;
    }

    // What the sink asks for, called by SinkRequests; all but setUp after the reply was written.

    void optionsAnswered(RtspRequest request) {
        if (state == SessionState.OPENING) {
            opening.optionsAnswered(request);
        }
    }

    /** Whether a stream may be opened. */
    boolean takesSetUp() {
        return events.takesSetUp();
    }

    Transport setUp(Transport transport) throws IOException {
        Transport withPort = transport.clientPort() == 0 ? transport.withClientPort(agreement.rtpPort()) : transport;
        return events.setUp(agreement, withPort);
    }

    void isSetUp() {
        state = SessionState.READY;
        keepAlive = new KeepAlive(loop, connection, session.id(), settings, this::silent);
        keepAlive.start();
        expect(Rtsp.PLAY);
    }

    private void silent() {
        // The trigger costs nothing, and the sink may hear what it cannot say.
        SessionEnd end = new SessionEnd(
                MiracastStatus.MISSING_KEEP_ALIVE,
                NtStatus.STATUS_IO_TIMEOUT,
                "gave no sign of life for " + TimeUnit.NANOSECONDS.toMillis(settings.timeoutNs()) + " ms");
        finish(end, asks.triggerRequest(TriggerMethod.TEARDOWN));
    }

    void sinkPlays() {
        if (state == SessionState.PLAYING) {
            events.idrRequested();
            return;
        }
        stateTimer.cancel();
        state = SessionState.PLAYING;
        events.play();
        if (!playedOnce && agreement.sink().latencyManagement()) {
            tellLatency();
        }
        playedOnce = true;
        inputOffer().make(agreement.sink().uibcCapability());
        if (power.sinkPlays()) {
            catchUp();
        }
    }

    /** Does what was to be done while the sink did not play. */
    private void catchUp() {
        if (wantedMode != null) {
            changeMode(wantedMode);
        }
        if (formatChange != null) {
            formatChange.chooseAgain();
            formatChange.suitMonitor();
        }
        if (wantedSound != null) {
            changeSound(wantedSound);
        }
    }

    /** Tells the sink how much it may buffer: as much as presentation is ahead of the clock. */
    private void tellLatency() {
        LatencyMode mode = LatencyMode.of(settings.stream().ptsLeadNs());
        Parameters body = Parameters.builder()
                .add(ParameterName.MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY, mode)
                .build();
        asks.set(body, reply -> log.info("sink does not take latency {}: {}", mode, outcome(reply)));
    }

    void sinkPauses() {
        if (state == SessionState.PLAYING) {
            stateTimer.cancel();
            state = SessionState.PAUSED;
            events.pause();
            power.sinkPauses();
        }
    }

    /** The sink sleeps, or is about to. */
    void sinkSleeps() {
        state = SessionState.STANDBY;
        events.pause();
    }

    void sinkLeaves(String reason) {
        SessionEnd end = new SessionEnd(
                MiracastStatus.SINK_DISCONNECT_REQUEST,
                NtStatus.STATUS_CONNECTION_DISCONNECTED,
                "sent TEARDOWN" + reason);
        finish(end, null);
    }

    void sinkSets(SinkParameters parameters) {
        if (parameters.idrRequest()) {
            events.idrRequested();
        }
        if (parameters.standby() && state == SessionState.PLAYING) {
            sinkSleeps();
        }
        parameters.inputOffered().ifPresent(inputOffer()::change);
        inputOffer().set(parameters.inputEnabled());
        if (parameters.connectorChanged() && state.isSetUp()) {
            formatChange().askAgain();
        }
    }

    // What the display wants.

    /** The display goes on or off. */
    void power(boolean on) {
        power.set(on);
    }

    /** The display goes dark. */
    void standby() {
        power.standby(agreement.sink().standbyResume());
    }

    /** The display wants another mode: proposes it if the sink has it, otherwise nothing happens. */
    void changeMode(VideoMode mode) {
        if (state == SessionState.PLAYING) {
            wantedMode = null;
            formatChange().to(mode);
        } else {
            wantedMode = mode;
        }
    }

    /** What encoders and cast allow is another now: the best of it that the sink has is taken, now or when the sink plays. */
    void allow(SourceCapabilities now) {
        if (state != SessionState.CLOSED) {
            formatChange().allow(now);
        }
    }

    /** So many bit/s are to be had: proposes the mode that suits them if it is another one; whether it does. */
    boolean fitMode(long bitRate) {
        return state == SessionState.PLAYING && formatChange().fit(bitRate);
    }

    /** Whether somebody wants input has changed. */
    void input(boolean wanted) {
        if (state != SessionState.CLOSED) {
            inputOffer().want(wanted);
        }
    }

    private InputOffer inputOffer() {
        if (inputOffer == null) {
            inputOffer = new InputOffer(source.input(), asks, events::openInput, log);
        }
        return inputOffer;
    }

    /** Whether the sink has agreed to send input. */
    boolean isInputAgreed() {
        return inputOffer != null && inputOffer.isAgreed();
    }

    /** What sound can be made has changed. */
    void changeSound(List<AudioCoding> codings) {
        wantedSound = codings;
        if (state == SessionState.PLAYING) {
            formatChange().sound(codings);
        }
    }

    private FormatChange formatChange() {
        if (formatChange == null) {
            formatChange = new FormatChange(this, asks, source, agreement, log, events);
        }
        return formatChange;
    }

    /** The sink refused another mode, or lacks it, and so only a new session can have it. */
    void modeChangeRefused(String detail) {
        SessionEnd end = new SessionEnd(MiracastStatus.SINK_FAILED_MODE_CHANGE, NtStatus.STATUS_NOT_SUPPORTED, detail);
        finish(end, asks.triggerRequest(TriggerMethod.TEARDOWN));
    }

    // Signs of life, and the end.

    @Override
    public RtspAnswer requested(RtspRequest request) {
        return requests.answer(request);
    }

    @Override
    public void lived() {
        if (keepAlive != null) {
            keepAlive.lived();
        }
    }

    @Override
    public void ended(ConnectionEnd end) {
        switch (end.kind()) {
            case CLOSED -> fail(NtStatus.STATUS_CONNECTION_DISCONNECTED, "closed the connection without TEARDOWN");
            case RESET -> fail(NtStatus.STATUS_CONNECTION_RESET, "is cut off: " + end.detail());
            case VIOLATED -> fail(NtStatus.STATUS_INVALID_NETWORK_RESPONSE, "broke the protocol: " + end.detail());
        }
    }

    /**
     * The session cannot go on.
     *
     * @param detail what the sink did, a sentence without its subject
     */
    void fail(int ntStatus, String detail) {
        finish(new SessionEnd(MiracastStatus.CRITICAL_ERROR, ntStatus, detail), null);
    }

    private void finish(SessionEnd end, RtspRequest farewell) {
        if (state == SessionState.CLOSED) {
            return;
        }
        SessionState last = state;
        close(farewell);
        events.ended(new SessionEnd(
                end.status(), end.ntStatus(), "sink " + peer + " " + end.detail() + " (state " + last + ")"));
    }

    /** Ends the dialogue from our side: the sink is told if the socket takes it, and the socket is let go. */
    void release() {
        if (state != SessionState.CLOSED) {
            boolean worthIt = connection != null && state != SessionState.OPENING;
            close(worthIt ? asks.triggerRequest(TriggerMethod.TEARDOWN) : null);
        }
    }

    private void close(RtspRequest farewell) {
        boolean setUp = state.isSetUp();
        state = SessionState.CLOSED;
        stateTimer.cancel();
        if (opening != null) {
            opening.stop();
        }
        if (inputOffer != null) {
            inputOffer.close();
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
        if (connection != null) {
            if (connection.sequenceFaults() > 0) {
                log.info("{} replies of the sink had a wrong CSeq or none", connection.sequenceFaults());
            }
            part(farewell, setUp);
        }
    }

    private void part(RtspRequest farewell, boolean setUp) {
        if (farewell == null) {
            connection.release();
        } else {
            parted =
                    new Farewell(loop, connection, setUp ? session.id() : "", log).say(farewell, settings.farewellNs());
        }
    }

    /** Completes on the event loop when a dialogue that is over has let go of the socket. */
    CompletableFuture<Void> parted() {
        return parted;
    }
}
