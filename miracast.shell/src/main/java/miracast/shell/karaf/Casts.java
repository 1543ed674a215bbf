// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(
        scope = "miracast",
        name = "casts",
        description = "Lists the casts that have not ended, or those that ended last")
public final class Casts extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Option(name = "-w", aliases = "--watch", description = "Again whenever it changes, until Ctrl-C")
    private boolean watch;

    @Option(name = "-e", aliases = "--ended", description = "Those that ended last, and how")
    private boolean ended;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return watch ? watch(() -> commands.listCasts(ended, json)) : commands.listCasts(ended, json);
    }
}
