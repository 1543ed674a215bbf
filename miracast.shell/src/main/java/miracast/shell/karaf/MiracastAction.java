// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import java.util.function.Supplier;
import miracast.shell.Formats;
import miracast.shell.LiveView;
import miracast.shell.Rows;
import miracast.shell.Table;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * What our commands in Karaf's shell have in common: they ask the same objects that Gogo's commands are methods of, show tables
 * as Karaf does, and tell a failure in a sentence. A new object for each execution.
 */
abstract class MiracastAction implements Action {
    /** What ShellTable puts between two columns. */
    private static final int SEPARATOR = " │ ".length();

    @Reference
    private Session session;

    @Override
    public final Object execute() throws CommandException, InterruptedException {
        try {
            Object result = run();
            if (result instanceof Rows<?> rows) {
                print(rows.table());
            } else if (result != null) {
                session.getConsole().println(Formats.text(result));
            }
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Karaf prints the first argument of this one and nothing else, and leaves the log alone.
            String sentence = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new CommandException(sentence, sentence, e);
        }
    }

    /** Does it. */
    abstract Object run() throws Exception;

    /** Shows a result again whenever it changes, until Ctrl-C. */
    Object watch(Supplier<Object> look) {
        return view().show(look);
    }

    /** Prints a line before there is a result. */
    void say(String line) {
        session.getConsole().println(line);
    }

    /** The console, to show something that changes. */
    LiveView view() {
        int columns = columns();
        return new LiveView(session.getConsole(), columns > 0, result -> Formats.text(result, columns));
    }

    /** Width of the window; 0 if there is none, as for a script. */
    private int columns() {
        return session.getTerminal() == null
                        || "dumb".equals(session.getTerminal().getType())
                ? 0
                : session.getTerminal().getWidth();
    }

    private void print(Table whole) {
        Table table = whole.within(columns(), SEPARATOR);
        ShellTable shown = new ShellTable().emptyTableText(table.none());
        table.headings().forEach(shown::column);
        table.rows().forEach(row -> shown.addRow().addContent(row.toArray()));
        shown.print(session.getConsole());
    }
}
