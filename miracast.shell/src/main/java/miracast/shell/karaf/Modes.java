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
@Command(scope = "miracast", name = "modes", description = "Tells why a cast has its mode, and no better one")
public final class Modes extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Override
    Object run() throws Exception {
        return commands.modes(json, cast);
    }
}
