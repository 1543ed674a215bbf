// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.util.concurrent.EventExecutor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import miracast.api.sink.SinkSession.State;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.SessionHeader;
import miracast.wire.rtsp.Transport;
import miracast.wire.rtsp.TriggerMethod;

/**
 * The sink's side of Wi-Fi Display's RTSP dialogue, M1 to M16, as a state machine: asks for what is due, and notices when the source is
 * gone. {@link SourceRequests} answers what the source asks. Event loop.
 */
final class TelevisionDialogue implements RtspPeer {
    /** Of a session whose header names none (RFC 2326, 12.37). */
    private static final int DEFAULT_TIMEOUT_S = 60;

    private static final Set<String> INDISPENSABLE = Set.of("M6", "M7", "M9");

    private static final String VIEWER_LEFT = "the viewer ended the session";
    private static final String SOURCE_LEFT = "the source ended the session";

    /** How far the dialogue has come. Each step has those before it behind it. */
    enum Step {
        CONNECTED,
        /** M2 was answered. */
        OPTIONS,
        /** M3 was answered. */
        CAPABILITIES,
        /** M4 was accepted. */
        FORMAT,
        /** M6 was sent. */
        SETUP,
        /** M6 was answered. */
        READY,
        /** M8 was sent. */
        TEARDOWN,
        OVER
    }

    private final int rtpPort;
    private final Timing timing;
    private final Complaints complaints;
    private final DialogueEvents events;
    private final Watchdog watchdog;
    private final RequestCheck check;
    private final RtspConnection connection;
    private final SinkNews news;
    private final SourceRequests requests;

    private Step step = Step.CONNECTED;
    private State state = State.NEGOTIATING;
    private boolean optionsSent;
    private String url = "";
    private SessionHeader session;
    private String teardownReason = "";

    /**
     * @param parameters what to answer to M3
     * @param rtpPort where the sink receives
     */
    TelevisionDialogue(
            SinkParameters parameters,
            int rtpPort,
            Timing timing,
            Complaints complaints,
            DialogueEvents events,
            EventExecutor loop) {
        this.rtpPort = rtpPort;
        this.timing = timing;
        this.complaints = complaints;
        this.events = events;
        this.watchdog = new Watchdog(loop);
        this.news = new SinkNews(parameters, events, this::set);
        this.check = new RequestCheck(complaints);
        this.requests = new SourceRequests(this, check, complaints, events);
        this.connection = new RtspConnection(this, complaints, timing.replyNs());
    }

    /** To be put into the channel's pipeline. */
    RtspConnection connection() {
        return connection;
    }

    /** M7, if paused. */
    void play() {
        if (state == State.PAUSED) {
            sendPlay();
        }
    }

    /** M9, if playing. */
    void pause() {
        if (state == State.PLAYING) {
            sendPause();
        }
    }

    /** M12, if playing. */
    void sleep() {
        news.sleep(this::pauses);
    }

    /** What else the sink tells of its own accord. */
    SinkNews news() {
        return news;
    }

    /** M8 if there is something to tear down, then the end. */
    void leave() {
        if (step.compareTo(Step.SETUP) < 0) {
            end(VIEWER_LEFT, false);
        } else {
            sendTeardown(VIEWER_LEFT);
        }
    }

    /** The end, without a word. */
    void abort(String reason) {
        end(reason, false);
    }

    @Override
    public void connected() {
        expectRequest("M1");
    }

    @Override
    public RtspReply asked(RtspRequest request) {
        check.session(request, session);
        expectRequest("the next request");
        return switch (request.method()) {
            case Rtsp.OPTIONS -> check.options(request);
            case Rtsp.GET_PARAMETER -> requests.get(request);
            case Rtsp.SET_PARAMETER -> requests.set(request);
            case Rtsp.SETUP, Rtsp.PLAY, Rtsp.PAUSE, Rtsp.TEARDOWN -> {
                complaints.add("%s from the source", request.method());
                yield RtspReply.of(RtspStatus.METHOD_NOT_ALLOWED);
            }
            default -> {
                complaints.add("unknown method %.40s", request.method());
                yield RtspReply.of(RtspStatus.NOT_IMPLEMENTED);
            }
        };
    }

    @Override
    public void answered(RtspRequest request) {
        if (request.method().equals(Rtsp.OPTIONS) && !optionsSent) {
            optionsSent = true;
            sendOptions();
        }
        Optional<String> trigger = request.method().equals(Rtsp.SET_PARAMETER)
                ? request.body().value(ParameterName.WFD_TRIGGER_METHOD)
                : Optional.empty();
        if (trigger.isPresent()) {
            pull(TriggerMethod.valueOf(trigger.get().toUpperCase(Locale.ROOT)));
        }
    }

    @Override
    public void disconnected(String reason, boolean failure) {
        if (step == Step.TEARDOWN) {
            over(teardownReason, false);
        } else {
            String when = state == State.NEGOTIATING ? " while the session was set up" : " without TEARDOWN";
            over(failure ? reason : reason + when, true);
        }
    }

    private void sendOptions() {
        RtspRequest m2 = new RtspRequest(
                Rtsp.OPTIONS, Rtsp.URI_ANY, Map.of(Rtsp.HEADER_REQUIRE, Rtsp.OPTION_WFD), Parameters.EMPTY);
        connection.send(m2, reply -> {
            check.publicOptions(reply);
            advance(Step.OPTIONS);
        });
    }

