// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Comparator;
import java.util.List;
import miracast.api.cast.Cast;
import miracast.api.cast.DeclaredCast;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command about the casts that configurations declare; works without a host, too. */
@Component(service = {Commands.class, DeclaredCommands.class})
public final class DeclaredCommands implements Commands {
    private final Parts parts;

    /** @param parts what there is */
    @Activate
    public DeclaredCommands(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    public String scope() {
        return "miracast";
    }

    @Descriptor("lists the casts that configurations declare, and what is wrong with them")
    public Object declared(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json) {
        return new Rows<>(
                        parts.declarations.stream()
                                .sorted(Comparator.comparing(DeclaredCast::name).thenComparing(DeclaredCast::pid))
                                .map(Declared::of)
                                .toList(),
                        Declared::table)
                .orJson(json);
    }

    /**
     * A declared cast in a list.
     *
     * @param cast the state of its cast; null while it has none
     */
    record Declared(String name, String state, String cast, String pid, String detail, List<String> problems) {
        static Declared of(DeclaredCast declared) {
            return new Declared(
                    declared.name(),
                    declared.state().name(),
                    declared.cast().map(Cast::state).map(Enum::name).orElse(null),
                    declared.pid(),
                    declared.detail(),
                    declared.problems());
        }

        static Table table(List<Declared> declarations) {
            Table table =
                    new Table("No configuration miracast.cast is there.", "NAME", "STATE", "CAST", "PID", "DETAIL");
            declarations.forEach(each -> {
                table.row(List.of(each.name(), each.state(), Table.shown(each.cast()), each.pid(), each.detail()));
            });
            return table;
        }
    }
}
