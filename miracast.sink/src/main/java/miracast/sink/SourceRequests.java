// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.List;
import java.util.Map;
import miracast.api.sink.SinkSession.State;
import miracast.sink.TelevisionDialogue.Step;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.TriggerMethod;

/** Answers what the source asks and sets: M3, M4, M5, M12, M14, M15. What follows of a trigger is the dialogue's. Event loop. */
final class SourceRequests {
    private final TelevisionDialogue dialogue;
    private final RequestCheck check;
    private final Complaints complaints;
    private final DialogueEvents events;

    SourceRequests(TelevisionDialogue dialogue, RequestCheck check, Complaints complaints, DialogueEvents events) {
        this.dialogue = dialogue;
        this.check = check;
        this.complaints = complaints;
        this.events = events;
    }

    /** GET_PARAMETER: M3, or M16. */
    RtspReply get(RtspRequest request) {
        check.uri(request);
        if (request.body().isEmpty()) {
            return RtspReply.OK;
        }
        if (dialogue.isBefore(Step.OPTIONS)) {
            complaints.add("M3 came before M2 was answered");
        }
        dialogue.advance(Step.CAPABILITIES);
        return new RtspReply(RtspStatus.OK, Map.of(), dialogue.news().answer(request.body()));
    }

    /** SET_PARAMETER. */
    RtspReply set(RtspRequest request) {
        check.uri(request);
        Parameters body = request.body();
        for (String fault : body.faults()) {
            complaints.add("%s: %s", request.method(), fault);
        }
        List<ParameterException> unknown =
                check.unknown(body, dialogue.news().parameters().sendsInput());
        if (!unknown.isEmpty()) {
            return new RtspReply(
                    RtspStatus.SEE_OTHER, Map.of(), ParameterErrors.of(unknown).body());
        }
        if (body.contains(ParameterName.WFD_TRIGGER_METHOD)) {
            return trigger(body);
        }
        if (body.contains(ParameterName.WFD_STANDBY)) {
            return standby();
        }
        if (InputInvitation.isIn(body)) {
            return input(new InputInvitation(body));
        }
        if (FormatChoice.isIn(body)) {
            return formats(body);
        }
        return RtspReply.OK;
    }

    /** M12: dark until the source's trigger to play, or the viewer's wish. */
    private RtspReply standby() {
        if (dialogue.state() != State.PLAYING) {
            complaints.add("wfd_standby in state %s", dialogue.state());
            return RtspReply.of(RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE);
        }
        dialogue.pauses();
        return RtspReply.OK;
    }

    /** M14, M15. */
    private RtspReply input(InputInvitation invitation) {
        if (!invitation.failures().isEmpty()) {
            invitation.failures().forEach(failure -> complaints.add("M14: %s", failure.getMessage()));
            return new RtspReply(RtspStatus.SEE_OTHER, Map.of(), invitation.errors());
        }
        invitation.port().ifPresent(events::inputWanted);
        invitation.enabled().ifPresent(events::inputEnabled);
        return RtspReply.OK;
    }

    private RtspReply formats(Parameters body) {
        if (!dialogue.news().asked()) {
            complaints.add("M4 came before M3");
        }
        FormatChoice choice = new FormatChoice(body, dialogue.news().parameters());
        if (dialogue.isBefore(Step.FORMAT)) {
            choice.complete();
        }
        if (!choice.failures().isEmpty()) {
            for (ParameterException failure : choice.failures()) {
                complaints.add("M4: %s", failure.getMessage());
            }
            return new RtspReply(RtspStatus.SEE_OTHER, Map.of(), choice.errors());
        }
        choice.url().ifPresent(dialogue::presentation);
        choice.format().ifPresent(format -> events.agreed(format, choice.timing()));
        dialogue.advance(Step.FORMAT);
        return RtspReply.OK;
    }

    private RtspReply trigger(Parameters body) {
        TriggerMethod method;
        try {
            method = TriggerMethod.parse(
                    body.value(ParameterName.WFD_TRIGGER_METHOD).orElse(""));
        } catch (ParameterException e) {
            complaints.add("M5: %s", e.getMessage());
            return new RtspReply(
                    RtspStatus.SEE_OTHER,
                    Map.of(),
                    Parameters.builder().add(e.parameter(), e.code()).build());
        }
        boolean allowed = switch (method) {
            case SETUP -> dialogue.step() == Step.FORMAT;
            case PLAY, PAUSE -> dialogue.step() == Step.READY;
            case TEARDOWN -> true;
        };
        if (!allowed) {
            complaints.add("trigger %s in step %s", method, dialogue.step());
            return RtspReply.of(RtspStatus.METHOD_NOT_VALID_IN_THIS_STATE);
        }
        return RtspReply.OK;
    }
}
