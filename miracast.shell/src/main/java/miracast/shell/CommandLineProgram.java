// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.PrintWriter;
import java.util.function.Function;
import miracast.api.VideoMode;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Understands a command line, runs what it says, and turns whatever happens into an exit code. */
final class CommandLineProgram {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLineProgram.class);

    private final Environment environment;

    CommandLineProgram(Environment environment) {
        this.environment = environment;
    }

    /** {@code ./miracast} without a command. */
    @Command(
            name = "miracast",
            synopsisSubcommandLabel = "COMMAND",
            description = "Casts to Wi-Fi displays, and plays one.",
            footer = {"", "'miracast COMMAND --help' tells more about a command."})
    static final class Root implements Runnable {
        @Spec
        private CommandSpec spec;

        @Mixin
        private GlobalOptions global;

        @Option(names = "--version", versionHelp = true, description = "Show the version.")
        private boolean version;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Which command?");
        }
    }

    /** Runs a command line; returns a value of {@link ExitCode}. */
    int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(new Root())
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new CastCommand(environment))
                .addSubcommand(new SinkCommand(environment))
                .addSubcommand(new ListCommands.Devices(environment))
                .addSubcommand(new ListCommands.Encoders(environment))
                .addSubcommand(new ListCommands.Sources(environment))
                .addSubcommand(new ShellCommand(environment))
                .registerConverter(VideoMode.class, converter(VideoMode::parse))
                .registerConverter(BitRate.class, converter(BitRate::parse))
                .registerConverter(Endpoint.class, converter(Endpoint::parse))
                .registerConverter(Seconds.class, converter(Seconds::parse))
                .registerConverter(ViewerAction.class, converter(ViewerAction::parse))
                .setOut(new PrintWriter(environment.out(), true))
                .setErr(new PrintWriter(environment.err(), true))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(this::usageError)
                .setExecutionExceptionHandler(this::failure);
        line.getCommandSpec().version("miracast " + version());
        describe(line);
        line.getSubcommands().values().forEach(CommandLineProgram::describe);
        return line;
    }

    private static void describe(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.descriptions())
                .sortOptions(false);
    }

    /** picocli's own message for other exceptions would hide what the value's type had to say. */
    private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static String version() {
        var bundle = FrameworkUtil.getBundle(CommandLineProgram.class);
        return bundle == null ? "(unknown version)" : bundle.getVersion().toString();
    }

    private int usageError(ParameterException e, String[] arguments) {
        environment.err().println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, new PrintWriter(environment.err(), true));
        environment.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private int failure(Exception e, CommandLine line, ParseResult result) {
        if (e instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof CommandFailure failure) {
            environment.err().println(failure.getMessage());
            LOG.debug("{}", line.getCommandName(), e);
            return failure.exitCode();
        }
        environment.err().println("Defect: " + e);
        LOG.error("{}", line.getCommandName(), e);
        return ExitCode.INTERNAL;
    }
}
