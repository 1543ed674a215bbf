// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(
        scope = "wfd",
        name = "close",
        description = "Closes a session that wfd:open opened, and waits until its link is down")
public final class Close extends MiracastAction {
    @Reference
    private WfdCommands commands;

    @Argument(index = 0, name = "device", description = "Address, see wfd:sessions", required = true)
    @Completion(SessionCompleter.class)
    private String device;

    @Override
    Object run() throws Exception {
        return commands.close(device);
    }
}
