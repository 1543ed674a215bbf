// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
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
            return environment.columns() > 0 ? readInWindow(session) : read(session, new InterruptKey());
        } finally {
            endCasts();
        }
    }

    private int readInWindow(CommandSession session) throws InterruptedException {
        try (InterruptKey key = InterruptKey.open()) {
            return read(session, key);
        }
    }

    /** Runs lines of input until there is no more, or this thread is interrupted. */
    int read(CommandSession session, InterruptKey key) throws InterruptedException {
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
        // A read from stdin cannot be interrupted, but a wait for the reader can.
        Thread reader = new Thread(() -> readInto(lines, environment.in()), "shell-input");
        reader.setDaemon(true);
        reader.start();
        int exitCode = ExitCode.OK;
        while (true) {
            prompt();
            String line = lines.take().map(String::strip).orElse("exit");
            if (line.equals("exit") || line.equals("quit")) {
                return exitCode;
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                exitCode = execute(session, line, key) ? ExitCode.OK : ExitCode.FAILED;
            }
        }
    }

    private void prompt() {
        if (environment.columns() > 0) {
            environment.out().print("miracast> ");
            environment.out().flush();
        }
    }

    private static void readInto(BlockingQueue<Optional<String>> lines, InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(Optional.empty());
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
