// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;

/** What to say of a line that failed, in words that help; Gogo's own speak of Java methods. */
final class Complaint {
    /** A word as far from another as this is not meant instead of it. */
    private static final int FAR = 3;

    private static final Pattern NOT_FOUND = Pattern.compile("Command not found: (\\S+)");
    private static final Pattern WRONG_ARGUMENTS = Pattern.compile("Cannot coerce ([^(\\s]+)\\(.*", Pattern.DOTALL);

    private final Collection<String> commands;

    Complaint(CommandSession session) {
        this(commandNames(session));
    }

    Complaint(Collection<String> commands) {
        this.commands = commands;
    }

    /** All commands, as SCOPE:FUNCTION. */
    @SuppressWarnings("unchecked")
    static Collection<String> commandNames(CommandSession session) {
        // Gogo's name for the set of all of them.
        return session.get(".commands") instanceof Collection<?> all
                ? new TreeSet<>((Collection<String>) all)
                : new TreeSet<>();
    }

    String of(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Matcher unknown = NOT_FOUND.matcher(message);
        if (unknown.matches()) {
            String meant = nearest(unknown.group(1))
                    .map(name -> " Did you mean " + name + "?")
                    .orElse("");
            return "There is no command " + unknown.group(1) + "." + meant + " 'help' lists them all.";
        }
        Matcher wrong = WRONG_ARGUMENTS.matcher(message);
        if (wrong.matches()) {
            return wrong.group(1) + " does not take these arguments. 'help " + wrong.group(1)
                    + "' tells which it does.";
        }
        return message;
    }

    /** Compared with and without scope, as it was typed; our commands before others that are as near. */
    private Optional<String> nearest(String typed) {
        boolean scoped = typed.contains(":");
        return commands.stream()
                .min(Comparator.<String>comparingInt(name -> distance(typed, scoped ? name : unscoped(name)))
                        .thenComparing(name -> !name.startsWith("miracast:") && !name.startsWith("wfd:")))
                .filter(name -> distance(typed, scoped ? name : unscoped(name)) < FAR);
    }

    private static String unscoped(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Levenshtein's: letters to put in, leave out or exchange. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
