// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.PartCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "miracast", name = "sounds", description = "Lists the sources of sound, and why one is missing")
public final class Sounds extends MiracastAction {
    @Reference
    private PartCommands commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return commands.sounds(json);
    }
}
