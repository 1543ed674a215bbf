// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
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
import miracast.api.cast.CastState;
import miracast.api.cast.CastTarget;
import miracast.api.cast.EndedCast;

/** What happened to a cast, for people and for programs. */
final class CastLog {
    /** Time, what happened, number of the try. */
    private static final String ROW = "%-8s  %-15s  %3s  ";

    private static final int INDENT = String.format(ROW, "", "", "").length();

    private final String id;
    private final CastTarget target;
    private final CastState state;
    private final Optional<Instant> darkSince;
    /** Null while it has not ended. */
    private final EndedCast ended;

    private final String detail;
    private final Report report;
    private final List<CastLogEntry> entries;

    /** @param detail what the cast is doing, or why it is not playing */
    CastLog(Cast cast, String detail, Instant now, ZoneId zone) {
        this(
                cast.id(),
                cast.request().target(),
                cast.state(),
                cast.darkSince(),
                null,
                detail,
                new Report(now, zone),
                cast.log());
    }

    /** Of one that is over. */
    CastLog(EndedCast ended, Instant now, ZoneId zone) {
        this(
                ended.id(),
                ended.target(),
                CastState.ENDED,
                Optional.of(ended.darkSince()),
                ended,
                ended.end().toString(),
                new Report(now, zone),
                ended.log());
    }

    private CastLog(
            String id,
            CastTarget target,
            CastState state,
            Optional<Instant> darkSince,
            EndedCast ended,
            String detail,
            Report report,
            List<CastLogEntry> entries) {
        this.id = id;
        this.target = target;
        this.state = state;
        this.darkSince = darkSince;
        this.ended = ended;
        this.detail = detail;
        this.report = report;
        this.entries = entries;
    }

    // ---- people

    String text() {
        report.wrap("", id + " to " + target + " is " + state + whenEnded() + ", " + sinceWhen() + ".");
        report.wrap(darkSince.isPresent() ? "Why:     " : "Shows:   ", detail);
        if (ended != null) {
            report.wrap("End:     ", codes(ended.end()));
        }
        nextTry()
                .ifPresent(next -> report.wrap(
                        "Next:    ",
                        "try " + (lastOfCast().map(CastLogEntry::attempt).orElse(0) + 1) + " at "
                                + report.until(next)));
        List<CastLogEntry> present = ofPresentSession();
        trouble(present, "Encoder: ", Kind.ENCODER, Kind.ENCODER_FAILED, Kind.ENCODER_MISSING);
        trouble(present, "Source:  ", Kind.SOURCE, Kind.SOURCE_FAILED, Kind.SOURCE_STALLED);
        trouble(present, "Sound:   ", Kind.SOUND, Kind.SOUND_FAILED);
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

    private String whenEnded() {
        return ended == null ? "" : " since " + report.at(ended.time());
    }

    private String sinceWhen() {
        return darkSince
                .map(since -> "dark " + report.since(since))
                .orElseGet(() -> lastOfCast()
                        .map(entry -> "since " + report.at(entry.time()))
                        .orElse("since it began"));
    }

    /** What happened before is over: each session has parts of its own. */
    private List<CastLogEntry> ofPresentSession() {
        return entries.subList(1 + lastIndexOf(entries, Kind.SESSION_OVER), entries.size());
    }

    /** -1 if there is none. */
    private static int lastIndexOf(List<CastLogEntry> entries, Kind... kinds) {
        int last = entries.size() - 1;
        while (last >= 0 && !List.of(kinds).contains(entries.get(last).kind())) {
            last--;
        }
        return last;
    }

    /** What is wrong with a part, and what is shown instead of it, if anything is since it was well. */
    private void trouble(List<CastLogEntry> present, String heading, Kind well, Kind... bad) {
        List<CastLogEntry> since = present.subList(1 + lastIndexOf(present, well), present.size());
        int wrong = lastIndexOf(since, bad);
        if (wrong >= 0 && !isForgiven(since.get(wrong))) {
            report.wrap(heading, told(since.get(wrong)));
        }
        int instead = well == Kind.SOURCE ? lastIndexOf(since, Kind.FALLBACK) : -1;
        if (instead >= 0) {
            report.wrap(wrong < 0 ? heading : " ".repeat(heading.length()), told(since.get(instead)));
        }
    }

    /** Who was kept out up to then has not failed again. A source may take longer than that to open. */
    private boolean isForgiven(CastLogEntry failure) {
        return failure.kind() != Kind.SOURCE_FAILED
                && failure.nextTry().filter(report::isOver).isPresent();
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
        json.addProperty("cast", id);
        json.addProperty("target", target.toString());
        json.addProperty("state", state.name());
        json.addProperty("detail", detail);
        json.addProperty("darkSince", darkSince.map(Instant::toString).orElse(null));
        json.addProperty("nextTry", nextTry().map(Instant::toString).orElse(null));
        json.add("end", ended == null ? JsonNull.INSTANCE : json(ended));
        JsonArray list = new JsonArray();
        entries.forEach(entry -> list.add(json(entry)));
        json.add("log", list);
        return json;
    }

    private static JsonObject json(EndedCast ended) {
        JsonObject json = new JsonObject();
        json.addProperty("time", ended.time().toString());
        json.addProperty("detail", ended.end().detail());
        codes(json, Optional.of(ended.end()));
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
        codes(json, entry.end());
        return json;
    }

    private static void codes(JsonObject json, Optional<CastEnd> end) {
        Optional<CastEnd> ofLink = end.filter(each -> each.wfdError() != 0);
        json.addProperty("cause", end.map(each -> each.cause().name()).orElse(null));
        json.addProperty(
                "ntStatus", end.map(each -> NtStatus.text(each.ntStatus())).orElse(null));
        json.addProperty(
                "wfdError",
                ofLink.map(each -> Integer.toUnsignedLong(each.wfdError())).orElse(null));
        json.addProperty(
                "wfdReason",
                ofLink.map(each -> Integer.toUnsignedLong(each.wfdReason())).orElse(null));
    }
}
