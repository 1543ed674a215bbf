// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import miracast.wire.rtsp.OptionList;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.Rtsp;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.SessionHeader;

/** Checks what a source writes into headers and request lines. A display may be thrown by any of it. */
final class RequestCheck {
    private static final String WIFI_DISPLAY = "wfd";
    private static final List<String> SETTABLE = List.of(
            ParameterName.WFD_VIDEO_FORMATS,
            ParameterName.WFD2_VIDEO_FORMATS,
            ParameterName.WFDX_VIDEO_FORMATS,
            ParameterName.WFD_PREFERRED_DISPLAY_MODE,
            ParameterName.WFD_AUDIO_CODECS,
            ParameterName.WFD2_AUDIO_CODECS,
            ParameterName.WFD_PRESENTATION_URL,
            ParameterName.WFD_CLIENT_RTP_PORTS,
            ParameterName.WFD_TRIGGER_METHOD,
            ParameterName.WFD_AV_FORMAT_CHANGE_TIMING,
            ParameterName.WFD_STANDBY);
    private static final List<String> OF_INPUT =
            List.of(ParameterName.WFD_UIBC_CAPABILITY, ParameterName.WFD_UIBC_SETTING);

    private final Complaints complaints;

    RequestCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The reply to M1: yes, unless it requires what a display has not. */
    RtspReply options(RtspRequest request) {
        OptionList required =
                OptionList.parse(request.header(Rtsp.HEADER_REQUIRE).orElse(""));
        if (!required.contains(Rtsp.OPTION_WFD)) {
            complaints.add("M1 does not require %s", Rtsp.OPTION_WFD);
        }
        if (!required.unsupported().isEmpty()) {
            complaints.add("M1 requires %s", required.unsupported());
            return new RtspReply(
                    RtspStatus.OPTION_NOT_SUPPORTED,
                    Map.of(Rtsp.HEADER_UNSUPPORTED, required.unsupported().toString()),
                    Parameters.EMPTY);
        }
        return new RtspReply(RtspStatus.OK, Map.of(Rtsp.HEADER_PUBLIC, OptionList.SINK.toString()), Parameters.EMPTY);
    }

    /** The reply to M2: some displays refuse a source that lacks one of the seven. */
    void publicOptions(RtspReply reply) {
        OptionList offered = OptionList.parse(reply.header(Rtsp.HEADER_PUBLIC).orElse(""));
        List<String> missing = OptionList.SOURCE.names().stream()
                .filter(name -> !offered.contains(name))
                .toList();
        if (!reply.isOk()) {
            complaints.add("M2 was answered with %s", reply);
        } else if (!missing.isEmpty()) {
            complaints.add("the reply to M2 lacks %s in Public", String.join(", ", missing));
        }
    }

    /** A Session header is not needed, but if there is one it is the id alone. The session is null before M6 is answered. */
    void session(RtspRequest request, SessionHeader session) {
        Optional<String> header = request.header(Rtsp.HEADER_SESSION);
        if (header.isEmpty()) {
            return;
        }
        Optional<SessionHeader> parsed = SessionHeader.parse(header.get());
        if (session == null || parsed.isEmpty() || !parsed.get().id().equals(session.id())) {
            complaints.add(
                    "%s has Session '%.80s', expected %s",
                    request.method(), header.get(), session == null ? "none" : session.id());
        } else if (!header.get().strip().equals(session.id())) {
            complaints.add("%s has Session '%.80s', expected the id alone", request.method(), header.get());
        }
    }

    /**
     * Parameters of Wi-Fi Display that nobody can set here; what others made up under their own names is nobody's business.
     *
     * @param input whether the sink offered to send input
     */
    List<ParameterException> unknown(Parameters body, boolean input) {
        List<ParameterException> unknown = body.entries().stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).startsWith(WIFI_DISPLAY))
                .filter(entry -> SETTABLE.stream().noneMatch(entry.name()::equalsIgnoreCase))
                .filter(entry -> !input || OF_INPUT.stream().noneMatch(entry.name()::equalsIgnoreCase))
                .map(entry -> new ParameterException(
                        RtspStatus.NOT_FOUND, entry.name(), entry.value(), "cannot be set at this sink"))
                .toList();
        unknown.forEach(each -> complaints.add("%s", each.getMessage()));
        return unknown;
    }

    /** GET_PARAMETER and SET_PARAMETER are for localhost: displays were upset by the presentation URL. */
    void uri(RtspRequest request) {
        if (!request.uri().equals(Rtsp.URI)) {
            complaints.add("%s of %.200s, expected %s", request.method(), request.uri(), Rtsp.URI);
        }
    }
}
