// SPDX-License-Identifier: Apache-2.0
package miracast.wire.mode;

import java.util.List;
import miracast.api.VideoMode;
import miracast.wire.edid.Edid;
import miracast.wire.edid.MalformedEdidException;
import miracast.wire.rtsp.DisplayEdid;
import miracast.wire.rtsp.MicrosoftVideoFormats;
import miracast.wire.rtsp.SinkCapabilities;
import miracast.wire.rtsp.VideoDialect;
import miracast.wire.rtsp.VideoFormats;

/**
 * What a sink and the monitor behind it can show.
 *
 * @param formats what it told of {@code wfd_video_formats} and its kin, what is to be used first in front; none is {@code none}
 * @param microsoft its {@code microsoft_video_formats}, which belong to Release 1
 * @param monitorModes modes of the monitor, the one that it likes best first; empty if they are not known
 */
public record SinkOffer(List<VideoFormats> formats, MicrosoftVideoFormats microsoft, List<VideoMode> monitorModes) {
    /** The lists are copied, the first one without what is {@code none}. */
    public SinkOffer {
        formats = formats.stream().filter(each -> !each.isNone()).toList();
        monitorModes = List.copyOf(monitorModes);
    }

    /** What a sink of Release 1 can show. */
    public SinkOffer(VideoFormats formats, List<VideoMode> monitorModes) {
        this(List.of(formats), MicrosoftVideoFormats.NONE, monitorModes);
    }

    /**
     * The offer in a reply to M3. A sink that told {@code wfdx_video_formats} is not to be told {@code wfd_video_formats}
     * ([MS-WFDPE] 2.7.1.1).
     */
    public static SinkOffer of(SinkCapabilities sink) {
        VideoFormats wfdx = sink.videoFormats(VideoDialect.WFDX);
        return new SinkOffer(
                List.of(wfdx.isNone() ? sink.videoFormats() : wfdx, sink.videoFormats(VideoDialect.RELEASE_2)),
                sink.microsoftVideoFormats(),
                modes(sink.displayEdid()));
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
