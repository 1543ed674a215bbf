// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(
        scope = "wfd",
        name = "sessions",
        description = "Lists the sessions, and whether wfd:open or which cast holds them")
public final class Sessions extends MiracastAction {
    @Reference
    private WfdCommands commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return commands.sessions(json);
    }
}