    private void pull(TriggerMethod method) {
        switch (method) {
            case SETUP -> sendSetup();
            case PLAY -> sendPlay();
            case PAUSE -> sendPause();
            case TEARDOWN -> {
                if (step.compareTo(Step.SETUP) < 0) {
                    end(SOURCE_LEFT, false);
                } else {
                    sendTeardown(SOURCE_LEFT);
                }
            }
        }
    }

    private void sendSetup() {
        advance(Step.SETUP);
        String transport = Transport.udp(rtpPort, 0).toString();
        RtspRequest m6 = new RtspRequest(Rtsp.SETUP, url, Map.of(Rtsp.HEADER_TRANSPORT, transport), Parameters.EMPTY);
        connection.send(m6, reply -> {
            if (step == Step.SETUP && isAccepted("M6", reply)) {
                setUp(reply);
            }
        });
    }

    private void setUp(RtspReply reply) {
        Optional<SessionHeader> header = reply.header(Rtsp.HEADER_SESSION).flatMap(SessionHeader::parse);
        if (header.isEmpty()) {
            end("the reply to M6 has no Session", true);
            return;
        }
        session = header.get();
        int serverPort = 0;
        try {
            Transport transport =
                    Transport.parse(reply.header(Rtsp.HEADER_TRANSPORT).orElse(""));
            serverPort = transport.serverPort();
            if (transport.clientPort() != rtpPort) {
                complaints.add("the reply to M6 has client_port %d, expected %d", transport.clientPort(), rtpPort);
            }
        } catch (ParameterException e) {
            complaints.add("the reply to M6: %s", e.getMessage());
        }
        if (serverPort == 0) {
            complaints.add("the reply to M6 has no server_port");
        }
        advance(Step.READY);
        events.transport(serverPort);
        enter(State.READY);
        expectRequest("keep-alive");
        sendPlay();
        news.setUp();
    }

    private void sendPlay() {
        if (state == State.PLAYING) {
            return;
        }
        events.playRequested();
        send(Rtsp.PLAY, url, Parameters.EMPTY, "M7", () -> enter(State.PLAYING));
    }

    private void sendPause() {
        if (state != State.PLAYING) {
            return;
        }
        send(Rtsp.PAUSE, url, Parameters.EMPTY, "M9", this::pauses);
    }

    /** No packets come until PLAY. */
    void pauses() {
        events.paused();
        enter(State.PAUSED);
    }

    private void sendTeardown(String reason) {
        if (step.compareTo(Step.TEARDOWN) >= 0) {
            return;
        }
        advance(Step.TEARDOWN);
        teardownReason = reason;
        watchdog.watch(timing.teardownNs(), () -> end(reason, false));
        connection.send(request(Rtsp.TEARDOWN, url, Parameters.EMPTY), reply -> end(reason, false));
    }

    private void set(String message, Parameters body, Runnable then) {
        send(Rtsp.SET_PARAMETER, Rtsp.URI, body, message, then);
    }

    /** Sends a request of the running session; what it leads to happens if the source says yes. */
    private void send(String method, String uri, Parameters body, String message, Runnable then) {
        connection.send(request(method, uri, body), reply -> {
            if (step == Step.READY && isAccepted(message, reply)) {
                then.run();
            }
        });
    }

    private RtspRequest request(String method, String uri, Parameters body) {
        Map<String, String> headers = session == null ? Map.of() : Map.of(Rtsp.HEADER_SESSION, session.id());
        return new RtspRequest(method, uri, headers, body);
    }

    /** A sink cannot do without M6, M7, M9; what else is refused leaves things as they are. */
    private boolean isAccepted(String message, RtspReply reply) {
        if (reply.isOk()) {
            return true;
        }
        if (INDISPENSABLE.contains(message)) {
            end(message + " was answered with " + reply, true);
        } else {
            complaints.add("%s was answered with %s", message, reply);
        }
        return false;
    }

    /** The source has to say something within a time that depends on how far we are. */
    private void expectRequest(String what) {
        if (step.compareTo(Step.TEARDOWN) >= 0) {
            return;
        }
        long ns = step == Step.READY ? sessionTimeoutNs() + timing.silenceNs() : timing.requestNs();
        watchdog.watch(
                ns,
                () -> end("the source is silent: " + what + " did not come within " + ns / 1_000_000 + " ms", true));
    }

    private long sessionTimeoutNs() {
        return TimeUnit.SECONDS.toNanos(session.timeoutS() == 0 ? DEFAULT_TIMEOUT_S : session.timeoutS());
    }

    /** M4 named the URL to set up. */
    void presentation(String value) {
        url = value;
    }

    Step step() {
        return step;
    }

    /** Whether it has not come so far yet. */
    boolean isBefore(Step other) {
        return step.compareTo(other) < 0;
    }

    State state() {
        return state;
    }

    /** It has come so far, if it had not before. */
    void advance(Step next) {
        if (step.compareTo(next) < 0) {
            step = next;
        }
    }

    private void enter(State next) {
        state = next;
        news.playing(next == State.PLAYING);
        events.state(next);
    }

    private void end(String reason, boolean failure) {
        connection.close();
        over(reason, failure);
    }

    private void over(String reason, boolean failure) {
        if (step == Step.OVER) {
            return;
        }
        step = Step.OVER;
        watchdog.cancel();
        events.ended(reason, failure);
    }
}
