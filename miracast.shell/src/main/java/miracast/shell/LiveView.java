// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;

/**
 * Shows a result again whenever it changes, until the thread is interrupted, as shells do on Ctrl-C. In a window it stands in one
 * place; elsewhere each one follows the last. One thread.
 */
public final class LiveView {
    /** Variable of a Gogo session: the width of the window that its console is, as Integer; 0 if it is none. */
    static final String COLUMNS = ".miracast.columns";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** ECMA-48 CUP and ED 2: to the upper left corner, and erase the page. */
    private static final String NEW_PAGE = "\u001b[H\u001b[2J";

    private final PrintStream out;
    private final boolean window;
    private final Function<Object, String> format;
    private final Duration interval;

    /**
     * @param out where to
     * @param window whether that is one
     * @param format makes text of a result
     */
    public LiveView(PrintStream out, boolean window, Function<Object, String> format) {
        this(out, window, format, INTERVAL);
    }

    LiveView(PrintStream out, boolean window, Function<Object, String> format, Duration interval) {
        this.out = out;
        this.window = window;
        this.format = format;
        this.interval = interval;
    }

    /** In a Gogo shell. */
    static LiveView in(CommandSession session) {
        int columns = session.get(COLUMNS) instanceof Integer width ? width : 0;
        return new LiveView(session.getConsole(), columns > 0, result -> Formats.text(result, columns));
    }

    /**
     * Looks once a second.
     *
     * @param look what ends the view when it throws: what is watched is gone
     * @return null, since all has been shown
     */
    public Object show(Supplier<Object> look) {
        return show(look, () -> false);
    }

    /**
     * Looks once a second, until there is no more to be seen.
     *
     * @param over whether that is so
     */
    Object show(Supplier<Object> look, BooleanSupplier over) {
        String shown = "";
        try {
            while (!over.getAsBoolean()) {
                String text = format.apply(look.get());
                if (!text.equals(shown)) {
                    out.println(window ? NEW_PAGE + text : text);
                    out.flush();
                    shown = text;
                }
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (InterruptedException enough) {
            // That is how a view ends.
        }
        return null;
    }
}
