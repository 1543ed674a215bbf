// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.CastCommands;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Parsing(TypedWords.class)
@Command(scope = "miracast", name = "source", description = "Gives a cast another source")
public final class Source extends MiracastAction {
    @Reference
    private CastCommands commands;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Argument(
            index = 1,
            name = "source",
            description = "NAME, NAME:LOCATION, a file or a URL; see miracast:sources",
            required = true)
    @Completion(SourceCompleter.class)
    private String source;

    @Override
    Object run() throws Exception {
        commands.source(cast, source);
        return null;
    }
}
