// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import miracast.api.cast.DeclaredCast;

/** Why a declared cast is not there, for people and for programs. */
final class DeclaredLog {
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
        return report.text();
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
        return json;
    }
}
