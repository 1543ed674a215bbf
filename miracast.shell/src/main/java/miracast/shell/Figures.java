// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import miracast.api.AudioCoding;
import miracast.api.VideoFormat;
import miracast.api.VideoMode;
import miracast.api.cast.Cast;
import miracast.api.cast.CastRecording;
import miracast.api.cast.CastStatistics;
import miracast.api.cast.Monitor;
import miracast.api.sink.SinkSession;
import miracast.api.sink.SinkStatistics;

/** The figures of a cast and of a sink, as a line for people and as JSON for programs. Bit rates in bit/s, times in ms. */
final class Figures {
    private Figures() {}

    /** A cast at this moment. */
    static JsonObject of(Cast cast) {
        JsonObject json = new JsonObject();
        json.addProperty("cast", cast.id());
        json.addProperty("state", cast.state().name());
        json.addProperty("detail", cast.detail());
        json.addProperty("peer", cast.peer().orElse(null));
        json.addProperty("monitor", cast.monitor().map(Monitor::name).orElse(null));
        json.addProperty("encoder", name(cast.encoder()));
        json.addProperty("source", cast.source());
        json.addProperty("audioSource", cast.audioSource().orElse(null));
        json.addProperty(
                "audioCoding", cast.audioCoding().map(AudioCoding::name).orElse(null));
        json.add("format", cast.format().map(Figures::of).orElse(null));
        json.add("formatReasons", texts(cast.formatReasons()));
        json.add("recording", cast.recording().map(Figures::of).orElse(null));
        json.add("sent", of(cast.statistics()));
        return json;
    }

    /** Which format a cast has, and why. */
    static JsonObject modesOf(Cast cast) {
        JsonObject json = new JsonObject();
        json.addProperty("cast", cast.id());
        json.add("format", cast.format().map(Figures::of).orElse(null));
        json.add("formatReasons", texts(cast.formatReasons()));
        return json;
    }

    /** A part's name; null if there is no such part. */
    static String name(String part) {
        return part.isEmpty() ? null : part;
    }

    private static JsonObject of(CastRecording recording) {
        JsonObject json = new JsonObject();
        json.addProperty("file", recording.file().toString());
        json.addProperty("octets", recording.octets());
        json.addProperty("octetsLost", recording.octetsLost());
        json.addProperty("ended", recording.ended().toCompletableFuture().isDone());
        return json;
    }

    private static JsonObject of(VideoFormat format) {
        JsonObject json = new JsonObject();
        json.addProperty("mode", format.mode().toString());
        json.addProperty("profile", format.profile().name());
        json.addProperty("level", format.level().toString());
        json.addProperty("maxSlices", format.maxSlices());
        json.addProperty("bitRate", format.bitRate());
        return json;
    }

    /** What a cast has sent. */
    static JsonObject of(CastStatistics sent) {
        JsonObject json = new JsonObject();
        json.addProperty("sessions", sent.sessions());
        json.addProperty("frames", sent.frames());
        json.addProperty("framesSent", sent.framesSent());
        json.addProperty("framesDropped", sent.framesDropped());
        json.addProperty("repeated", sent.repeated());
        json.addProperty("ticksMissed", sent.ticksMissed());
        json.addProperty("idrRequests", sent.idrRequests());
        json.addProperty("encoderSwaps", sent.encoderSwaps());
        json.addProperty("audioUnits", sent.audioUnits());
        json.addProperty("audioFilledMs", sent.audioFilledMs());
        json.addProperty("audioSkips", sent.audioSkips());
        json.addProperty("packets", sent.packets());
        json.addProperty("packetsRefused", sent.packetsRefused());
        json.addProperty("packetsLost", sent.packetsLost());
        json.addProperty("linkRetries", sent.linkRetries());
        json.addProperty("linkFailures", sent.linkFailures());
        json.addProperty("octets", sent.octets());
        number(json, "framesPerSecond", sent.framesPerSecond());
        json.addProperty("bitRate", sent.bitRate());
        number(json, "firstPacketMedianMs", sent.firstPacketMedianMs());
        number(json, "firstPacket99Ms", sent.firstPacket99Ms());
        number(json, "lastPacketMedianMs", sent.lastPacketMedianMs());
        number(json, "lastPacket99Ms", sent.lastPacket99Ms());
        number(json, "captureMedianMs", sent.captureMedianMs());
        number(json, "capture99Ms", sent.capture99Ms());
        number(json, "conversionMedianMs", sent.conversionMedianMs());
        number(json, "conversion99Ms", sent.conversion99Ms());
        number(json, "encodeMedianMs", sent.encodeMedianMs());
        number(json, "encode99Ms", sent.encode99Ms());
        number(json, "queueMedianMs", sent.queueMedianMs());
        number(json, "queue99Ms", sent.queue99Ms());
        number(json, "sendMedianMs", sent.sendMedianMs());
        number(json, "send99Ms", sent.send99Ms());
        number(json, "longestGapMs", sent.longestGapMs());
        number(json, "longestSwapGapMs", sent.longestSwapGapMs());
        return json;
    }

