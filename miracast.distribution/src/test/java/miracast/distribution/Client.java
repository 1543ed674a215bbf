// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An operator at {@code bin/client}: types a line, and reads until it is answered. One thread. */
final class Client implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_AGAIN_MS = 200;

    private final Kiosk kiosk;
    private Process process;
    private Reader screen;
    private int lines;

    Client(Kiosk kiosk) {
        this.kiosk = kiosk;
    }

    /** What a line prints. The session is opened when it is needed. */
    String type(String line) throws IOException {
        if (process == null) {
            process = kiosk.launch("bin/client", "-r", "60", "-d", "1");
            screen = process.inputReader(StandardCharsets.UTF_8);
        }
        // In two parts, so that the end of the answer is not what the terminal repeats of the question.
        String begin = "BEGIN-" + ++lines + "\n";
        String end = "\nEND-" + lines;
        process.outputWriter(StandardCharsets.UTF_8)
                .append("echo \"BEGIN\"-" + lines + "; try { " + line + " } { echo $exception }; echo; echo \"END\"-"
                        + lines + "\n")
                .flush();
        StringBuilder shown = new StringBuilder();
        while (shown.indexOf(end) < 0) {
            int next = screen.read();
            assertThat(next).as("'%s' ended the session: %s", line, shown).isNotNegative();
            if (next != '\r') {
                shown.append((char) next);
            }
        }
        return shown.substring(shown.lastIndexOf(begin) + begin.length(), shown.indexOf(end))
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .strip();
    }

    /** Types a line until what it prints is as wished. */
    String until(String line, Predicate<String> wish) throws Exception {
        long end = System.nanoTime() + PATIENCE_NS;
        while (true) {
            String shown = type(line);
            if (wish.test(shown)) {
                return shown;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("'" + line + "' still prints: " + shown + "\n" + kiosk.story());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
