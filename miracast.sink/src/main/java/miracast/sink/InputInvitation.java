// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import miracast.wire.rtsp.ParameterErrors;
import miracast.wire.rtsp.ParameterException;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.RtspStatus;
import miracast.wire.rtsp.UibcCapability;

/** Reads M14 and M15: where the source takes input, and whether it wants any now. */
final class InputInvitation {
    static final String ENABLE = "enable";
    static final String DISABLE = "disable";

    private final List<ParameterException> failures = new ArrayList<>();
    private Optional<Integer> port = Optional.empty();
    private Optional<Boolean> enabled = Optional.empty();

    InputInvitation(Parameters body) {
        body.value(ParameterName.WFD_UIBC_CAPABILITY).ifPresent(this::readPort);
        body.value(ParameterName.WFD_UIBC_SETTING).ifPresent(this::readSetting);
    }

    /** Whether a body of SET_PARAMETER is an M14 or M15. */
    static boolean isIn(Parameters body) {
        return body.contains(ParameterName.WFD_UIBC_CAPABILITY) || body.contains(ParameterName.WFD_UIBC_SETTING);
    }

    private void readPort(String value) {
        try {
            UibcCapability wanted = UibcCapability.parse(value);
            if (wanted.isNone() || wanted.port() == 0) {
                throw new ParameterException(
                        RtspStatus.UNSUPPORTED_MEDIA_TYPE,
                        ParameterName.WFD_UIBC_CAPABILITY,
                        value,
                        "neither kind of input nor port");
            }
            port = Optional.of(wanted.port());
        } catch (ParameterException e) {
            failures.add(e);
        }
    }

    private void readSetting(String value) {
        if (value.equalsIgnoreCase(ENABLE) || value.equalsIgnoreCase(DISABLE)) {
            enabled = Optional.of(value.equalsIgnoreCase(ENABLE));
        } else {
            failures.add(new ParameterException(
                    RtspStatus.PARAMETER_NOT_UNDERSTOOD,
                    ParameterName.WFD_UIBC_SETTING,
                    value,
                    "neither enable nor disable"));
        }
    }

    /** What cannot be used; empty if all can. */
    List<ParameterException> failures() {
        return failures;
    }

    /** The body of the reply 303. */
    Parameters errors() {
        return ParameterErrors.of(failures).body();
    }

    /** Where the source listens; empty if it did not say. */
    Optional<Integer> port() {
        return port;
    }

    /** Whether it wants input from now on; empty if it did not say. */
    Optional<Boolean> enabled() {
        return enabled;
    }
}
