// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import java.util.List;
import java.util.Optional;
import miracast.api.VideoMode;
import org.osgi.annotation.versioning.ProviderType;

/** What a sink received, counted since the session began. A snapshot: it does not change. */
@ProviderType
public interface SinkStatistics {

    /** The mode of M4; empty before it. */
    Optional<VideoMode> mode();

    /** RTP packets received. */
    long packets();

    /** Octets of transport stream received. */
    long octets();

    /** RTP packets missing by sequence number. */
    long lost();

    /** RTP packets that came after a later one. */
    long reordered();

    /** RTP packets or transport packets that could not be parsed. */
    long malformed();

    /** Transport packets whose continuity counter was not the expected one. */
    long continuityErrors();

    /** Sections whose CRC was wrong. */
    long sectionErrors();

    /** Longest time between two PCR values, by their own clock, in ms. */
    double longestPcrIntervalMs();

    /** PTS values of video that did not rise. */
    long ptsErrors();

    /** Access units of video received whole. */
    long accessUnits();

    /** Access units that began with an IDR picture. */
    long idrPictures();

    /** Pictures that came out of the decoder. */
    long decoded();

    /** Access units that the decoder refused or found damaged. */
    long decodeErrors();

    /** Access units that were not decoded since the decoder was too slow, and those after them up to the next IDR picture. */
    long dropped();

    /** Decoded pictures that had a {@link miracast.api.frames.FrameMarker}. */
    long markers();

    /** Frame numbers missing between the first and the last marker. */
    long markersMissing();

    /** Markers whose frame number was not above the one before. */
    long markersOutOfOrder();

    /** Frame number of the last marker; -1 if there was none. */
    long lastMarker();

    /**
     * Time from a marker's clock to the arrival of the last packet of its picture, in ms: median and 99th percentile since the
     * session began; NaN if there were no markers. Means something only if both clocks are the same machine's.
     */
    double delayMedianMs();

    /** See {@link #delayMedianMs()}. */
    double delay99Ms();

    /** Longest time between the arrivals of two access units while playing, in ms. */
    double longestGapMs();

    /** What the checks found wrong, in words, the first 100 of them. */
    List<String> complaints();

    /**
     * What came too late, in words, the first 100 of them: the stream is right, but a machine was busy or a network slow.
     */
    List<String> late();
}
