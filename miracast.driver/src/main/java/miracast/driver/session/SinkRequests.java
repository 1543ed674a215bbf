// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.io.IOException;
import miracast.api.NtStatus;
import miracast.driver.log.CastLog;
import miracast.driver.rtsp.Excerpt;
import miracast.driver.rtsp.RtspAnswer;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.rtsp.MalformedBodyException;
import miracast.wire.rtsp.OptionList;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtpProfile;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.RtspUri;
import miracast.wire.rtsp.SessionHeader;
import miracast.wire.rtsp.TeardownReason;
import miracast.wire.rtsp.Transport;

/**
 * Answers what the sink asks (M2, M6 to M16). Tolerant where only one session can be meant: of any host and port in the URI, of
 * a missing or wrong Session header. On the event loop.
 */
final class SinkRequests {
    private final Dialogue dialogue;
    private final SessionHeader session;
    private final CastLog log;
    private RtspReply setUpReply;
    /** A SETUP that came while no stream may be opened; null if there is none. */
    private RtspRequest early;

    SinkRequests(Dialogue dialogue, SessionHeader session, CastLog log) {
        this.dialogue = dialogue;
        this.session = session;
        this.log = log;
    }

    RtspAnswer answer(RtspRequest request) {
        if (!Rtsp.VERSION.equalsIgnoreCase(request.version())) {
            return refuse(request, RtspStatus.RTSP_VERSION_NOT_SUPPORTED, request.version());
        }
        OptionList unsupported = OptionList.parse(
                        request.headers().get(Rtsp.HEADER_REQUIRE).orElse(""))
                .unsupported();
        if (!unsupported.isEmpty()) {
            RtspReply reply = RtspReply.of(RtspStatus.OPTION_NOT_SUPPORTED);
            return RtspAnswer.of(reply.with(Rtsp.HEADER_UNSUPPORTED, printable(unsupported.toString())));
        }
        if (request.method().equals(Rtsp.OPTIONS)) {
            return options(request);
        }
        if (!RtspUri.isSession(request.uri())) {
            return refuse(request, RtspStatus.NOT_FOUND, "no session of ours");
        }
        return switch (request.method()) {
            case Rtsp.SETUP -> setUp(request);
            case Rtsp.PLAY -> play(request);
            case Rtsp.PAUSE -> pause(request);
            case Rtsp.TEARDOWN -> tearDown(request);
            case Rtsp.GET_PARAMETER -> parameterQuery(request);
            case Rtsp.SET_PARAMETER -> parameters(request);
            default -> refuse(request, RtspStatus.NOT_IMPLEMENTED, "not a method of Wi-Fi Display");
        };
    }

    private RtspAnswer refuse(RtspRequest request, int status, String reason) {
        log.info(
                "{} {} from the sink refused with {}: {}",
                Excerpt.of(request.method()),
                Excerpt.of(request.uri()),
                status,
                Excerpt.of(reason));
        return RtspAnswer.of(status);
    }

    /** What comes from the air goes back without what could make a header of its own. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private RtspAnswer options(RtspRequest request) {
        RtspReply reply = RtspReply.of(RtspStatus.OK).with(Rtsp.HEADER_PUBLIC, OptionList.SOURCE.toString());
        return new RtspAnswer(reply, () -> dialogue.optionsAnswered(request));
    }

    private RtspAnswer setUp(RtspRequest request) {
        switch (dialogue.state()) {
            case OPENING:
                return refuse(request, RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE, "no format is agreed yet");
            case AGREED, TRIGGERED:
                return dialogue.takesSetUp() ? firstSetUp(request) : earlySetUp(request);
            case READY:
                return RtspAnswer.of(setUpReply);
            default:
                return refuse(request, RtspStatus.AGGREGATE_OPERATION_NOT_ALLOWED, "the stream is set up");
        }
    }

    /** It waits, since a stream that is set up now would go out in clear. */
    private RtspAnswer earlySetUp(RtspRequest request) {
        if (early != null) {
            return refuse(request, RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE, "another SETUP waits already");
        }
        early = request;
        log.info("SETUP from the sink waits until the display is authenticated");
        return RtspAnswer.later();
    }

