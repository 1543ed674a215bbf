// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import miracast.wire.rtsp.ConnectorType;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.UibcCapability;

/**
 * What a sink asks by SET_PARAMETER (M10 to M15). If one parameter fails, the errors of all that do are told, and nothing takes
 * effect.
 */
final class SinkParameters {
    private static final List<String> ROUTES = List.of("primary", "secondary");
    /** Whoever made these up gets no error for them: displays send what they like under their own names. */
    private static final List<String> FOREIGN = List.of("microsoft_", "intel_", "wfd_sec_", "wfd_vnd_", "wd_");

    private final List<ParameterException> errors = new ArrayList<>();
    private final boolean inputAgreed;
    private Optional<UibcCapability> inputOffered = Optional.empty();
    private Optional<Boolean> inputEnabled = Optional.empty();
    private boolean idrRequest;
    private boolean standby;
    private boolean connectorChanged;

    private SinkParameters(boolean inputAgreed) {
        this.inputAgreed = inputAgreed;
    }

    /** @param inputAgreed whether the sink has agreed to send input */
    static SinkParameters read(Parameters body, boolean inputAgreed) {
        SinkParameters read = new SinkParameters(inputAgreed);
        for (Parameters.Entry entry : body.entries()) {
            try {
                read.read(entry.name().toLowerCase(Locale.ROOT), entry);
            } catch (ParameterException e) {
                read.errors.add(e);
            }
        }
        return read;
    }

    private void read(String name, Parameters.Entry entry) throws ParameterException {
        switch (name) {
            case ParameterName.WFD_IDR_REQUEST -> idrRequest = true;
            case ParameterName.WFD_STANDBY -> standby = true;
            case ParameterName.WFD_CONNECTOR_TYPE -> {
                ConnectorType.parse(entry.value());
                connectorChanged = true;
            }
            case ParameterName.WFD_ROUTE -> {
                if (!ROUTES.contains(entry.value().toLowerCase(Locale.ROOT))) {
                    throw error(RtspStatus.UNSUPPORTED_MEDIA_TYPE, entry, "route is none of " + ROUTES);
                }
            }
            case ParameterName.WFD_UIBC_CAPABILITY -> inputOffered = Optional.of(UibcCapability.parse(entry.value()));
            case ParameterName.WFD_UIBC_SETTING -> readUibcSetting(entry);
            default -> {
                if (FOREIGN.stream().noneMatch(name::startsWith)) {
                    throw error(RtspStatus.NOT_FOUND, entry, "not known here");
                }
            }
        }
    }

    private void readUibcSetting(Parameters.Entry entry) throws ParameterException {
        switch (entry.value().toLowerCase(Locale.ROOT)) {
            case "disable":
                inputEnabled = Optional.of(false);
                return;
            case "enable":
                if (!inputAgreed) {
                    throw error(RtspStatus.UNSUPPORTED_MEDIA_TYPE, entry, "no input was agreed on");
                }
                inputEnabled = Optional.of(true);
                return;
            default:
                throw error(RtspStatus.PARAMETER_NOT_UNDERSTOOD, entry, "neither enable nor disable");
        }
    }

    private static ParameterException error(int code, Parameters.Entry entry, String reason) {
        return new ParameterException(code, entry.name(), entry.value(), reason);
    }

    /** Whether something failed: then nothing of it all takes effect. */
    boolean failed() {
        return !errors.isEmpty();
    }

    /** What failed, one sentence each. */
    List<String> failures() {
        return errors.stream().map(ParameterException::getMessage).toList();
    }

    /** The body of the reply with status 303. */
    String errorBody() {
        return ParameterErrors.of(errors).body().toString();
    }

    /** M14: what input the sink can send from now on; empty if it does not say. */
    Optional<UibcCapability> inputOffered() {
        return inputOffered;
    }

    /** M15; empty if there is none. */
    Optional<Boolean> inputEnabled() {
        return inputEnabled;
    }

    /** M13. */
    boolean idrRequest() {
        return idrRequest;
    }

    /** M12. */
    boolean standby() {
        return standby;
    }

    /** M11. */
    boolean connectorChanged() {
        return connectorChanged;
    }
}
