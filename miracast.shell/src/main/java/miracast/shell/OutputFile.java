// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a command is told to write: whether that can be done is known before anything else is begun. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Fails if the file cannot be written; else all is as it was.
     *
     * @param file null asks nothing
     */
    static void require(Path file) throws CommandFailure {
        if (file == null) {
            return;
        }
        boolean existed = Files.exists(file);
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (!existed) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw failure(file + " cannot be written", e);
        }
    }

    /** What failed, and the reason in words: the exceptions of files have only the path as their message. */
    static CommandFailure failure(String what, IOException e) {
        String reason = e.getMessage();
        if (e instanceof NoSuchFileException) {
            reason = "its folder does not exist, and cannot be made";
        } else if (e instanceof FileAlreadyExistsException) {
            reason = "there is a file of that name";
        } else if (e instanceof AccessDeniedException) {
            reason = "access is denied";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            reason = failure.getReason();
        }
        return new CommandFailure(ExitCode.IO, what + ": " + reason + ".", e);
    }
}
