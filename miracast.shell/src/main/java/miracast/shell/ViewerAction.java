// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import miracast.api.sink.SinkSession;

/**
 * What a viewer does with a television, and when.
 *
 * @param after the first picture may come
 */
record ViewerAction(Seconds after, Kind kind) {
    /** What there is on a remote control, and behind the television. */
    enum Kind {
        PAUSE,
        PLAY,
        IDR,
        STANDBY,
        ROUTE_PRIMARY,
        ROUTE_SECONDARY,
        UNPLUG,
        PLUG,
        INPUT_OFF,
        INPUT_ON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads {@code 5=pause}. */
    static ViewerAction parse(String text) {
        String[] parts = text.split("=", 2);
        return Arrays.stream(Kind.values())
                .filter(kind -> parts.length == 2 && kind.toString().equals(parts[1]))
                .findFirst()
                .map(kind -> new ViewerAction(Seconds.parse(parts[0]), kind))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not SECONDS=ACTION with one of "
                        + Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "))));
    }

    /** @param parameters with which the session was requested */
    void on(SinkSession session, Map<String, String> parameters) {
        switch (kind) {
            case PAUSE -> session.pause();
            case PLAY -> session.play();
            case IDR -> session.requestIdr();
            case STANDBY -> session.standby();
            case ROUTE_PRIMARY -> session.route(SinkSession.Route.PRIMARY);
            case ROUTE_SECONDARY -> session.route(SinkSession.Route.SECONDARY);
            case UNPLUG -> session.change(unplugged(parameters));
            case PLUG -> session.change(parameters);
            case INPUT_OFF -> session.enableInput(false);
            case INPUT_ON -> session.enableInput(true);
        }
    }

    private static Map<String, String> unplugged(Map<String, String> parameters) {
        Map<String, String> without = new LinkedHashMap<>(parameters);
        without.put("wfd_connector_type", "none");
        without.put("wfd_display_edid", "none");
        return without;
    }
}
