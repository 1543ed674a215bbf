// SPDX-License-Identifier: Apache-2.0
package miracast.api.sink;

import java.util.List;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;
import org.osgi.annotation.versioning.ProviderType;

/** What a sink received, counted since the session began. A snapshot: it does not change. */
@ProviderType
public interface SinkStatistics {

    /** The mode of M4, from the time on that it was announced for; empty before the first one. */
    Optional<VideoMode> mode();

    /** What came in which format, in order, the last 256 changes of it; empty before M4. */
    List<FormatRun> formats();

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

    /** Access units that the end of the session cut off: 0 or 1. They are part of no other figure, and of no recording. */
    long cutByEnd();

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

    /** Markers whose frame number was below the one before. The same number again is a picture that was held, and in order. */
    long markersOutOfOrder();

    /** Frame number of the last marker; -1 if there was none. */
    long lastMarker();

    /**
     * Time from a marker's clock to the arrival of the last packet of its picture, in ms: median and 99th percentile since the
     * session began, of a picture that was held for the first time only; NaN if there were no markers. Means something only if both
     * clocks are the same machine's.
     */
    double delayMedianMs();

    /** See {@link #delayMedianMs()}. */
    double delay99Ms();

    /** How the sound is coded that came last; empty before it, and for a coding that no source of ours sends. */
    Optional<AudioCoding> audio();

    /** PES packets of sound received whole. */
    long audioUnits();

    /** PES packets of sound that were malformed, could not be decoded, or whose presentation time did not rise. */
    long audioErrors();

    /** Times that sound began more than 1 ms away from where the packet before it had ended. */
    long audioGaps();

    /** Flashes of a {@link miracast.api.frames.FrameMarker} that had a whole beep within 400 ms. */
    long beeps();

    /**
     * Beeps that lacked more than 5 ms: some of their sound was lost, or came too late and silence stood in. They say nothing about
     * times.
     */
    long beepsCut();

    /**
     * How much later beeps are to be heard than the flashes that they belong to are to be seen, by presentation times, in ms:
     * median since the session began, negative if sooner; NaN if there were none.
     */
    double soundOffsetMedianMs();

    /** See {@link #soundOffsetMedianMs()}: the one that is furthest off. */
    double soundOffsetLargestMs();

    /**
     * How much the offset has grown since the session began, in ms: median of its last minute less median of its first, or of the
     * halves of what there is; NaN before 10 beeps.
     */
    double soundDriftMs();

    /**
     * How much later the source's clock (PCR) arrives than at the beginning of the session, by the earliest values of 10 s each,
     * in ms: positive if that clock is slower than this machine's; NaN before 20 s.
     */
    double clockDriftMs();

    /** Longest time between the arrivals of two access units while playing, in ms. */
    double longestGapMs();

    /** What the checks found wrong, in words, the first 100 of them. */
    List<String> complaints();

    /**
     * What came too late, in words, the first 100 of them: the stream is right, but a machine was busy or a network slow.
     */
    List<String> late();
}
