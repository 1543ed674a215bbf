// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.List;
import miracast.api.VideoMode;
import miracast.wire.edid.Edid;
import miracast.wire.edid.MalformedEdidException;
import miracast.wire.rtsp.DisplayEdid;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.VideoFormats;

/**
 * What a sink and the monitor behind it can show.
 *
 * @param formats the sink's {@code wfd_video_formats}
 * @param monitorModes modes of the monitor, the one that it likes best first; empty if they are not known
 */
public record SinkOffer(VideoFormats formats, List<VideoMode> monitorModes) {
    /** The list is copied. */
    public SinkOffer {
        monitorModes = List.copyOf(monitorModes);
    }

    /** The offer in a reply to M3. */
    public static SinkOffer of(SinkCapabilities sink) {
        return new SinkOffer(sink.videoFormats(), modes(sink.displayEdid()));
    }

    private static List<VideoMode> modes(DisplayEdid edid) {
        try {
            return edid.isNone() ? List.of() : Edid.parse(edid.octets()).modes();
        } catch (MalformedEdidException e) {
            // A description that nobody can read is none.
            return List.of();
        }
    }
}
