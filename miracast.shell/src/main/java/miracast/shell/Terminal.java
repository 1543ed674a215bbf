// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.JsonObject;
import java.io.PrintStream;

/**
 * Where a command writes. Results go to one stream, as text or, for programs, as one JSON object a line; what is said about
 * the way there goes to another. One thread at a time.
 */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final int columns;
    private final boolean json;
    private int liveLength;

    /**
     * @param out for results
     * @param err for remarks and errors
     * @param columns width of the window that {@code out} is; 0 if it is none
     * @param json whether results are JSON
     */
    Terminal(PrintStream out, PrintStream err, int columns, boolean json) {
        this.out = out;
        this.err = err;
        this.columns = columns;
        this.json = json;
    }

    /** Width of the window; 0 if there is none. */
    int columns() {
        return columns;
    }

    /** Whether a program reads the results: they are then to be given to {@link #result(JsonObject)}. */
    boolean json() {
        return json;
    }

    /** A line of a result for people; nothing if a program reads. */
    void line(String text) {
        if (!json) {
            endLive();
            out.println(text);
        }
    }

    /** How a command ended, for people: a result if all went well or was broken off, else an error. */
    void end(int exitCode, String text) {
        if (exitCode == ExitCode.OK || exitCode == ExitCode.INTERRUPTED) {
            line(text);
        } else {
            remark(text);
        }
    }

    /** An object of a result for programs; nothing if people read. */
    void result(JsonObject object) {
        if (json) {
            out.println(object);
            out.flush();
        }
    }

    /** What is so at the moment: replaces the last such line in a window, and follows it elsewhere. */
    void live(String text) {
        if (json) {
            return;
        }
        if (columns == 0) {
            out.println(text);
            return;
        }
        // One column less: in the last one many terminals go to the next line at once.
        String shown = text.length() < columns ? text : text.substring(0, columns - 1);
        out.print("\r" + shown + " ".repeat(Math.max(0, liveLength - shown.length())));
        out.flush();
        liveLength = shown.length();
    }

    /** Something that the user should know, which is no result. */
    void remark(String text) {
        endLive();
        err.println(text);
    }

    private void endLive() {
        if (liveLength > 0) {
            out.println();
            liveLength = 0;
        }
    }
}
