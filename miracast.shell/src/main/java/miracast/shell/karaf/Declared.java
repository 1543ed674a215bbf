// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.DeclaredCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(
        scope = "miracast",
        name = "declared",
        description = "Lists the casts that configurations declare, and what is wrong with them")
public final class Declared extends MiracastAction {
    @Reference
    private DeclaredCommands commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return commands.declared(json);
    }
}
