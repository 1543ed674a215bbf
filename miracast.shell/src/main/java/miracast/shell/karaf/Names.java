// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/**
 * Completes names that may have blanks and whatever else means something to Gogo: in the quotes that were begun, or with
 * backslashes.
 */
abstract class Names implements Completer {
    private static final String SPECIAL = " \t\"'\\;|&#$<>(){}[]=*?~%`";
    private static final String SPECIAL_IN_QUOTES = "\"\\$%";

    /** What is there now. */
    abstract List<String> names();

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        List<String> typed = names().stream().map(name -> asTyped(name, word)).toList();
        return new StringsCompleter(typed).complete(session, line, candidates);
    }

    /**
     * A name as it has to be typed.
     *
     * @param begun what has been typed of it
     */
    static String asTyped(String name, String begun) {
        if (begun.startsWith("'")) {
            return "'" + name.replace("'", "'\\''") + "'";
        }
        return begun.startsWith("\"") ? '"' + escape(name, SPECIAL_IN_QUOTES) + '"' : escape(name, SPECIAL);
    }

    private static String escape(String name, String special) {
        StringBuilder escaped = new StringBuilder();
        for (char each : name.toCharArray()) {
            if (special.indexOf(each) >= 0) {
                escaped.append('\\');
            }
            escaped.append(each);
        }
        return escaped.toString();
    }
}
