// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names and addresses of devices that are known. */
@Service
public final class TargetCompleter extends Names {
    @Reference
    private WfdCommands commands;

    @Override
    List<String> names() {
        return commands.deviceNames();
    }
}
