// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.WfdCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes devices with a session that wfd:open opened. */
@Service
public final class SessionCompleter extends Names {
    @Reference
    private WfdCommands commands;

    @Override
    List<String> names() {
        return commands.sessionAddresses();
    }
}