    /** What a sink has received. */
    static JsonObject of(SinkStatistics shown) {
        JsonObject json = new JsonObject();
        json.addProperty("mode", shown.mode().map(VideoMode::toString).orElse(null));
        json.addProperty("packets", shown.packets());
        json.addProperty("octets", shown.octets());
        json.addProperty("lost", shown.lost());
        json.addProperty("reordered", shown.reordered());
        json.addProperty("malformed", shown.malformed());
        json.addProperty("continuityErrors", shown.continuityErrors());
        json.addProperty("sectionErrors", shown.sectionErrors());
        json.addProperty("ptsErrors", shown.ptsErrors());
        number(json, "longestPcrIntervalMs", shown.longestPcrIntervalMs());
        json.addProperty("accessUnits", shown.accessUnits());
        json.addProperty("idrPictures", shown.idrPictures());
        json.addProperty("cutByEnd", shown.cutByEnd());
        json.addProperty("decoded", shown.decoded());
        json.addProperty("decodeErrors", shown.decodeErrors());
        json.addProperty("dropped", shown.dropped());
        json.addProperty("markers", shown.markers());
        json.addProperty("markersMissing", shown.markersMissing());
        json.addProperty("markersOutOfOrder", shown.markersOutOfOrder());
        json.addProperty("lastMarker", shown.lastMarker());
        json.addProperty("audio", shown.audio().map(AudioCoding::name).orElse(null));
        json.addProperty("audioUnits", shown.audioUnits());
        json.addProperty("audioErrors", shown.audioErrors());
        json.addProperty("audioGaps", shown.audioGaps());
        json.addProperty("beeps", shown.beeps());
        json.addProperty("beepsCut", shown.beepsCut());
        number(json, "soundOffsetMedianMs", shown.soundOffsetMedianMs());
        number(json, "soundOffsetLargestMs", shown.soundOffsetLargestMs());
        number(json, "soundDriftMs", shown.soundDriftMs());
        number(json, "clockDriftMs", shown.clockDriftMs());
        number(json, "delayMedianMs", shown.delayMedianMs());
        number(json, "delay99Ms", shown.delay99Ms());
        number(json, "longestGapMs", shown.longestGapMs());
        json.add("complaints", texts(shown.complaints()));
        json.add("late", texts(shown.late()));
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** JSON has no NaN: what was not measured is null. */
    private static void number(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(name, Math.round(value * 1000) / 1000.0);
        } else {
            json.add(name, JsonNull.INSTANCE);
        }
    }

    /**
     * A cast in one line: state, mode, encoder, frame rate, bit rate, latency, loss.
     *
     * @param shown what its display received, if that can be known
     */
    static String line(Cast cast, Optional<SinkStatistics> shown) {
        return line(cast, shown, Optional.empty());
    }

