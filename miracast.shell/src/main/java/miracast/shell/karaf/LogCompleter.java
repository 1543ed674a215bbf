// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.LogCommand;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes what has a log: casts, those that ended last, and declared ones, which may have no cast now. */
@Service
public final class LogCompleter extends Names {
    @Reference
    private LogCommand commands;

    @Override
    List<String> names() {
        return commands.names();
    }
}
