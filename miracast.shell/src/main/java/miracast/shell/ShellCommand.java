// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import miracast.api.cast.Cast;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./miracast shell}: Gogo on stdin and stdout. Ends at the end of stdin, which Felix's own shell answers by stopping
 * the framework before anybody could say goodbye to a display.
 */
@Command(
        name = "shell",
        description = "Reads Gogo commands: 'help' lists them, 'exit' or the end of input ends it and all casts.")
final class ShellCommand implements Callable<Integer> {
    private static final String PROMPT = "miracast> ";

    private final Environment environment;

    /** The launcher sees to it: the bundle that reads the folder has to be started before there are commands. */
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Follow the configurations in this folder: files PID.cfg or PID-NAME.cfg, as miracast.cast-lobby.cfg.")
    private Path configurations;

    @Mixin
    private GlobalOptions global;

    ShellCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        if (configurations != null && !Files.isDirectory(configurations)) {
            throw new CommandFailure(ExitCode.IO, "There is no folder " + configurations + ".");
        }
        CommandProcessor processor = environment
                .parts()
                .await(
                        environment.pace().patience(),
                        () -> Optional.ofNullable(environment.processor().get()))
                .orElseThrow(() -> new CommandFailure(ExitCode.UNAVAILABLE, "There is no Gogo runtime."));
        try (CommandSession session = processor.createSession(environment.in(), environment.out(), environment.err())) {
            session.put(LiveView.COLUMNS, environment.columns());
            session.put("SCOPE", "miracast:wfd:gogo:*");
            return environment.columns() > 0 ? readInWindow(session) : read(session, new InterruptKey(), plain(""));
        } finally {
            endCasts();
        }
    }

    private int readInWindow(CommandSession session) throws InterruptedException {
        GogoCompletion completion = new GogoCompletion(environment.commands(), () -> Complaint.commandNames(session));
        try (InterruptKey key = InterruptKey.open();
                ShellInput input =
                        EditedInput.open(completion, history(), PROMPT).orElseGet(() -> plain(PROMPT))) {
            return read(session, key, input);
        }
    }

    private ShellInput plain(String prompt) {
        return new PlainInput(environment.in(), environment.out(), prompt);
    }

    /** Where programs keep what they could do without (XDG Base Directory Specification 0.8), of which it names histories. */
    private static Path history() {
        String state = System.getenv("XDG_STATE_HOME");
        return (state == null || state.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state))
                .resolve("miracast")
                .resolve("history");
    }

    /** Runs lines of input until there is no more, or this thread is interrupted. */
    int read(CommandSession session, InterruptKey key, ShellInput input) throws InterruptedException {
        int exitCode = ExitCode.OK;
        while (true) {
            environment.out().flush();
            String line = input.next().map(String::strip).orElse("exit");
            if (line.equals("exit") || line.equals("quit")) {
                return exitCode;
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                exitCode = execute(session, line, key) ? ExitCode.OK : ExitCode.FAILED;
            }
        }
    }

    /** Any command may throw anything: that is the user's to read and no reason to end. */
    private boolean execute(CommandSession session, String line, InterruptKey key) throws InterruptedException {
        key.begin(() -> interrupt(session));
        try {
            Object result = session.execute(line);
            if (result != null) {
                environment
                        .out()
                        .println(
                                result instanceof Rows<?>
                                        ? Formats.text(result, environment.columns())
                                        : session.format(result, Converter.INSPECT));
            }
            return true;
        } catch (InterruptedException e) {
            if (key.wasPressed()) {
                return false;
            }
            throw e;
        } catch (Exception e) {
            environment.err().println(new Complaint(session).of(e));
            return false;
        } finally {
            if (key.wasPressed()) {
                // The terminal has written ^C there.
                environment.out().println();
            }
            key.end();
        }
    }

    /** Gogo runs commands on a thread of its own. */
    private static void interrupt(CommandSession session) {
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
    }

    private void endCasts() throws InterruptedException {
        if (environment.parts().casts != null) {
            for (Cast cast : environment.parts().casts.casts()) {
                CastRun.stop(cast);
            }
        }
    }
}
