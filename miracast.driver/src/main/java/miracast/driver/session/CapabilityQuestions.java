// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import miracast.api.VideoMode;
import miracast.api.driver.SourceCapabilities;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.VideoDialect;

/**
 * What a sink is asked by M3. All sinks tell their modes in {@code wfd_video_formats}; only for a cast that wants more than can be
 * told there, they are asked for the other parameters too: a sink that answers {@code wfdx_video_formats} must not be told the
 * usual one afterwards ([MS-WFDPE] 2.7.1.1), and the usual one is what is known to work.
 */
final class CapabilityQuestions {
    /** What every sink answers. */
    static final Parameters MANDATORY = Parameters.names(
            ParameterName.WFD_VIDEO_FORMATS, ParameterName.WFD_AUDIO_CODECS, ParameterName.WFD_CLIENT_RTP_PORTS);

    private static final String[] BEYOND_RELEASE_1 = {
        ParameterName.WFD2_VIDEO_FORMATS, ParameterName.WFDX_VIDEO_FORMATS, ParameterName.MICROSOFT_VIDEO_FORMATS
    };
    private static final String[] OTHER_BASE = {
        ParameterName.WFD_AUDIO_CODECS,
        ParameterName.WFD_CLIENT_RTP_PORTS,
        ParameterName.WFD_CONTENT_PROTECTION,
        ParameterName.WFD_DISPLAY_EDID,
        ParameterName.WFD_CONNECTOR_TYPE,
        ParameterName.WFD_IDR_REQUEST_CAPABILITY,
        ParameterName.WFD_UIBC_CAPABILITY
    };
    private static final String[] EXTENSIONS = {
        ParameterName.WFD_STANDBY_RESUME_CAPABILITY,
        ParameterName.INTEL_FRIENDLY_NAME,
        ParameterName.INTEL_SINK_MANUFACTURER_NAME,
        ParameterName.INTEL_SINK_MODEL_NAME,
        ParameterName.MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY,
        ParameterName.MICROSOFT_FORMAT_CHANGE_CAPABILITY,
        ParameterName.MICROSOFT_DIAGNOSTICS_CAPABILITY,
        ParameterName.MICROSOFT_RTCP_CAPABILITY,
        ParameterName.MICROSOFT_MAX_BITRATE
    };

    private CapabilityQuestions() {}

    /** Everything, with what only some sinks know. */
    static Parameters all(SourceCapabilities source) {
        List<String> sound = isOfRelease1(source) ? List.of() : List.of(ParameterName.WFD2_AUDIO_CODECS);
        return names(List.of(modes(source), List.of(OTHER_BASE), sound, List.of(EXTENSIONS)));
    }

    /** The same without what Release 1 does not know. */
    static Parameters base() {
        return names(List.of(List.of(ParameterName.WFD_VIDEO_FORMATS), List.of(OTHER_BASE)));
    }

    /** What may have changed with the monitor behind a sink. */
    static Parameters monitor(SourceCapabilities source) {
        return names(List.of(modes(source), List.of(ParameterName.WFD_DISPLAY_EDID, ParameterName.WFD_CONNECTOR_TYPE)));
    }

    private static List<String> modes(SourceCapabilities source) {
        List<String> names = new ArrayList<>(List.of(ParameterName.WFD_VIDEO_FORMATS));
        if (!isOfRelease1(source)) {
            names.addAll(Arrays.asList(BEYOND_RELEASE_1));
        }
        return names;
    }

    /** Whether a sink is to be asked more for the one than for the other. */
    static boolean isMore(SourceCapabilities source, SourceCapabilities other) {
        return !isOfRelease1(source) && isOfRelease1(other);
    }

    private static boolean isOfRelease1(SourceCapabilities source) {
        return Stream.concat(source.modes().stream(), Stream.of(source.preferredMode()))
                .allMatch(CapabilityQuestions::isOfRelease1);
    }

    /** Whether the mode can be announced by {@code wfd_video_formats}, be it as another one with more pictures a second. */
    private static boolean isOfRelease1(VideoMode wanted) {
        return VideoDialect.RELEASE_1.modes().stream()
                .anyMatch(place -> place.mode().width() == wanted.width()
                        && place.mode().height() == wanted.height()
                        && place.mode().rate() >= wanted.rate());
    }

    private static Parameters names(List<List<String>> parts) {
        return Parameters.names(parts.stream().flatMap(List::stream).toArray(String[]::new));
    }
}
