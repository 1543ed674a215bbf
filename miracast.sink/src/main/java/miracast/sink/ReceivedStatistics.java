// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.List;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoMode;
import miracast.api.sink.FormatRun;
import miracast.api.sink.SinkStatistics;
import miracast.wire.ts.StreamType;

/** What a session had received at one moment. Immutable. */
final class ReceivedStatistics implements SinkStatistics {
    private final Optional<VideoMode> mode;
    private final List<FormatRun> formats;
    private final long packets;
    private final long octets;
    private final long lost;
    private final long reordered;
    private final long malformed;
    private final long continuityErrors;
    private final long sectionErrors;
    private final double longestPcrIntervalMs;
    private final long ptsErrors;
    private final long accessUnits;
    private final long idrPictures;
    private final long cutByEnd;
    private final long dropped;
    private final long decoded;
    private final long decodeErrors;
    private final double longestGapMs;
    private final MarkerTrack.Findings markers;
    private final AudioCoding audio;
    private final long audioUnits;
    private final long audioErrors;
    private final long audioGaps;
    private final SyncTrack.Findings sync;
    private final double clockDriftMs;
    private final List<String> complaints;
    private final List<String> late;

    ReceivedStatistics(
            Optional<VideoMode> mode,
            List<FormatRun> formats,
            StreamCounters counters,
            MarkerTrack.Findings markers,
            SyncTrack.Findings sync,
            double clockDriftMs,
            Complaints found) {
        this.mode = mode;
        this.formats = formats;
        this.packets = counters.packets.value();
        this.octets = counters.octets.value();
        this.lost = counters.lost.value();
        this.reordered = counters.reordered.value();
        this.malformed = counters.malformed.value();
        this.continuityErrors = counters.continuityErrors.value();
        this.sectionErrors = counters.sectionErrors.value();
        this.longestPcrIntervalMs = counters.longestPcrInterval27M.value() / 27e3;
        this.ptsErrors = counters.ptsErrors.value();
        this.accessUnits = counters.accessUnits.value();
        this.idrPictures = counters.idrPictures.value();
        this.cutByEnd = counters.cutByEnd.value();
        this.dropped = counters.dropped.value();
        this.decoded = counters.decoded.value();
        this.decodeErrors = counters.decodeErrors.value();
        this.longestGapMs = counters.longestGapNs.value() / 1e6;
        this.markers = markers;
        this.audio = switch ((int) counters.audioType.value()) {
            case StreamType.LPCM -> AudioCoding.LPCM;
            case StreamType.AAC_ADTS -> AudioCoding.AAC_LC;
            default -> null;
        };
        this.audioUnits = counters.audioUnits.value();
        this.audioErrors = counters.audioErrors.value();
        this.audioGaps = counters.audioGaps.value();
        this.sync = sync;
        this.clockDriftMs = clockDriftMs;
        complaints = found.list();
        late = found.lateList();
    }

    @Override
    public Optional<VideoMode> mode() {
        return mode;
    }

    @Override
    public List<FormatRun> formats() {
        return formats;
    }

    @Override
    public long packets() {
        return packets;
    }

    @Override
    public long octets() {
        return octets;
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public long reordered() {
        return reordered;
    }

    @Override
    public long malformed() {
        return malformed;
    }

    @Override
    public long continuityErrors() {
        return continuityErrors;
    }

    @Override
    public long sectionErrors() {
        return sectionErrors;
    }

    @Override
    public double longestPcrIntervalMs() {
        return longestPcrIntervalMs;
    }

    @Override
    public long ptsErrors() {
        return ptsErrors;
    }

    @Override
    public long accessUnits() {
        return accessUnits;
    }

    @Override
    public long idrPictures() {
        return idrPictures;
    }

    @Override
    public long decoded() {
        return decoded;
    }

    @Override
    public long decodeErrors() {
        return decodeErrors;
    }

    @Override
    public long cutByEnd() {
        return cutByEnd;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public long markers() {
        return markers.markers();
    }

    @Override
    public long markersMissing() {
        return markers.missing();
    }

    @Override
    public long markersOutOfOrder() {
        return markers.outOfOrder();
    }

    @Override
    public long lastMarker() {
        return markers.lastMarker();
    }

    @Override
    public double delayMedianMs() {
        return markers.delayMedianMs();
    }

    @Override
    public double delay99Ms() {
        return markers.delay99Ms();
    }

    @Override
    public double longestGapMs() {
        return longestGapMs;
    }

    @Override
    public Optional<AudioCoding> audio() {
        return Optional.ofNullable(audio);
    }

    @Override
    public long audioUnits() {
        return audioUnits;
    }

    @Override
    public long audioErrors() {
        return audioErrors;
    }

    @Override
    public long audioGaps() {
        return audioGaps;
    }

    @Override
    public long beeps() {
        return sync.pairs();
    }

    @Override
    public long beepsCut() {
        return sync.cut();
    }

    @Override
    public double soundOffsetMedianMs() {
        return sync.medianMs();
    }

    @Override
    public double soundOffsetLargestMs() {
        return sync.largestMs();
    }

    @Override
    public double soundDriftMs() {
        return sync.driftMs();
    }

    @Override
    public double clockDriftMs() {
        return clockDriftMs;
    }

    @Override
    public List<String> complaints() {
        return complaints;
    }

    @Override
    public List<String> late() {
        return late;
    }
}
