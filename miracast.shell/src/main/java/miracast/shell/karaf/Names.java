// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import miracast.shell.TypedName;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names that may have blanks and whatever else means something to Gogo. */
abstract class Names implements Completer {
    /** What is there now. */
    abstract List<String> names();

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        List<String> typed =
                names().stream().map(name -> TypedName.of(name, word)).toList();
        return new StringsCompleter(typed).complete(session, line, candidates);
    }
}
