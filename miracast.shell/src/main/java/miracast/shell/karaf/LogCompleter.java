// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.LogCommand;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes what has a log: casts that have not ended, and declared ones, which may have no cast now. */
@Service
public final class LogCompleter implements Completer {
    @Reference
    private LogCommand commands;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(commands.names()).complete(session, line, candidates);
    }
}
