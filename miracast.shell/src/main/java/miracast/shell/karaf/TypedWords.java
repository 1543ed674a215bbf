// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;

/**
 * Gives completers the words of a line as they were typed, quotes and backslashes included, up to the cursor; they answer in the same
 * manner, see {@link Names}. Without it, Karaf's reader puts backslashes before blanks itself, and gives up the whole line
 * while it does (Gogo 1.1.8, {@code ParsedLineImpl.escape}).
 */
@Service
public final class TypedWords implements Parser {
    private final DefaultParser parser = new DefaultParser();

    @Override
    public CommandLine parse(Session session, String command, int cursor) {
        // The reader leaves out blanks at the end, behind which the cursor may be.
        String typed = command + " ".repeat(Math.max(0, cursor - command.length()));
        CommandLine line = parser.parse(session, typed, cursor);
        List<String> words = new ArrayList<>(List.of(line.getArguments()));
        int index = line.getCursorArgumentIndex();
        if (index == words.size()) {
            words.add("");
        }
        // What stands behind the cursor is not the reader's to replace, and may be a quote that it has added to read
        // the line at all.
        words.set(index, words.get(index).substring(0, line.getArgumentPosition()));
        return new CommandLineImpl(
                words.toArray(String[]::new),
                index,
                line.getArgumentPosition(),
                line.getBufferPosition(),
                line.getBuffer());
    }

    @Override
    public String preprocess(Session session, CommandLine line) {
        return parser.preprocess(session, line);
    }
}
