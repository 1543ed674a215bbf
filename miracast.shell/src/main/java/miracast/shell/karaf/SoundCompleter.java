// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.PartCommands;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes sources of sound that are there, and that there be none. */
@Service
public final class SoundCompleter extends Names {
    @Reference
    private PartCommands commands;

    @Override
    List<String> names() {
        return commands.soundNames();
    }
}
