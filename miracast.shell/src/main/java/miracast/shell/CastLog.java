// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import miracast.api.NtStatus;
import miracast.api.cast.Cast;
import miracast.api.cast.CastEnd;
import miracast.api.cast.CastLogEntry;
import miracast.api.cast.CastLogEntry.Kind;

/** What happened to a cast, for people and for programs. */
final class CastLog {
    /** Time, what happened, number of the try. */
    private static final String ROW = "%-8s  %-15s  %3s  ";

    private static final int INDENT = String.format(ROW, "", "", "").length();

    private final Cast cast;
    private final String detail;
    private final Report report;
    private final List<CastLogEntry> entries;

    /** @param detail what the cast is doing, or why it is not playing */
    CastLog(Cast cast, String detail, Instant now, ZoneId zone) {
        this.cast = cast;
        this.detail = detail;
        report = new Report(now, zone);
        entries = cast.log();
    }

    // ---- people

    String text() {
        report.wrap(
                "", cast.id() + " to " + cast.request().target() + " is " + cast.state() + ", " + sinceWhen() + ".");
        report.wrap(cast.darkSince().isPresent() ? "Why:     " : "Shows:   ", detail);
        nextTry()
                .ifPresent(next -> report.wrap(
                        "Next:    ",
                        "try " + (lastOfCast().map(CastLogEntry::attempt).orElse(0) + 1) + " at "
                                + report.until(next)));
        trouble("Encoder: ", List.of(Kind.ENCODER, Kind.ENCODER_FAILED, Kind.ENCODER_MISSING));
        trouble("Source:  ", List.of(Kind.SOURCE, Kind.SOURCE_FAILED, Kind.SOURCE_STALLED, Kind.FALLBACK));
        trouble("Sound:   ", List.of(Kind.SOUND, Kind.SOUND_FAILED));
        report.line("");
        report.line(String.format(ROW, "TIME", "WHAT", "TRY") + "WHY");
        String day = "";
        for (CastLogEntry entry : entries) {
            String entryDay = report.day(entry.time());
            if (!entryDay.equals(day) && !(day.isEmpty() && report.isToday(entry.time()))) {
                report.line(entryDay);
            }
            day = entryDay;
            row(entry);
        }
        return report.text();
    }

    private String sinceWhen() {
        return cast.darkSince()
                .map(since -> "dark " + report.since(since))
                .orElseGet(() -> lastOfCast()
                        .map(entry -> "since " + report.at(entry.time()))
                        .orElse("since it began"));
    }

    /** What is wrong with a part, unless the last that happened to it was good. */
    private void trouble(String heading, List<Kind> kinds) {
        entries.stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .reduce((earlier, later) -> later)
                .filter(entry -> entry.kind() != kinds.get(0))
                .ifPresent(entry -> report.wrap(heading, told(entry)));
    }

    private void row(CastLogEntry entry) {
        String what =
                entry.kind() == Kind.STATE ? entry.state().name() : entry.kind().name();
        String attempt = entry.attempt() == 0 ? "" : String.valueOf(entry.attempt());
        report.wrap(String.format(Locale.ROOT, ROW, report.timeOfDay(entry.time()), what, attempt), told(entry));
        entry.end()
                .filter(end -> entry.kind() == Kind.STATE || end.wfdError() != 0)
                .ifPresent(end -> report.wrap(" ".repeat(INDENT), codes(end)));
    }

    private String told(CastLogEntry entry) {
        boolean isOfPart = !entry.kind().isOfCast() && entry.nextTry().isPresent();
        return entry.detail()
                + (isOfPart ? "; until " + report.at(entry.nextTry().get()) : "");
    }

    private static String codes(CastEnd end) {
        String wfd = end.wfdError() == 0
                ? ""
                : ", Wi-Fi Direct error " + Integer.toUnsignedString(end.wfdError()) + ", reason "
                        + Integer.toUnsignedString(end.wfdReason());
        return end.cause() + ", NTSTATUS " + NtStatus.text(end.ntStatus()) + wfd;
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
        json.addProperty("detail", detail);
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
