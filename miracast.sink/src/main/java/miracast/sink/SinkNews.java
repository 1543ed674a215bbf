// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Locale;
import miracast.api.sink.SinkSession.Route;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;

/**
 * What a sink tells of its own accord by SET_PARAMETER (M10 to M15), and what it is at present: its answer to M3. Nothing is told
 * before the stream is set up. Event loop.
 */
final class SinkNews {
    private static final String NONE = "none";

    private final DialogueEvents events;
    private final Sender sender;
    private SinkParameters parameters;
    /** What the source was told last; null if it did not ask. */
    private SinkParameters told;

    private boolean setUp;
    private boolean playing;

    /** Sends SET_PARAMETER. */
    interface Sender {
        /** @param then what it leads to, if the source says yes */
        void set(String message, Parameters body, Runnable then);
    }

    SinkNews(SinkParameters parameters, DialogueEvents events, Sender sender) {
        this.parameters = parameters;
        this.events = events;
        this.sender = sender;
    }

    /** What the sink is now. */
    SinkParameters parameters() {
        return parameters;
    }

    /** The reply to M3. */
    Parameters answer(Parameters names) {
        told = parameters;
        return parameters.answer(names);
    }

    /** Whether M3 has come. */
    boolean asked() {
        return told != null;
    }

    /** The stream is set up: what had to wait for that is told. */
    void setUp() {
        setUp = true;
        tellChange();
    }

    /** Whether the sink plays. */
    void playing(boolean now) {
        playing = now;
    }

    /** M13, if playing. */
    void requestIdr() {
        if (playing) {
            sender.set("M13", Parameters.names(ParameterName.WFD_IDR_REQUEST), () -> {});
        }
    }

    /**
     * M12, if playing and able to.
     *
     * @param then what the sink does when the source knows
     */
    void sleep(Runnable then) {
        if (playing && parameters.sleeps()) {
            sender.set("M12", Parameters.names(ParameterName.WFD_STANDBY), then);
        }
    }

    /** M10. */
    void route(Route route) {
        if (setUp) {
            set("M10", ParameterName.WFD_ROUTE, route.name().toLowerCase(Locale.ROOT), () -> {});
        }
    }

    /** M15. */
    void enableInput(boolean enabled) {
        if (setUp) {
            String setting = enabled ? InputInvitation.ENABLE : InputInvitation.DISABLE;
            set("M15", ParameterName.WFD_UIBC_SETTING, setting, () -> events.inputEnabled(enabled));
        }
    }

    /** Is another sink from now on. M11 and M14, if the source was told otherwise. */
    void change(SinkParameters changed) {
        parameters = changed;
        if (setUp) {
            tellChange();
        }
    }

    private void tellChange() {
        SinkParameters before = told;
        if (before == null) {
            return;
        }
        told = parameters;
        String input = ParameterName.WFD_UIBC_CAPABILITY;
        String capability = parameters.value(input).orElse(NONE);
        if (!capability.equals(before.value(input).orElse(NONE))) {
            set("M14", input, capability, () -> {});
        }
        if (!parameters.sameBut(input, before)) {
            String connector = ParameterName.WFD_CONNECTOR_TYPE;
            set("M11", connector, parameters.value(connector).orElse(NONE), () -> {});
        }
    }

    private void set(String message, String name, String value, Runnable then) {
        sender.set(message, Parameters.builder().add(name, value).build(), then);
    }
}
