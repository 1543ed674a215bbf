// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.CommandException;

/** An operator at Karaf's prompt: types, reads, and looks again until it says what it should. One thread. */
final class Console implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_AGAIN_MS = 100;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Session session;
    private final Subject user;

    /** Of an administrator. */
    Console(SessionFactory factory) {
        this(factory, "admin", "systembundles");
    }

    /** Of a user with these roles. */
    Console(SessionFactory factory, String... roles) {
        user = new Subject(
                true, Stream.of(roles).map(RolePrincipal::new).collect(Collectors.toSet()), Set.of(), Set.of());
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** What a line prints. */
    String type(String line) throws CommandException {
        screen.reset();
        try {
            Object result = Subject.doAs(user, (PrivilegedExceptionAction<Object>) () -> session.execute(line));
            if (result != null) {
                // As a window does.
                session.getConsole().println(result);
            }
        } catch (PrivilegedActionException e) {
            if (e.getCause() instanceof CommandException sentence) {
                throw sentence;
            }
            // Its class may be of a bundle that the client of this test knows nothing about.
            StringWriter trace = new StringWriter();
            e.getCause().printStackTrace(new PrintWriter(trace));
            throw new AssertionError("'" + line + "' failed: " + trace);
        }
        return screen.toString(StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .strip();
    }

    /** What a line says that must fail, in a way that Karaf shows as a sentence and does not log. */
    String complaint(String line) {
        String shown;
        try {
            shown = type(line);
        } catch (CommandException e) {
            return e.getNiceHelp();
        }
        throw new AssertionError("'" + line + "' went well: " + shown);
    }

    /** Whether a line is refused for want of a role: by Karaf, which hides the command or says so. */
    boolean isRefused(String line) {
        try {
            Subject.doAs(user, (PrivilegedExceptionAction<Object>) () -> session.execute(line));
            return false;
        } catch (PrivilegedActionException | RuntimeException e) {
            return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(reason -> reason instanceof SecurityException
                            || reason.getClass().getSimpleName().equals("CommandNotFoundException"));
        }
    }

    /** Names of the commands of a scope that Karaf shows to who has no role at all. */
    Set<String> commandsForAnybody(String scope) {
        return session.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals(scope))
                .map(Command::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Types a line until what it prints is as wished. */
    String until(String line, Predicate<String> wish) throws Exception {
        long end = System.nanoTime() + PATIENCE_NS;
        while (true) {
            String shown;
            try {
                shown = type(line);
            } catch (CommandException notYet) {
                shown = notYet.getNiceHelp();
            }
            if (wish.test(shown)) {
                return shown;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("'" + line + "' still prints: " + shown);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    /** What the tabulator key offers after these words, the last of which may be unfinished. */
    List<String> candidates(String scope, String command, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(scope + ":" + command));
        words.addAll(List.of(arguments));
        List<String> candidates = new ArrayList<>();
        session.getRegistry()
                .getCommand(scope, command)
                .getCompleter(true)
                .complete(session, new Words(words), candidates);
        return candidates.stream().map(String::strip).toList();
    }

    @Override
    public void close() {
        session.close();
    }

    /** Words, with the cursor at the end of the last one. */
    private record Words(List<String> words) implements CommandLine {
        @Override
        public int getCursorArgumentIndex() {
            return words.size() - 1;
        }

        @Override
        public String getCursorArgument() {
            return words.get(words.size() - 1);
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words.toArray(String[]::new);
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }
}
