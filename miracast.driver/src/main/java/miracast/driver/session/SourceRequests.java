// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.Optional;
import java.util.function.Supplier;
import miracast.driver.rtsp.ReplyListener;
import miracast.driver.rtsp.RtspConnection;
import miracast.driver.rtsp.RtspReply;
import miracast.driver.rtsp.RtspRequest;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.TriggerMethod;

/** What a sink is asked for once the format is agreed: triggers (M5) and parameters. On the event loop. */
final class SourceRequests {
    private final RtspConnection connection;
    private final SessionSettings settings;
    private final Supplier<Optional<String>> session;

    /** @param session id for the Session header; empty before SETUP */
    SourceRequests(RtspConnection connection, SessionSettings settings, Supplier<Optional<String>> session) {
        this.connection = connection;
        this.settings = settings;
        this.session = session;
    }

    /** Told that the sink did not do as it was told. */
    interface Refusal {
        /** @param reply the sink's; null if there was none in time */
        void refused(RtspReply reply);
    }

    /** M5. */
    void trigger(TriggerMethod method, Refusal refusal) {
        send(triggerRequest(method), onlyRefusals(refusal));
    }

    /** M5, to be sent by whoever closes the connection. */
    RtspRequest triggerRequest(TriggerMethod method) {
        Parameters body = Parameters.builder()
                .add(ParameterName.WFD_TRIGGER_METHOD, method)
                .build();
        return request(Rtsp.SET_PARAMETER, body);
    }

    /** A SET_PARAMETER whose success needs no mention. */
    void set(Parameters body, Refusal refusal) {
        set(body, onlyRefusals(refusal));
    }

    private static ReplyListener onlyRefusals(Refusal refusal) {
        return new ReplyListener() {
            @Override
            public void replied(RtspReply reply) {
                if (!reply.isSuccess()) {
                    refusal.refused(reply);
                }
            }

            @Override
            public void timedOut() {
                refusal.refused(null);
            }
        };
    }

    /** A SET_PARAMETER. */
    void set(Parameters body, ReplyListener listener) {
        send(request(Rtsp.SET_PARAMETER, body), listener);
    }

    /** A SET_PARAMETER whose body is made in the moment in which it goes. */
    void set(Supplier<Parameters> body, ReplyListener listener) {
        connection.send(() -> request(Rtsp.SET_PARAMETER, body.get()), settings.replyNs(), listener);
    }

    /** A GET_PARAMETER. */
    void get(Parameters names, ReplyListener listener) {
        send(request(Rtsp.GET_PARAMETER, names), listener);
    }

    private RtspRequest request(String method, Parameters body) {
        RtspRequest request = RtspRequest.of(method, Rtsp.URI, body.toString());
        return session.get().map(id -> request.with(Rtsp.HEADER_SESSION, id)).orElse(request);
    }

    private void send(RtspRequest request, ReplyListener listener) {
        connection.send(request, settings.replyNs(), listener);
    }
}
