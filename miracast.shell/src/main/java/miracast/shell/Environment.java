// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What a command line runs in.
 *
 * @param parts the framework
 * @param configurations where devices are configured
 * @param processor Gogo; gives null while there is none
 * @param commands ours, for completion
 * @param in what the user types
 * @param out for results
 * @param err for remarks and errors
 * @param columns width of the window that {@code out} is; 0 if it is none
 * @param pace how long commands wait for what
 */
record Environment(
        Parts parts,
        ConfigurationAdmin configurations,
        Supplier<CommandProcessor> processor,
        Supplier<List<Commands>> commands,
        InputStream in,
        PrintStream out,
        PrintStream err,
        int columns,
        Pace pace) {

    /**
     * How long commands wait for what.
     *
     * @param patience for a service that every installation has
     * @param settling for a part that may be missing
     * @param interval between two looks at what runs
     */
    record Pace(Duration patience, Duration settling, Duration interval) {
        /** For people. */
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    Wanted wanted() {
        return new Wanted(parts, pace.patience(), pace.settling());
    }

    Watch watch() {
        return new Watch(pace.interval());
    }

    Terminal terminal(GlobalOptions options) {
        return options.terminal(out, err, columns);
    }
}
