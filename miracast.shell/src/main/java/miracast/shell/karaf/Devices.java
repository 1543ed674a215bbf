// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "wfd", name = "devices", description = "Lists the devices that are known")
public final class Devices extends MiracastAction {
    @Reference
    private WfdCommands commands;

    @Option(name = "-w", aliases = "--watch", description = "Again whenever it changes, until Ctrl-C")
    private boolean watch;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Override
    Object run() throws Exception {
        return watch ? watch(() -> commands.listDevices(json)) : commands.listDevices(json);
    }
}
