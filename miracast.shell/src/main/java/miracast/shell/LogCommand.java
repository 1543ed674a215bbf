// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import miracast.api.cast.Cast;
import miracast.api.cast.CastService;
import miracast.api.cast.DeclaredCast;
import miracast.api.cast.EndedCast;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that says why a screen is dark, since when, and what comes next; that no host is there is a reason, too. */
@Component(service = {Commands.class, LogCommand.class})
public final class LogCommand implements Commands {
    private final Parts parts;

    /** @param parts what there is */
    @Activate
    public LogCommand(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    public String scope() {
        return "miracast";
    }

    @Descriptor("tells why a screen is dark, since when, what comes next, and what happened to its cast last")
    public Object log(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json,
            @Descriptor("see miracast:casts, also --ended, and miracast:declared") @Completed(Offer.LOGS) String id) {
        Instant now = Instant.now();
        ZoneId zone = ZoneId.systemDefault();
        Optional<Cast> cast =
                parts.castsNow().stream().filter(each -> each.id().equals(id)).findFirst();
        // Of two declarations of one name, the one that has the cast.
        Optional<DeclaredCast> declared = parts.declarations.stream()
                .filter(each -> each.name().equals(id))
                .filter(each -> cast.isEmpty() || each.cast().equals(cast))
                .findFirst();
        if (cast.isPresent()) {
            String detail = declared.map(DeclaredCast::detail).orElseGet(cast.get()::detail);
            CastLog log = new CastLog(cast.get(), detail, now, zone);
            if (declared.isEmpty()) {
                return json ? log.json() : log.text();
            }
            DeclaredLog declaration = new DeclaredLog(declared.get());
            if (!json) {
                return (log.text() + "\n" + declaration.rows(now, zone)).stripTrailing();
            }
            JsonObject both = log.json();
            both.add("declared", declaration.changes());
            return both;
        }
        Optional<CastLog> ended = parts.castsEnded().stream()
                .filter(each -> each.id().equals(id))
                .map(each -> new CastLog(each, now, zone))
                .findFirst();
        if (declared.isPresent()) {
            DeclaredLog log = new DeclaredLog(declared.get());
            if (!json) {
                return log.text(now, zone)
                        + ended.map(last -> "\n\nIts last cast:\n" + last.text())
                                .orElse("");
            }
            JsonObject both = log.json();
            both.add("lastCast", ended.map(CastLog::json).orElse(null));
            return both;
        }
        if (ended.isPresent()) {
            return json ? ended.get().json() : ended.get().text();
        }
        List<String> names = names();
        if (parts.casts == null) {
            throw new IllegalStateException(
                    "There is no cast '" + id + "'. Declared are " + names + ". " + parts.missing(CastService.class));
        }
        throw new IllegalArgumentException("There is no cast '" + id + "'. Casts are " + names + ".");
    }

    /** What has a log: casts that have not ended, declarations, and the casts that ended last. */
    public List<String> names() {
        return Stream.of(
                        parts.castsNow().stream().map(Cast::id),
                        parts.declarations.stream().map(DeclaredCast::name),
                        parts.castsEnded().stream().map(EndedCast::id))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
