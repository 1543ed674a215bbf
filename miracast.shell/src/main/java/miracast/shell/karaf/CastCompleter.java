// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes casts that have not ended. */
@Service
public final class CastCompleter extends Names {
    @Reference
    private CastCommands commands;

    @Override
    List<String> names() {
        return commands.castIds();
    }
}
