// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "wfd", name = "providers", description = "Lists the ways to reach devices, and why one does not work")
public final class Providers extends MiracastAction {
    @Reference
    private WfdCommands commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return commands.providers(json);
    }
}