    /** What came early is answered now. */
    void answerEarly(RtspConnection connection) {
        RtspRequest waiting = early;
        early = null;
        if (waiting != null) {
            connection.answer(waiting);
        }
    }

    private RtspAnswer firstSetUp(RtspRequest request) {
        try {
            Transport transport = Transport.parse(request.headers()
                    .get(Rtsp.HEADER_TRANSPORT)
                    .orElse(Transport.udp(0, 0).toString()));
            if (transport.profile() != RtpProfile.UDP_UNICAST) {
                return refuse(request, RtspStatus.UNSUPPORTED_TRANSPORT, transport.profile() + " is not UDP");
            }
            Transport agreed = dialogue.setUp(transport);
            setUpReply = RtspReply.of(RtspStatus.OK)
                    .with(Rtsp.HEADER_SESSION, session.toString())
                    .with(Rtsp.HEADER_TRANSPORT, agreed.toString());
            return new RtspAnswer(setUpReply, dialogue::isSetUp);
        } catch (ParameterException e) {
            return refuse(request, e.code(), e.getMessage());
        } catch (IOException e) {
            return new RtspAnswer(
                    RtspReply.of(RtspStatus.INTERNAL_SERVER_ERROR),
                    () -> dialogue.fail(
                            NtStatus.STATUS_NETWORK_UNREACHABLE, "cannot be sent a stream: " + e.getMessage()));
        }
    }

    private RtspAnswer play(RtspRequest request) {
        if (!dialogue.state().isSetUp()) {
            return refuse(request, RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE, "nothing is set up");
        }
        return new RtspAnswer(inSession().with(Rtsp.HEADER_RANGE, "npt=now-"), dialogue::sinkPlays);
    }

    private RtspAnswer pause(RtspRequest request) {
        if (!dialogue.state().isSetUp()) {
            return refuse(request, RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE, "nothing is set up");
        }
        return new RtspAnswer(inSession(), dialogue::sinkPauses);
    }

    private RtspAnswer tearDown(RtspRequest request) {
        return new RtspAnswer(
                inSession().with("Connection", "close"), () -> dialogue.sinkLeaves(reason(request.body())));
    }

    private RtspReply inSession() {
        RtspReply reply = RtspReply.of(RtspStatus.OK);
        return dialogue.state().isSetUp() ? reply.with(Rtsp.HEADER_SESSION, session.id()) : reply;
    }

    private static String reason(String body) {
        try {
            String value = Parameters.parse(body)
                    .value(ParameterName.MICROSOFT_TEARDOWN_REASON)
                    .orElse("");
            return value.isEmpty()
                    ? ""
                    : ": " + Excerpt.of(TeardownReason.parse(value).toString());
        } catch (MalformedBodyException | ParameterException e) {
            return ": " + e.getMessage();
        }
    }

    /** Without a body a sign of life, which displays send that hang up if it is not answered. Parameters of ours there are none. */
    private RtspAnswer parameterQuery(RtspRequest request) {
        try {
            Parameters names = Parameters.parse(request.body());
            if (names.isEmpty()) {
                return RtspAnswer.of(RtspStatus.OK);
            }
            ParameterErrors errors = ParameterErrors.of(names.entries().stream()
                    .map(each ->
                            new ParameterException(RtspStatus.NOT_FOUND, each.name(), each.value(), "not known here"))
                    .toList());
            return RtspAnswer.of(
                    RtspReply.of(RtspStatus.SEE_OTHER, errors.body().toString()));
        } catch (MalformedBodyException e) {
            return refuse(request, RtspStatus.BAD_REQUEST, e.getMessage());
        }
    }

    private RtspAnswer parameters(RtspRequest request) {
        SinkParameters parameters;
        try {
            parameters = SinkParameters.read(Parameters.parse(request.body()), dialogue.isInputAgreed());
        } catch (MalformedBodyException e) {
            return refuse(request, RtspStatus.BAD_REQUEST, e.getMessage());
        }
        if (parameters.failed()) {
            log.info("SET_PARAMETER from the sink refused: {}", parameters.failures());
            return RtspAnswer.of(RtspReply.of(RtspStatus.SEE_OTHER, parameters.errorBody()));
        }
        return new RtspAnswer(RtspReply.of(RtspStatus.OK), () -> dialogue.sinkSets(parameters));
    }
}
