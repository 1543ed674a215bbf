// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** What every command understands. */
final class GlobalOptions {
    @Option(names = "--json", description = "Write JSON for programs: one object a line.")
    private boolean json;

    /** The launcher sets the log level, before there is a bundle. */
    @Option(names = "--verbose", description = "Log more, to stderr.")
    private boolean verbose;

    @Option(names = "--debug", description = "Log everything, to stderr.")
    private boolean debug;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    Terminal terminal(PrintStream out, PrintStream err, int columns) {
        return new Terminal(out, err, columns, json);
    }
}
