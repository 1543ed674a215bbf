// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "miracast", name = "standby", description = "Lets the display go dark; miracast:resume wakes it")
public final class Standby extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Override
    Object run() throws Exception {
        commands.standby(cast);
        return null;
    }
}