    /**
     * A cast in one line, with what one looks at meanwhile.
     *
     * @param watched where a narrow window does not cut it off; stands in for the loss
     */
    static String line(Cast cast, Optional<SinkStatistics> shown, Optional<String> watched) {
        CastStatistics sent = cast.statistics();
        String loss = shown.map(display -> "lost " + display.lost())
                .orElseGet(() -> "dropped " + (sent.framesDropped() + sent.packetsRefused()));
        return String.format(
                Locale.ROOT,
                "%-13s %s  %s  %s  latency %s, p99 %s%s%s",
                cast.state(),
                cast.format().map(format -> format.mode().toString()).orElse("-"),
                cast.encoder(),
                rates(sent, watched),
                milliseconds(sent.lastPacketMedianMs()),
                milliseconds(sent.lastPacket99Ms()),
                watched.isPresent() ? "" : "  " + loss,
                cast.format().isPresent() ? "" : "  " + cast.detail());
    }

    /**
     * A cast in its line, below that its monitor, its latency step by step, and what was lost where.
     *
     * @param shown what its display received, if that can be known
     */
    static String view(Cast cast, Optional<SinkStatistics> shown) {
        CastStatistics sent = cast.statistics();
        Table steps = new Table("", "step", "median", "p99", "")
                .row(step("capture", sent.captureMedianMs(), sent.capture99Ms(), "age of a picture when it is taken"))
                .row(step("convert", sent.conversionMedianMs(), sent.conversion99Ms(), "size and pixel format"))
                .row(step("encode", sent.encodeMedianMs(), sent.encode99Ms(), "to the picture's last slice"))
                .row(step("queue", sent.queueMedianMs(), sent.queue99Ms(), "until the driver takes that slice"))
                .row(step("send", sent.sendMedianMs(), sent.send99Ms(), "until its last packet leaves"));
        String loss = String.format(
                Locale.ROOT,
                "lost: %d packets by the display's reports, %d refused by the system%n"
                        + "frames dropped: %d; radio: %d tried again, %d given up",
                sent.packetsLost(),
                sent.packetsRefused(),
                sent.framesDropped(),
                sent.linkRetries(),
                sent.linkFailures());
        // Lines that a window of 80 columns has room for.
        return line(cast, shown).replace("  latency ", "\nlatency ") + "\nmonitor: "
                + cast.monitor().map(Monitor::name).orElse("none") + "\n" + String.join("\n", steps.lines()) + "\n"
                + loss;
    }

    private static List<String> step(String name, double medianMs, double p99Ms, String what) {
        return List.of(name, milliseconds(medianMs), milliseconds(p99Ms), what);
    }

    /** Nothing is known of the rates right after a session has begun to play. */
    private static String rates(CastStatistics sent, Optional<String> watched) {
        boolean known = !Double.isNaN(sent.framesPerSecond());
        return String.format(
                Locale.ROOT,
                "%s fps  %s%s",
                known ? String.format(Locale.ROOT, "%.1f", sent.framesPerSecond()) : "-",
                watched.map(text -> text + "  ").orElse(""),
                known ? new BitRate(sent.bitRate()) : "- Mbit/s");
    }

    /** A sink's session in one line, with rates since an earlier moment. */
    static String line(SinkSession session, SinkStatistics before, double seconds) {
        SinkStatistics now = session.statistics();
        return String.format(
                Locale.ROOT,
                "%-13s %s  %.1f fps  %s  delay %s, p99 %s  lost %d  errors %d",
                session.state(),
                now.mode().map(VideoMode::toString).orElse("-"),
                (now.accessUnits() - before.accessUnits()) / seconds,
                new BitRate(Math.round((now.octets() - before.octets()) * 8 / seconds)),
                milliseconds(now.delayMedianMs()),
                milliseconds(now.delay99Ms()),
                now.lost(),
                now.decodeErrors() + now.continuityErrors() + now.malformed());
    }

    static String milliseconds(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f ms", value) : "-";
    }
}
