// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

@Service
@Command(scope = "miracast", name = "snapshot", description = "Writes what a simulated display shows, as PNG")
public final class Snapshot extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Argument(index = 1, name = "file", description = "File to write", required = true)
    @Completion(FileCompleter.class)
    private String file;

    @Override
    Object run() throws Exception {
        return commands.snapshot(cast, file);
    }
}
