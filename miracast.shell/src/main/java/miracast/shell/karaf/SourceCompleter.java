// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.PartCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes frame sources that are there. */
@Service
public final class SourceCompleter extends Names {
    @Reference
    private PartCommands commands;

    @Override
    List<String> names() {
        return commands.sourceNames();
    }
}
