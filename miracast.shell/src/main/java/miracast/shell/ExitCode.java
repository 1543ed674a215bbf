// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command's end means to a program that called it. From 64 on as in sysexits.h, above 128 as shells do. */
final class ExitCode {
    /** All went well; a display showed what was sent. */
    static final int OK = 0;
    /** The display did not show what was sent, or the cast failed. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** Something that is needed is not there: an encoder, a source, a file, a library (EX_UNAVAILABLE). */
    static final int UNAVAILABLE = 69;
    /** A defect of this program (EX_SOFTWARE). */
    static final int INTERNAL = 70;
    /** An address or a file cannot be used (EX_IOERR). */
    static final int IO = 74;
    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** For the help text. */
    static Map<String, String> descriptions() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(" " + OK, "all went well");
        texts.put(" " + FAILED, "the display did not show what was sent, or the session failed");
        texts.put(" " + USAGE, "wrong command line");
        texts.put(" " + UNAVAILABLE, "something needed is not there: encoder, source, file, library");
        texts.put(" " + INTERNAL, "a defect of this program");
        texts.put(" " + IO, "an address or a file cannot be used, for example a port that is taken");
        texts.put(INTERRUPTED + "", "ended by Ctrl-C (143: by SIGTERM), after a proper goodbye to the display");
        return texts;
    }
}
