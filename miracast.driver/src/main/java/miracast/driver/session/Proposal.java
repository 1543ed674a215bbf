// SPDX-License-Identifier: Apache-2.0
package miracast.driver.session;

import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoFormat;
import miracast.wire.mode.ModeChoice;
import miracast.wire.rtsp.AudioCodecs;
import miracast.wire.rtsp.FormatChangeTiming;
import miracast.wire.rtsp.ParameterName;
import miracast.wire.rtsp.Parameters;
import miracast.wire.rtsp.PresentationUrl;
import miracast.wire.rtsp.SinkCapabilities;

/**
 * What M4 proposes: exactly one mode, one profile, one level, and at most one kind of sound.
 *
 * @param choice the picture
 * @param sound how sound is coded, if there is any; without it the parameter is left out, since displays exist that leave on
 *     {@code none}
 */
record Proposal(ModeChoice.Agreed choice, Optional<AudioCoding> sound) {

    Proposal withSound(Optional<AudioCoding> other) {
        return new Proposal(choice, other);
    }

    VideoFormat format() {
        return choice.format();
    }

    /**
     * The body of the first M4.
     *
     * @param clientRtpPorts the sink's own value, sent back unchanged
     */
    Parameters body(SinkCapabilities sink, String presentationUrl, String clientRtpPorts) {
        return formats(sink)
                .add(ParameterName.WFD_PRESENTATION_URL, PresentationUrl.of(presentationUrl))
                .add(ParameterName.WFD_CLIENT_RTP_PORTS, clientRtpPorts)
                .build();
    }

    /** The body of an M4 that changes the format of a running stream, from the picture of that time on. */
    Parameters changeBody(SinkCapabilities sink, long pts90k) {
        return formats(sink)
                .add(ParameterName.WFD_AV_FORMAT_CHANGE_TIMING, new FormatChangeTiming(pts90k, pts90k))
                .build();
    }

    private Parameters.Builder formats(SinkCapabilities sink) {
        Parameters.Builder body = Parameters.builder();
        choice.m4().forEach(body::add);
        boolean release2 = choice.m4().containsKey(ParameterName.WFD2_VIDEO_FORMATS);
        sound.ifPresent(coding -> body.add(sink.audioParameter(coding, release2), AudioCodecs.of(coding)));
        return body;
    }

    @Override
    public String toString() {
        VideoFormat format = format();
        return format.mode() + " " + format.profile() + " " + format.level()
                + (format.maxSlices() > 1 ? " in slices" : "")
                + sound.map(coding -> " with " + coding).orElse(" without sound");
    }
}
