// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.time.Instant;
import java.time.ZoneId;
import miracast.api.cast.CastService;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that says why a screen is dark, since when, and what comes next. */
@Component(service = {Commands.class, LogCommand.class})
public final class LogCommand implements Commands {
    private final CastService service;

    /** @param service whose casts these are */
    @Activate
    public LogCommand(@Reference CastService service) {
        this.service = service;
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
            @Descriptor("see miracast:casts") String id) {
        CastLog log = new CastLog(CastCommands.find(service, id), Instant.now(), ZoneId.systemDefault());
        return json ? log.json() : log.text();
    }
}
