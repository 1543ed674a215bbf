// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines as they come: from a pipe, or from a window that cannot be edited in. */
final class PlainInput implements ShellInput {
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final PrintStream out;
    private final String prompt;

    /** @param prompt is shown on {@code out} before each line; empty for none */
    PlainInput(InputStream in, PrintStream out, String prompt) {
        this.out = out;
        this.prompt = prompt;
        // A read from stdin cannot be interrupted, but a wait for the reader can.
        Thread reader = new Thread(() -> readInto(lines, in), "shell-input");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public Optional<String> next() throws InterruptedException {
        out.print(prompt);
        out.flush();
        return lines.take();
    }

    private static void readInto(BlockingQueue<Optional<String>> lines, InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** The reader stays until its input ends: it cannot be interrupted, and is a daemon. */
    @Override
    public void close() {}
}
