// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;

/** What happened to a cast, for people in 80 columns and for programs. */
final class CastLog {
    private static final int COLUMNS = 80;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    /** Time, what happened, number of the try. */
    private static final String ROW = "%-8s  %-15s  %3s  ";

    private static final int INDENT = String.format(ROW, "", "", "").length();

    private final Cast cast;
    private final Instant now;
    private final ZoneId zone;
    private final List<CastLogEntry> entries;

    CastLog(Cast cast, Instant now, ZoneId zone) {
        this.cast = cast;
        this.now = now;
        this.zone = zone;
        entries = cast.log();
    }

    // ---- people

    String text() {
        List<String> lines = new ArrayList<>();
        wrap(
                lines,
                "",
                cast.id() + " to " + cast.request().target() + " is " + cast.state() + ", " + sinceWhen() + ".");
        wrap(lines, cast.darkSince().isPresent() ? "Why:     " : "Shows:   ", cast.detail());
        nextTry()
                .ifPresent(next -> wrap(
                        lines,
                        "Next:    ",
                        "try " + (lastOfCast().map(CastLogEntry::attempt).orElse(0) + 1) + " at " + at(next) + ", in "
                                + seconds(Duration.between(now, next))));
        trouble("Encoder: ", List.of(Kind.ENCODER, Kind.ENCODER_FAILED, Kind.ENCODER_MISSING), lines);
        trouble("Source:  ", List.of(Kind.SOURCE, Kind.SOURCE_FAILED, Kind.SOURCE_STALLED, Kind.FALLBACK), lines);
        lines.add("");
        lines.add(String.format(ROW, "TIME", "WHAT", "TRY") + "WHY");
        String day = "";
        for (CastLogEntry entry : entries) {
            String entryDay = at(entry.time(), DAY).substring(0, 10);
            if (!entryDay.equals(day)
                    && !(day.isEmpty() && entryDay.equals(at(now, DAY).substring(0, 10)))) {
                lines.add(entryDay);
            }
            day = entryDay;
            row(lines, entry);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String sinceWhen() {
        return cast.darkSince()
                .map(since -> "dark since " + at(since) + ", for " + seconds(Duration.between(since, now)))
                .orElseGet(() ->
                        lastOfCast().map(entry -> "since " + at(entry.time())).orElse("since it began"));
    }

    /** What is wrong with a part, unless the last that happened to it was good. */
    private void trouble(String heading, List<Kind> kinds, List<String> lines) {
        entries.stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .reduce((earlier, later) -> later)
                .filter(entry -> entry.kind() != kinds.get(0))
                .ifPresent(entry -> wrap(lines, heading, told(entry)));
    }

    private void row(List<String> lines, CastLogEntry entry) {
        String what =
                entry.kind() == Kind.STATE ? entry.state().name() : entry.kind().name();
        String attempt = entry.attempt() == 0 ? "" : String.valueOf(entry.attempt());
        wrap(lines, String.format(Locale.ROOT, ROW, at(entry.time(), TIME), what, attempt), told(entry));
        entry.end()
                .filter(end -> entry.kind() == Kind.STATE || end.wfdError() != 0)
                .ifPresent(end -> wrap(lines, " ".repeat(INDENT), codes(end)));
    }

    private String told(CastLogEntry entry) {
        boolean isOfPart = !entry.kind().isOfCast() && entry.nextTry().isPresent();
        return entry.detail() + (isOfPart ? "; until " + at(entry.nextTry().get()) : "");
    }

    private static String codes(CastEnd end) {
        String wfd = end.wfdError() == 0
                ? ""
                : ", Wi-Fi Direct error " + Integer.toUnsignedString(end.wfdError()) + ", reason "
                        + Integer.toUnsignedString(end.wfdReason());
        return end.cause() + ", NTSTATUS " + NtStatus.text(end.ntStatus()) + wfd;
    }

    /** Words behind a heading, in as many lines as they take; a word that is too long gets a line of its own. */
    private static void wrap(List<String> lines, String heading, String text) {
        StringBuilder line = new StringBuilder(heading);
        boolean isEmpty = true;
        for (String word : text.split(" ")) {
            if (!isEmpty && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(heading.length()));
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString());
    }

    /** The day only where it is another one. */
    private String at(Instant time) {
        boolean isToday = at(time, DAY).regionMatches(0, at(now, DAY), 0, 10);
        return at(time, isToday ? TIME : DAY);
    }

    private String at(Instant time, DateTimeFormatter format) {
        return format.format(time.atZone(zone));
    }

    private static String seconds(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    private Optional<CastLogEntry> lastOfCast() {
        return entries.stream().filter(entry -> entry.kind().isOfCast()).reduce((earlier, later) -> later);
    }

    private Optional<Instant> nextTry() {
        return lastOfCast().flatMap(CastLogEntry::nextTry);
    }

    // ---- programs

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("cast", cast.id());
        json.addProperty("target", cast.request().target().toString());
        json.addProperty("state", cast.state().name());
        json.addProperty("detail", cast.detail());
        json.addProperty("darkSince", cast.darkSince().map(Instant::toString).orElse(null));
        json.addProperty("nextTry", nextTry().map(Instant::toString).orElse(null));
        JsonArray list = new JsonArray();
        entries.forEach(entry -> list.add(json(entry)));
        json.add("log", list);
        return json;
    }

    private static JsonObject json(CastLogEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("time", entry.time().toString());
        json.addProperty("kind", entry.kind().name());
        json.addProperty("before", entry.before().name());
        json.addProperty("state", entry.state().name());
        json.addProperty("part", entry.part().isEmpty() ? null : entry.part());
        json.addProperty("detail", entry.detail());
        json.addProperty("attempt", entry.attempt());
        json.addProperty("nextTry", entry.nextTry().map(Instant::toString).orElse(null));
        json.addProperty("cause", entry.end().map(end -> end.cause().name()).orElse(null));
        json.addProperty(
                "ntStatus",
                entry.end().map(end -> NtStatus.text(end.ntStatus())).orElse(null));
        json.addProperty(
                "wfdError",
                entry.end()
                        .filter(end -> end.wfdError() != 0)
                        .map(end -> Integer.toUnsignedLong(end.wfdError()))
                        .orElse(null));
        json.addProperty(
                "wfdReason",
                entry.end()
                        .filter(end -> end.wfdError() != 0)
                        .map(end -> Integer.toUnsignedLong(end.wfdReason()))
                        .orElse(null));
        return json;
    }
}
