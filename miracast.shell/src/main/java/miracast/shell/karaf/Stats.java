// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "miracast", name = "stats", description = "Tells how a cast goes, and where its latency comes from")
public final class Stats extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Option(name = "-w", aliases = "--watch", description = "Again whenever it changes, until Ctrl-C")
    private boolean watch;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Override
    Object run() throws Exception {
        return watch ? watch(() -> commands.figures(json, cast)) : commands.figures(json, cast);
    }
}
