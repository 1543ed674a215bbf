// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.LogCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Parsing(TypedWords.class)
@Command(
        scope = "miracast",
        name = "log",
        description = "Tells why a screen is dark, since when, what comes next, and what happened to its cast last")
public final class Log extends MiracastAction {
    @Reference
    private LogCommand commands;

    @Option(name = "-j", aliases = "--json", description = "For programs")
    private boolean json;

    @Argument(
            index = 0,
            name = "cast",
            description = "See miracast:casts, also --ended, and miracast:declared",
            required = true)
    @Completion(LogCompleter.class)
    private String cast;

    @Override
    Object run() throws Exception {
        return commands.log(json, cast);
    }
}
