// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes addresses of devices that are known. */
@Service
public final class DeviceCompleter extends Names {
    @Reference
    private WfdCommands commands;

    @Override
    List<String> names() {
        return commands.deviceAddresses();
    }
}
