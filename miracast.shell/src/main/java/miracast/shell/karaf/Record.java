// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import miracast.shell.RecordCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

@Service
@Command(
        scope = "miracast",
        name = "record",
        description = "Records what a cast sends, from the next IDR picture on, as transport stream")
public final class Record extends MiracastAction {
    @Reference
    private RecordCommand commands;

    @Option(
            name = "-e",
            aliases = "--stop",
            description = "Ends the recording, and tells what became of it; without FILE")
    private boolean stop;

    @Option(name = "-w", aliases = "--watch", description = "Tells how it grows; Ctrl-C ends it")
    private boolean watch;

    @Option(name = "-s", aliases = "--seconds", description = "Ends by itself after so long")
    private String seconds;

    @Argument(index = 0, name = "cast", description = "See miracast:casts", required = true)
    @Completion(CastCompleter.class)
    private String cast;

    @Argument(index = 1, name = "file", description = "File to write")
    @Completion(FileCompleter.class)
    private String file;

    @Override
    Object run() throws Exception {
        return commands.of(stop, seconds, cast, file, watch ? view() : null);
    }
}
