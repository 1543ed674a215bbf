// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

/** A command cannot go on; the message says why and, where that is known, what to do. */
final class CommandFailure extends Exception {
    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        this(exitCode, message, null);
    }

    CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A value of {@link ExitCode}. */
    int exitCode() {
        return exitCode;
    }
}
