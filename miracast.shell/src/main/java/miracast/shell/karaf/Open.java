// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "wfd", name = "open", description = "Opens a session to a device, and waits until it is open")
public final class Open extends MiracastAction {
    @Reference
    private WfdCommands commands;

    @Argument(index = 0, name = "device", description = "Address, see wfd:devices", required = true)
    @Completion(DeviceCompleter.class)
    private String device;

    @Override
    Object run() throws Exception {
        return commands.open(device);
    }
}
