// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.DeclaredCastChange;

/** What became of a declared cast, and why it is not there, for people and for programs. */
final class DeclaredLog {
    /** Time, what happened. */
    private static final String ROW = "%-8s  %-11s  ";

    private final DeclaredCast declared;

    DeclaredLog(DeclaredCast declared) {
        this.declared = declared;
    }

    String text(Instant now, ZoneId zone) {
        Report report = new Report(now, zone);
        report.wrap(
                "",
                declared.name() + ", declared by " + declared.pid() + ", is " + declared.state() + ", dark "
                        + report.since(declared.since()) + ".");
        report.wrap("Why:     ", declared.detail());
        String what = declared.state() == DeclaredCast.State.OFF_HOURS ? "begins at " : "next try at ";
        report.wrap(
                "Next:    ", declared.next().map(at -> what + report.until(at)).orElseGet(this::awaited));
        rows(report);
        return report.text();
    }

    /** What became of the declaration, below the log of its cast; empty if nothing is known of that. */
    String rows(Instant now, ZoneId zone) {
        Report report = new Report(now, zone);
        rows(report);
        return report.text();
    }

    private void rows(Report report) {
        List<DeclaredCastChange> changes = declared.log();
        if (changes.isEmpty()) {
            return;
        }
        report.line("");
        report.line(String.format(Locale.ROOT, ROW, "TIME", "DECLARED") + "WHY");
        String day = "";
        for (DeclaredCastChange change : changes) {
            String changeDay = report.day(change.time());
            if (!changeDay.equals(day) && !(day.isEmpty() && report.isToday(change.time()))) {
                report.line(changeDay);
            }
            day = changeDay;
            report.wrap(
                    String.format(Locale.ROOT, ROW, report.timeOfDay(change.time()), change.state()), change.detail());
        }
    }

    private String awaited() {
        return switch (declared.state()) {
            case INVALID -> "begins when its configuration is right";
            case NO_HOST -> "begins when there is a host";
            default -> "begins by itself";
        };
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("cast", declared.name());
        json.addProperty("pid", declared.pid());
        json.addProperty("state", declared.state().name());
        json.addProperty("detail", declared.detail());
        json.addProperty("darkSince", declared.since().toString());
        json.addProperty("nextTry", declared.next().map(Instant::toString).orElse(null));
        json.add("declared", changes());
        return json;
    }

    /** What became of the declaration, oldest first. */
    JsonArray changes() {
        JsonArray list = new JsonArray();
        for (DeclaredCastChange change : declared.log()) {
            JsonObject json = new JsonObject();
            json.addProperty("time", change.time().toString());
            json.addProperty("before", change.before().name());
            json.addProperty("state", change.state().name());
            json.addProperty("detail", change.detail());
            json.addProperty("next", change.next().map(Instant::toString).orElse(null));
            list.add(json);
        }
        return list;
    }
}
